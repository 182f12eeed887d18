import type { Message } from '../../db/messages.ts'
import type { Turn } from '../draft/turn.ts'
import type { Spoken } from './make-query.ts'

const SAME_TALK_MS = 12 * 3_600_000
/** The fan's earlier words of the same talk matter too, the older the less. */
const EARLIER = [0.5, 0.35, 0.25, 0.15]
/** What the creator just said gives the fan's short answers their sense. */
const CREATOR = [0.4, 0.3, 0.2]

type Said = Pick<Turn, 'unanswered' | 'recent' | 'now'>

/** The fan's words that an answer is due to, and those before them in the same talk. */
export function spokenByFan(turn: Said): Spoken[] {
  return [
    ...turn.unanswered.map((message) => ({ text: message.body, weight: isOfThisTalk(turn, message) ? 1 : 0.3 })),
    ...earlier(turn, 'inbound', EARLIER),
  ]
}

/** The creator's words in the same talk. */
export function spokenByCreator(turn: Said): Spoken[] {
  return earlier(turn, 'outbound', CREATOR)
}

function earlier(turn: Said, direction: Message['direction'], weights: number[]): Spoken[] {
  const said = turn.recent
    .filter((message) => message.direction === direction && isOfThisTalk(turn, message))
    .toReversed()
  return weights.flatMap((weight, back) => {
    const message = said[back]
    return message ? [{ text: message.body, weight }] : []
  })
}

function isOfThisTalk({ unanswered, now }: Said, { sentAt }: Message): boolean {
  const latest = unanswered.at(-1)?.sentAt ?? now
  return latest.getTime() - sentAt.getTime() < SAME_TALK_MS
}
