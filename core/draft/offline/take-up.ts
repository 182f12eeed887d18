import { detectLanguage } from '../detect-language.ts'
import type { DraftBrief } from '../prompt.ts'
import type { Act } from './acts.ts'
import { type Known, readKnown } from './know.ts'
import { type Chooser, fold } from './pick.ts'
import { topicsOf } from './topics.ts'

export interface TakenUp {
  id: string
  known: Known
  /** The fan speaks of it right now: then it is remarked on, not asked after. */
  isSubject: boolean
}

/** A reply to these stays light: an illness or a loss is not brought up out of nowhere. */
const HEAVY_KINDS: ReadonlySet<string> = new Set(['health', 'allergy', 'dislike'])

/** What a single message says clearly enough to build on. */
const PLAIN_ENOUGH: ReadonlySet<string> = new Set([
  'pet',
  'relative',
  'kids',
  'team',
  'plays',
  'vehicle',
  'interview-before',
  'interview-after',
  'exam-before',
  'exam-after',
  'trip-before',
  'trip-after',
])

/** Known for doing right by somebody, and not for talking about. */
const NOT_BROUGHT_UP: ReadonlySet<string> = new Set(['limit', 'partner', 'name', 'age', 'promise'])

/**
 * One thing from before that can be brought up now, and how. Left out: what was said only just now, what is sensitive and
 * not the subject, and what the last replies already brought up.
 */
export function recalledToTakeUp(
  { turn, recalled, language }: DraftBrief,
  chooser: Chooser,
  acts: Act[],
  mustFit: boolean,
): TakenUp | undefined {
  const justSaid = new Set(turn.unanswered.map(({ id }) => id))
  const said = fold(turn.unanswered.map(({ body }) => body).join(' '))
  // Nobody who is worried or ill is asked about something else.
  const isHeavy = acts.some((act) => act === 'sick' || act === 'worried' || act === 'bad-day')
  const topics = new Set(topicsOf(turn.unanswered.map(({ body }) => body).join(' ')))
  const lately = turn.saidBefore.slice(0, 4).map(fold)
  const memories = new Map(turn.memories.map((memory) => [memory.id, memory]))
  const fit = recalled.flatMap((item, rank) => {
    if (justSaid.has(item.id) || (item.sourceMessageId && justSaid.has(item.sourceMessageId))) return []
    const memory = memories.get(item.id)
    const known = readKnown(item.text, { toldAt: new Date(item.at), now: turn.now, language })
    if (!known || (memory && NOT_BROUGHT_UP.has(memory.slot))) return []
    // Talk from long ago, without a fact made of it, is too thin to build on.
    if (item.kind === 'message' && (detectLanguage(item.text) ?? language) !== language) return []
    const subject = fold(known.slots.name ?? known.slots.what ?? known.slots.animal ?? known.kind)
    const isSubject = subject.length > 2 && said.includes(subject)
    if (
      mustFit &&
      !isSubject &&
      !(!isHeavy && known.kind !== 'job' && topicsOf(item.text).some((topic) => topics.has(topic)))
    )
      return []
    // Whoever has just told how it went is not asked how it went.
    if (item.kind === 'message' && !PLAIN_ENOUGH.has(known.kind)) return []
    if (known.kind.includes('-') && (acts.includes('good-news') || saysKind(said, known.kind))) return []
    if (isSubject && /-(?:before|after)$/u.test(known.kind)) return []
    const isDelicate = memory?.sensitivity === 'sensitive' || HEAVY_KINDS.has(known.kind)
    if (isDelicate && !isSubject) return []
    const fatigue = lately.filter((text) => subject.length > 2 && text.includes(subject)).length
    return [
      {
        id: item.id,
        known,
        isSubject,
        rating:
          rank +
          (known.kind === 'job' ? 2 : 0) +
          fatigue * 6 -
          (isSubject ? 5 : 0) -
          (item.kind === 'memory' ? 1 : 0) +
          chance(chooser),
      },
    ]
  })
  const best = fit.toSorted((a, b) => a.rating - b.rating)[0]
  if (!best) return undefined
  // Twice running about the same thing sounds like a form letter; "hi" may pass without.
  const isWorn = best.rating >= 6 && !acts.includes('remember-me')
  return isWorn && chooser.chance(0.7) ? undefined : best
}

const KIND_WORDS: [RegExp, RegExp][] = [
  [/^interview/u, /\b(interview|entretien)/u],
  [/^exam/u, /\b(exams?|examens?|results?|résultats?|partiels?)\b/u],
  [/^race/u, /\b(marathon|race|triathlon|10k|course)\b/u],
  [/^job-new/u, /\b(new job|nouveau (boulot|job|travail|poste))\b/u],
  [/^birthday/u, /\b(birthday|anniv)/u],
]
const saysKind = (said: string, kind: string) => KIND_WORDS.some(([of, words]) => of.test(kind) && words.test(said))

const chance = (chooser: Chooser) => (chooser.chance(0.3) ? 1.5 : 0)
