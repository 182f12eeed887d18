import type { Warning } from '../draft-notes.ts'
import { fold } from '../offline/pick.ts'
import type { Guardrail } from './run-guardrails.ts'

type Says = { frame: string; value: string; start: number; end: number }

/** Statements about oneself that have one answer. `own`: as she says them; `told`: as her description says them. */
const FRAMES: { frame: string; own: RegExp; told: RegExp }[] = [
  {
    frame: 'home',
    own: /\b(?:i live|i'm living|j'habite|je vis) (?:in|near|à|au|en) ([\p{L}-]+)/giu,
    told: /\b(?:lives?|living|habite|vit) (?:in|near|à|au|en) ([\p{L}-]+)/giu,
  },
  {
    frame: 'origin',
    own: /\b(?:i'm from|i come from|i was born in|je viens de|je suis née? à) ([\p{L}-]+)/giu,
    told: /\b(?:is from|comes from|was born in|vient de|est née? à) ([\p{L}-]+)/giu,
  },
  {
    frame: 'age',
    own: /\b(?:(?:i'm|i am) (\d{2})(?= years old|\s*(?:[.,!?]|$))|j'ai (\d{2})(?= ans))/giu,
    told: /\b(?:is|a|aged?) (\d{2})(?: years old| ans|\b)/giu,
  },
  {
    frame: 'love',
    own: /\b(?:i'm|i am|je suis) (single|married|engaged|célibataire|mariée|fiancée|en couple)\b/giu,
    told: /\b(?:is|est) (single|married|engaged|célibataire|mariée|fiancée|en couple)\b/giu,
  },
  {
    frame: 'diet',
    own: /\b(?:i'm|i am|je suis) (?:a )?(vegan|vegetarian|végane|végétarienne)\b/giu,
    told: /\b(?:is|est) (?:a )?(vegan|vegetarian|végane|végétarienne)\b/giu,
  },
  {
    frame: 'favourite colour',
    own: /\bmy favou?rite colou?r is (\p{L}+)|ma couleur préférée,? c'est (?:le )?(\p{L}+)/giu,
    told: /favou?rite colou?r is (\p{L}+)|couleur préférée est (?:le )?(\p{L}+)/giu,
  },
]
const NEGATED_OWN =
  /\b(?:i don'?t have|i have no|i've never had|i don'?t (?:like|drink|eat|play|speak|smoke)|i'm not(?: a| an)?|i hate|je n'ai pas|j'ai pas|je n'aime pas|j'aime pas|je ne suis pas|je suis pas|je déteste) (?:any |an? |de |d'|un |une |le |la |les )?([\p{L}]{3,})/giu
const POSITIVE_CANON =
  /\b(?:has|is|loves?|likes?|drinks?|eats?|plays?|speaks?|a|est|aime|adore|boit|mange|joue|parle)(?!\p{L})/iu

/**
 * What she says of herself against what is true of her and what this fan was told. It knows a few plain statements (home,
 * origin, age, love, diet) and flat denials of what stands in her description; it does not understand the rest.
 */
export const contradictions: Guardrail = ({ turn, text }) => {
  const said = text.replaceAll('’', "'")
  const now = FRAMES.flatMap(({ frame, own }) => statements(said, frame, own))
  const before = turn.sentBefore.slice(-40).map((sent) => sent.replaceAll('’', "'"))
  const warnings: Warning[] = []
  for (const statement of now) {
    const kind = FRAMES.find(({ frame }) => frame === statement.frame)
    if (!kind) continue
    const canon = turn.persona.canon.flatMap((fact) => statements(fact, kind.frame, kind.told))
    const told = before.flatMap((sent) => statements(sent, kind.frame, kind.own))
    const against = [...canon, ...told.toReversed()].find(({ value }) => value !== statement.value)
    const agrees = [...canon, ...told].some(({ value }) => value === statement.value)
    if (against && !agrees) warnings.push(contradiction(statement, against.value, canon.includes(against)))
  }
  for (const match of said.matchAll(NEGATED_OWN)) {
    const thing = fold(match[1] ?? '')
    if (SMALL.has(thing)) continue
    const fact = turn.persona.canon.find(
      (line) =>
        POSITIVE_CANON.test(line) &&
        !/\b(not|never|no|pas|jamais)\b/iu.test(line) &&
        fold(line).split(' ').includes(thing),
    )
    if (fact && thing)
      warnings.push(contradiction({ start: match.index, end: match.index + match[0].length }, fact, true))
  }
  return warnings.slice(0, 4)
}

function statements(text: string, frame: string, pattern: RegExp): Says[] {
  return [...text.matchAll(pattern)]
    .map((match) => ({
      frame,
      raw: match[1] ?? match[2] ?? '',
      start: match.index,
      end: match.index + match[0].length,
    }))
    .filter(({ raw }) => !isNoPlace(frame, raw))
    .map(({ raw, ...says }) => ({ ...says, value: fold(raw) }))
}

/** "Je viens de finir", "I live in a flat": no place is named. */
const isNoPlace = (frame: string, value: string) =>
  (frame === 'home' || frame === 'origin') &&
  (frame === 'origin' ? !/^\p{Lu}/u.test(value) : SMALL.has(value.toLowerCase()))

/** Words that say nothing by themselves. */
const SMALL = new Set(
  'a an the my this that peace hope fear one two three too much very not sure from with what when where just only really un une le la les ce cet cette mon ma ville appart paix couple colocation trop très pas plus moment bien tout'.split(
    ' ',
  ),
)

function contradiction({ start, end }: { start: number; end: number }, against: string, isCanon: boolean): Warning {
  return {
    rule: 'contradiction',
    severity: 'stop',
    start,
    end,
    says: isCanon
      ? { en: `Her description says otherwise: “${against}”.`, fr: `Sa description dit autre chose : « ${against} ».` }
      : {
          en: `This fan was told otherwise before: “${against}”.`,
          fr: `On a dit autre chose à ce fan : « ${against} ».`,
        },
  }
}
