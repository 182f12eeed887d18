import type { Persona } from '../creators/persona.ts'
import { type Tally, tally } from './answer-quality.ts'
import type { Both, CalibrationStep, Proposed } from './calibration.ts'
import { confidenceThatBetter, confidenceThatMostly } from './confidence.ts'
import { emojisIn } from './emojis.ts'
import type { Exchange } from './exchanges.ts'
import { TONES, type Tone, toneOf } from './reply-tone.ts'

/** Fewer replies of a kind prove nothing. */
const LEAST_REPLIES = 3
/** When short messages get good answers, the target falls by 20 % (MEM-2.4). */
export const SHORTER = 0.8
/** Never below this share of the creator's own length. */
const FLOOR = 0.5
const SHORTEST = 20
/** A creator who flirts less than this never begins to because it is answered well. */
const LEAST_FLIRTATION = 0.3
const MOST_FAVOURITES = 3
/** Sorrow and anger are not given back, and what is meant as an invitation is not taken up. */
const NOT_ECHOED = /[😢😭😞😔😟😩😫😥😓💔😠😡🤬😤🤮🤢💀🖕👎🍆🍑💦]/u

export interface Observed {
  exchanges: readonly Exchange[]
  /** What the fan wrote, each message by itself. */
  fanSaid: readonly string[]
  /** As the creator set it. */
  own: Persona
  /** As it holds for this fan now. */
  now: Pick<Persona, 'tone' | 'length'>
}

/**
 * The length that suits this fan. Short is what is no longer than the target would become: 80 % of it. When short replies get
 * good answers more often than longer ones, the target falls by 20 %, but not below half of the creator's own. When it had
 * fallen and longer ones do better, it goes back by the same step.
 */
export function proposeLength({ exchanges, own, now }: Observed): Proposed {
  const shorter = Math.max(SHORTEST, Math.round(own.length * FLOOR), Math.round(now.length * SHORTER))
  const limit = Math.round(now.length * SHORTER)
  const groups = Map.groupBy(exchanges, ({ reply }) => ([...reply].length <= limit ? 'short' : 'long'))
  const short = tally(groups.get('short') ?? [])
  const long = tally(groups.get('long') ?? [])
  const down = sure(short, long)
  const up = sure(long, short)
  const back = Math.min(own.length, Math.round(now.length / SHORTER))
  if (back > now.length && up > down) {
    return step(now.length, back, up, { good: long, other: short }, whyLength(limit, long, short, 'long'))
  }
  return step(
    now.length,
    Math.min(now.length, shorter),
    down,
    { good: short, other: long },
    whyLength(limit, short, long, 'short'),
  )
}

/** The tone whose replies get good answers more often than all others; flirting only where the creator flirts. */
export function proposeTone({ exchanges, own, now }: Observed): Proposed {
  const allowed = TONES.filter((tone) => tone !== 'flirty' || own.flirtation >= LEAST_FLIRTATION)
  const heard = exchanges.map((exchange) => ({ exchange, tone: toneOf(exchange.reply) }))
  const rated = allowed
    .map((tone) => {
      const good = tally(heard.filter((one) => one.tone === tone).map(({ exchange }) => exchange))
      const other = tally(heard.filter((one) => one.tone !== tone).map(({ exchange }) => exchange))
      return { tone, good, other, confidence: sure(good, other) }
    })
    .toSorted((a, b) => b.confidence - a.confidence || b.good.of - a.good.of)
  const [best] = rated
  if (!best || best.confidence === 0) return step(now.tone, now.tone, 0, undefined, tooFew)
  return step(now.tone, best.tone, best.confidence, best, whyTone(best.tone, best.good, best.other))
}

/**
 * The emojis this fan uses most, three at most. Confidence n / (n + 2) for one found in n of their messages, so that five make
 * it sure enough.
 */
export function proposeEmojis({ fanSaid, own }: Observed): Proposed {
  const counts = new Map<string, number>()
  for (const text of fanSaid) {
    for (const emoji of new Set(emojisIn(text))) counts.set(emoji, (counts.get(emoji) ?? 0) + 1)
  }
  const liked = [...counts]
    .filter(([emoji]) => !NOT_ECHOED.test(emoji) || own.emojis.includes(emoji))
    .map(([emoji, n]) => ({ emoji, n, confidence: n / (n + 2) }))
    .toSorted((a, b) => b.n - a.n || (a.emoji < b.emoji ? -1 : 1))
    .slice(0, MOST_FAVOURITES)
  const [most] = liked
  if (!most) {
    return step([], [], 0, undefined, { en: 'The fan uses hardly any emojis.', fr: 'Le fan n’emploie guère d’emojis.' })
  }
  // What is less sure than the step itself is not part of it.
  const favourites = liked.filter(({ n }) => n >= 5 || n === most.n)
  const list = favourites.map(({ emoji, n }) => `${emoji} (${n})`).join(', ')
  return step(
    [],
    favourites.map(({ emoji }) => emoji),
    most.confidence,
    { good: { good: most.n, of: fanSaid.length } },
    {
      en: `Because the fan uses ${list} in ${fanSaid.length} messages.`,
      fr: `Parce que le fan emploie ${list} dans ${fanSaid.length} messages.`,
    },
  )
}

/** 0 while there are too few, or when it is not answered well more often than not. */
function sure(good: Tally, other: Tally): number {
  if (good.of < LEAST_REPLIES || good.good * 2 <= good.of) return 0
  return other.of < LEAST_REPLIES ? confidenceThatMostly(good) : confidenceThatBetter(good, other)
}

function step(
  from: CalibrationStep['from'],
  to: CalibrationStep['to'],
  confidence: number,
  evidence: { good: Tally; other?: Tally } | undefined,
  why: Both,
): Proposed {
  return { confidence, step: { from, to, why, ...(evidence ? { evidence } : {}) } }
}

const tooFew: Both = {
  en: 'No tone stands out yet.',
  fr: 'Aucun ton ne se distingue encore.',
}

function whyLength(limit: number, good: Tally, other: Tally, kind: 'short' | 'long'): Both {
  if (good.of === 0) return { en: 'There were no such replies yet.', fr: 'Il n’y a pas encore eu de telles réponses.' }
  const [en, fr] =
    kind === 'short'
      ? [`of up to ${limit} characters`, `de ${limit} caractères au plus`]
      : [`of more than ${limit} characters`, `de plus de ${limit} caractères`]
  return {
    en: `Because ${good.good} of the ${good.of} replies ${en} got a good answer${other.of > 0 ? `, and ${other.good} of the ${other.of} others` : ''}.`,
    fr: `Parce que ${good.good} des ${good.of} réponses ${fr} ont reçu une bonne réponse${other.of > 0 ? `, et ${other.good} des ${other.of} autres` : ''}.`,
  }
}

const FRENCH: Record<Tone, string> = {
  flirty: 'séductrices',
  playful: 'taquines',
  warm: 'chaleureuses',
  friendly: 'amicales',
  calm: 'posées',
}

function whyTone(tone: Tone, good: Tally, other: Tally): Both {
  return {
    en: `Because ${good.good} of the ${good.of} ${tone} replies got a good answer${other.of > 0 ? `, and ${other.good} of the ${other.of} others` : ''}.`,
    fr: `Parce que ${good.good} des ${good.of} réponses ${FRENCH[tone]} ont reçu une bonne réponse${other.of > 0 ? `, et ${other.good} des ${other.of} autres` : ''}.`,
  }
}
