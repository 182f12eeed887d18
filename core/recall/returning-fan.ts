import type { Recalled } from '../draft/draft-notes.ts'
import type { Turn } from '../draft/turn.ts'
import type { Slot } from '../learning/slots.ts'
import { asRecalled, type RankedMemory } from './rank-memories.ts'
import { whyMessage, whyReturning } from './say-why.ts'

const DAY_MS = 24 * 3_600_000
/** Requirement MEM-1.4. */
const LONG_SILENCE_DAYS = 30
/** What one is glad to be asked about after a long time, before what merely is so. */
const GLADLY: Slot[] = ['plan', 'pet', 'promise', 'other', 'like', 'work', 'birthday', 'place', 'schedule']
const LEAST_WORDS = 6

/** After a month of silence or more, something specific from before comes first; otherwise what was chosen stays as it is. */
export function whatToTakeUp(turn: Turn, chosen: Recalled[], facts: RankedMemory[]): Recalled[] {
  const silence = longSilence(turn)
  if (!silence) return chosen
  const { days, back } = silence
  const first = specific(facts, back) ?? lastWords(turn)
  if (!first) return chosen
  const why = whyReturning(days, first.why)
  return [{ ...first, why }, ...chosen.filter(({ id }) => id !== first.id)]
}

/** The long silence that the fan has broken; undefined when there was none, or when this is their first word. */
function longSilence({ unanswered, recent }: Turn): { days: number; back: Date } | undefined {
  const said = [...recent.slice(-1), ...unanswered]
  for (let position = said.length - 1; position > 0; position -= 1) {
    const [before, back] = [said[position - 1]?.sentAt, said[position]?.sentAt]
    const days = before && back ? Math.floor((back.getTime() - before.getTime()) / DAY_MS) : 0
    if (back && days >= LONG_SILENCE_DAYS) return { days, back }
  }
  return undefined
}

function specific(facts: RankedMemory[], back: Date): Recalled | undefined {
  const old = facts.filter(
    ({ memory }) =>
      memory.lastSeenAt < back && memory.sensitivity === 'ordinary' && GLADLY.includes(memory.slot as Slot),
  )
  const rank = ({ memory, isCalled }: RankedMemory) => (isCalled ? -1 : GLADLY.indexOf(memory.slot as Slot))
  const [best] = old.toSorted((a, b) => rank(a) - rank(b) || b.score - a.score)
  return best && asRecalled(best)
}

/** Nothing is known but what was said: the last thing of some length. */
function lastWords(turn: Turn): Recalled | undefined {
  const message = turn.recent.findLast(
    ({ direction, body }) => direction === 'inbound' && !body.includes('?') && body.split(/\s+/).length >= LEAST_WORDS,
  )
  if (!message) return undefined
  return {
    kind: 'message',
    id: message.id,
    text: message.body.slice(0, 300).toWellFormed(),
    at: message.sentAt.toISOString(),
    why: whyMessage({ name: turn.fan.name, words: [], at: message.sentAt, isBeside: false }, turn.now),
    score: 1,
    saidBy: 'fan',
  }
}
