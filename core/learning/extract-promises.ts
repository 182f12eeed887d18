import { clausesOf } from './clauses.ts'
import { datesIn } from './dates.ts'

/** What we said we would do. */
export interface FoundPromise {
  /** The clause, in our own words. */
  text: string
  /** The day it was promised for, when one was named. */
  dueAt: Date | undefined
}

const MOST = 3
const PROMISES = {
  en: /(?<![\p{L}'])(?:i'll|i will|i'm going to|i'm gonna|i promise(?: to| i'll)?|let me) (?:\p{L}+ )?(?:send|show|make|bring|record|film|post|write|tell|upload|finish|share|take|paint|draw|mix|try|save|check|find out|get back to you|call)(?!\p{L})/iu,
  fr: /(?<!\p{L})(?:je (?:t'|te |vous )(?:l'|la |le |les |en )?(?:envoie|enverrai|montre|montrerai|fais|ferai|prépare|préparerai|raconte|raconterai|dis|dirai|écris|écrirai|poste|enregistre|filme|promets|garde)|je vais (?:t'|te |vous )?(?:l'|la |le |les )?(?:envoyer|montrer|faire|préparer|raconter|dire|écrire|poster|enregistrer|filmer))(?!\p{L})/iu,
}
/** Words of the moment, not of a day to come. */
const ONLY_SAID =
  /(?:tell you (?:what|something|a secret|the truth)|let me (?:tell|know|guess|try|check)(?! you\b.*\b(?:tomorrow|on|next))|i'll (?:tell|show) you (?:mine|why)|je te (?:dis|raconte) (?:pas|tout)|try (?:not )?to|make (?:it up|sure|you|me)|take (?:it|that|your|care)|save (?:you|me)|je te promets que tu|je (?:t'en |te )?fais (?:confiance|un bisou|rire))/i

/** "I'll send it Friday", "je t'envoie ça vendredi": the promises in words that were sent, with their days made absolute. */
export function extractPromises(text: string, { at, timeZone }: { at: Date; timeZone: string }): FoundPromise[] {
  return clausesOf(text)
    .filter(({ isQuestion }) => !isQuestion)
    .flatMap(({ quote: clause }): FoundPromise[] => {
      const language = PROMISES.en.test(clause) ? 'en' : PROMISES.fr.test(clause) ? 'fr' : undefined
      if (!language || ONLY_SAID.test(clause)) return []
      const day = datesIn(clause, { at, language, timeZone }).find(({ date }) => date > at)
      return [{ text: clause.slice(0, 200), dueAt: day?.date }]
    })
    .slice(0, MOST)
}
