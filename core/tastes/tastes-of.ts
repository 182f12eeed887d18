import type { Memory } from '../../db/memories.ts'
import type { OfferMade } from '../../db/offers-made.ts'
import type { Purchase } from '../../db/purchases.ts'
import type { SetTaste } from '../../db/tastes.ts'
import type { Both } from '../personality/calibration.ts'
import { REST_DAYS, scoreAfter, scoreOfInterest, type TasteEvent } from './taste-score.ts'

const DAY_MS = 86_400_000
/** Between 5 and 20 are kept once that many are known (MEM-3.5). */
export const FEWEST = 5
export const MOST = 20
/** Once there are more than the fewest, what is liked less than this is not worth keeping. */
const FAINT = 0.1

/** How much a fan likes a kind of content, or a thing they spoke of. */
export interface Taste {
  name: string
  kind: 'content' | 'interest'
  /** 0 to 1. */
  score: number
  bought: number
  declined: number
  /** Nothing of this kind is offered before. */
  restsUntil: Date | undefined
  /** The person who set it: their word stands. */
  setBy: string | undefined
  /** Where an interest comes from. */
  sourceMessageId: string | undefined
  why: Both
}

export interface KnownOfTastes {
  /** Kinds of content on the menu. */
  menu: readonly { category: string }[]
  purchases: readonly Pick<Purchase, 'category' | 'purchasedAt'>[]
  offersMade: readonly Pick<OfferMade, 'category' | 'status' | 'settledAt'>[]
  memories: readonly Pick<
    Memory,
    'slot' | 'fact' | 'value' | 'confidence' | 'sourceMessageId' | 'isPrivate' | 'sensitivity'
  >[]
  set: readonly Pick<SetTaste, 'name' | 'score' | 'author'>[]
}

/**
 * The content preferences of a fan, best first. Computed from what was bought, declined and said, so that each can be explained;
 * what a person set stands whatever happens later. At most 20; at least 5 where so many are known.
 */
export function tastesOf(known: KnownOfTastes): Taste[] {
  const found = new Map<string, Taste>()
  for (const taste of [...contentTastes(known), ...interests(known)])
    if (!found.has(taste.name)) found.set(taste.name, taste)
  for (const { name, score, author } of known.set) {
    const before = found.get(name)
    const blank = {
      kind: 'content' as const,
      bought: 0,
      declined: 0,
      restsUntil: undefined,
      sourceMessageId: undefined,
    }
    found.set(name, {
      ...(before ?? { ...blank, name }),
      score,
      setBy: author,
      why: { en: `Set by ${author}.`, fr: `Choisi par ${author}.` },
    })
  }
  return keepBest([...found.values()])
}

/** Those that a person set first, then the best; faint ones only while there are fewer than five. */
export function keepBest(tastes: readonly Taste[]): Taste[] {
  const ranked = tastes.toSorted((a, b) => Number(!!b.setBy) - Number(!!a.setBy) || byScore(a, b))
  return ranked
    .filter(({ score, setBy, restsUntil }, index) => index < FEWEST || score >= FAINT || setBy || restsUntil)
    .slice(0, MOST)
    .toSorted(byScore)
}

/** The kinds in a category as people write it: "photos, custom". */
export function kindsIn(category: string): string[] {
  return category
    .split(/[,;/+&]/u)
    .map((kind) => kind.trim().toLowerCase())
    .filter(Boolean)
}

function contentTastes({ menu, purchases, offersMade }: KnownOfTastes): Taste[] {
  const names = [...purchases, ...offersMade, ...menu].flatMap(({ category }) => kindsIn(category))
  return [...new Set(names)].map((name) => {
    const isOfIt = ({ category }: { category: string }) => kindsIn(category).includes(name)
    const bought = purchases.filter(isOfIt)
    const declined = offersMade.filter((offer) => isOfIt(offer) && offer.status === 'declined')
    const events: TasteEvent[] = [
      ...bought.map(({ purchasedAt }) => ({ kind: 'bought' as const, at: purchasedAt })),
      ...declined.flatMap(({ settledAt }) => (settledAt ? [{ kind: 'declined' as const, at: settledAt }] : [])),
    ]
    const lastNo = Math.max(0, ...declined.map(({ settledAt }) => settledAt?.getTime() ?? 0))
    return {
      name,
      kind: 'content',
      score: scoreAfter(events),
      bought: bought.length,
      declined: declined.length,
      restsUntil: lastNo > 0 ? new Date(lastNo + REST_DAYS * DAY_MS) : undefined,
      setBy: undefined,
      sourceMessageId: undefined,
      why: whyContent(bought.length, declined.length),
    }
  })
}

const INTERESTS = new Set(['interest', 'like', 'dislike'])

function interests({ memories }: KnownOfTastes): Taste[] {
  return memories
    .filter(({ slot, isPrivate, sensitivity }) => INTERESTS.has(slot) && !isPrivate && sensitivity === 'ordinary')
    .map(({ slot, fact, value, confidence, sourceMessageId }) => ({
      name: (value ?? fact).toLowerCase(),
      kind: 'interest',
      score: scoreOfInterest(confidence, slot !== 'dislike'),
      bought: 0,
      declined: 0,
      restsUntil: undefined,
      setBy: undefined,
      sourceMessageId: sourceMessageId ?? undefined,
      why: {
        en: `Came up in what the fan wrote, ${Math.round(confidence * 100)} % sure.`,
        fr: `Évoqué par le fan, sûr à ${Math.round(confidence * 100)} %.`,
      },
    }))
}

function whyContent(bought: number, declined: number): Both {
  if (bought + declined === 0) return { en: 'On the menu; nothing known yet.', fr: 'Au menu ; rien de connu encore.' }
  const en = [bought > 0 ? `bought ${bought}` : '', declined > 0 ? `declined ${declined}` : ''].filter(Boolean)
  const fr = [bought > 0 ? `acheté ${bought}` : '', declined > 0 ? `refusé ${declined}` : ''].filter(Boolean)
  return { en: `Because the fan ${en.join(', ')}.`, fr: `Parce que le fan a ${fr.join(', ')}.` }
}

const byScore = (a: Taste, b: Taste) => b.score - a.score || (a.name < b.name ? -1 : 1)
