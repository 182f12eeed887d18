import type { Scope } from '../../db/db.ts'
import { insertHistory } from '../../db/history.ts'
import { newId } from '../../db/ids.ts'
import { insertMemory } from '../../db/memories.ts'

const VOCABULARY = 10_000
const WORDS_EACH = 12
/** So many of ten words are such as every sentence has. */
const EVERYDAY_OF_TEN = 5
const EVERYDAY = 'the to and of a in it is you that was for on are with my at this have but not be we so'.split(' ')
/** The commonest words that tell something are not as common as Zipf's law alone makes them (Mandelbrot's shift). */
const SHIFT = 30
const MINUTE = 60_000

/** The same numbers each time. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

/** A number of 0..size-1 that is drawn the more often the smaller it is, as words and fans are. */
export function zipf(size: number, random: () => number, shift = 0): () => number {
  const sums: number[] = []
  let sum = 0
  for (let rank = 1; rank <= size; rank += 1) {
    sum += 1 / (rank + shift)
    sums.push(sum)
  }
  return () => {
    const drawn = random() * sum
    let [low, high] = [0, size - 1]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((sums[middle] ?? 0) < drawn) low = middle + 1
      else high = middle
    }
    return low
  }
}

const SYLLABLES = 'ka lo mi ren sa tu vel po dra nim fo gash bel tor un ey'.split(' ')

/** A word for each number: long enough to look like one, and never a word of any list. */
function wordOf(number: number): string {
  let word = ''
  for (let rest = number + 17; rest > 0; rest = Math.floor(rest / SYLLABLES.length))
    word += SYLLABLES[rest % SYLLABLES.length]
  return word
}

/** Chat of about 12 words a message, half of them everyday ones, the others as rare as words are; a question has 8 rare ones. */
export function chat(seed: number): { line(): string; question(): string } {
  const random = seeded(seed)
  const draw = zipf(VOCABULARY, random, SHIFT)
  const everyday = () => EVERYDAY[Math.floor(random() * EVERYDAY.length)] ?? ''
  const word = () => (random() * 10 < EVERYDAY_OF_TEN ? everyday() : wordOf(draw()))
  const say = (words: number) => Array.from({ length: words }, word).join(' ')
  return {
    line: () => say(Math.max(2, Math.round(WORDS_EACH * (0.4 + random() * 1.2)))),
    question: () => Array.from({ length: 8 }, () => wordOf(draw())).join(' '),
  }
}

export interface Line {
  id: string
  direction: 'inbound' | 'outbound'
  body: string
  sentAt: Date
  createdAt: Date
}

/** So many messages, the last one just now, in sittings of some minutes. */
export function history(messages: number, seed = 1): Line[] {
  const talk = chat(seed)
  const now = Date.now()
  return Array.from({ length: messages }, (_, index) => {
    const back = messages - index
    const at = new Date(now - (back + Math.floor(back / 12) * 60 * 8) * MINUTE)
    const direction = index % 3 === 2 ? ('outbound' as const) : ('inbound' as const)
    return { id: newId(at), direction, body: talk.line(), sentAt: at, createdAt: at }
  })
}

/** Puts a history and some memories into a fan that is there. */
export async function fillFan(
  scope: Scope,
  { fanId, conversationId }: { fanId: string; conversationId: string },
  { lines, memories, seed }: { lines: Line[]; memories: number; seed: number },
): Promise<void> {
  await insertHistory(scope, { fanId, conversationId }, lines)
  const talk = chat(seed + 7)
  const now = new Date()
  for (let index = 0; index < memories; index += 1) {
    await insertMemory(scope, {
      id: newId(),
      fanId,
      slot: 'other',
      fact: talk.line(),
      quote: talk.line(),
      author: 'machine',
      confidence: 0.9,
      lastSeenAt: now,
      recordedAt: now,
      updatedAt: now,
    })
  }
}
