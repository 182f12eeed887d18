import type { Memory } from '../../db/memories.ts'
import type { Recalled } from '../draft/draft-notes.ts'
import { slotOf } from '../learning/slots.ts'
import { type Likeness, likenesses, type Noted, rarityOfUnsaid, readFact } from './likeness.ts'
import type { Spoken } from './make-query.ts'
import { whyMeant, whyMemory, whyNear } from './say-why.ts'
import { isPale, type Language } from './terms.ts'

/** A fact says in four words what a message says in forty. */
const CONDENSED = 1.7
/** Words that only go together call a fact up when one of the latest message says nearly what the fact says. */
const CALLS = 0.4
const DAY_MS = 24 * 3_600_000

export interface RankedMemory extends Recalled {
  memory: Memory
  /** Something that was said calls it up; otherwise it is merely known. */
  isCalled: boolean
}

/**
 * What is known of the fan and may be used in a draft, by what was said; what nothing calls up comes last, best known first.
 * @param said what was said lately, by whom ever
 * @param rarity what each word of the fan's is worth among their messages
 * @param messages how many they are
 * @param calledOnly leaves out what is merely known, or only near by its day
 * @param close what an embedding model finds close in meaning, 0.5..1 by id
 */
export function rankMemories(
  memories: Memory[],
  {
    said,
    rarity,
    messages,
    names,
    language,
    now,
    calledOnly = false,
    close: byModel = NONE,
  }: {
    said: Spoken[]
    rarity: Map<number, number>
    messages: number
    names: { fan: string; creator: string }
    language: Language
    now: Date
    calledOnly?: boolean
    close?: Map<string, number>
  },
): RankedMemory[] {
  const usable = memories.filter(({ isPrivate, expiresAt }) => !isPrivate && !(expiresAt && expiresAt < now))
  const like = likenesses(
    usable.map((memory) => read(memory, language)),
    { said, rarity, messages, names: [names.fan, names.creator], language },
  )
  return usable
    .flatMap((memory, position): RankedMemory[] => {
      const { score, words, meaning, close } = like[position] ?? NOTHING
      const shared = telling(words).slice(0, 3)
      const isSaid = score > 0 && !shared.every(isPale)
      const modelled = byModel.get(memory.id) ?? 0
      const isMeant = (!!close && meaning >= CALLS) || modelled > 0
      if (calledOnly && !isSaid && !isMeant) return []
      const near = isNear(memory, now)
      const because = whyMemory({ memory, words: shared, fanName: names.fan }, now)
      const why = near && !isSaid && !isMeant ? whyNear(memory.validFrom ?? now, now) : undefined
      const ranked: RankedMemory = {
        kind: 'memory',
        id: memory.id,
        text: memory.fact,
        at: memory.lastSeenAt.toISOString(),
        why: why ?? (isMeant && !isSaid ? whyMeant(because, meaning >= CALLS ? close : undefined) : because),
        score:
          (score + (meaning + modelled) * rarityOfUnsaid(messages)) * CONDENSED + (near ? 2 : 0) + known(memory, now),
        slot: memory.slot,
        ...(memory.value === undefined ? {} : { value: memory.value }),
        ...(memory.sourceMessageId ? { sourceMessageId: memory.sourceMessageId } : {}),
        ...(memory.neverForSelling ? { neverForSelling: true } : {}),
        memory,
        isCalled: isSaid || isMeant || near,
      }
      return [ranked]
    })
    .toSorted((a, b) => b.score - a.score)
}

const NONE: Map<string, number> = new Map()
const NOTHING: Likeness = { score: 0, words: [], meaning: 0 }

/** A memory's words, read once as long as somebody holds it. */
const readBefore = new WeakMap<Memory, { language: Language; noted: Noted }>()

function read(memory: Memory, language: Language): Noted {
  const known = readBefore.get(memory)
  if (known?.language === language) return known.noted
  const { slot, value, fact, quote } = memory
  // The date in a plan's wording is no word of the fan's.
  const noted = readFact({ fact: slotOf(slot) === 'plan' && value ? value : fact, quote }, language)
  readBefore.set(memory, { language, noted })
  return noted
}

/** Without what only the ranking needs. */
export function asRecalled({ memory, isCalled, ...recalled }: RankedMemory): Recalled {
  return recalled
}

function telling(words: string[]): string[] {
  const said = words.filter((word) => !isPale(word))
  return said.length > 0 ? said : words
}

/** A plan is on everybody's mind from some days before until some days after. */
function isNear(memory: Memory, now: Date): boolean {
  if (slotOf(memory.slot) !== 'plan' || !memory.validFrom) return false
  const days = (memory.validFrom.getTime() - now.getTime()) / DAY_MS
  return days < 4 && days > -10
}

/** Less than any shared word is worth: sure, often said and lately said things first. */
function known({ confidence, timesSeen, lastSeenAt, isPinned }: Memory, now: Date): number {
  const days = Math.max(0, (now.getTime() - lastSeenAt.getTime()) / DAY_MS)
  return (isPinned ? 0.3 : 0) + confidence * 0.2 + Math.min(timesSeen, 5) * 0.03 + 0.2 / (1 + days / 30)
}
