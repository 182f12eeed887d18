import type { MoodReading } from '../../db/moods.ts'

/** What of a message matters here. */
export interface Said {
  conversationId: string
  direction: 'inbound' | 'outbound'
  body: string
  sentAt: Date
}

/** One reply of ours and what the fan did with it. */
export interface Exchange {
  /** Our words, a run of messages as one; after two days of silence a new one begins. */
  reply: string
  repliedAt: Date
  /** Undefined: no answer within two days. */
  answer: { text: string; delayMs: number; feel: MoodReading['label'] } | undefined
}

/** Whoever writes after that begins anew and does not answer. */
export const ANSWER_WITHIN_MS = 48 * 3_600_000

/**
 * Pairs each reply with its answer, oldest first, within each conversation. A last reply that may still be answered is left out.
 * @param said oldest first
 * @param feelOf how an answer sounds
 */
export function exchangesIn(
  said: readonly Said[],
  now: Date,
  feelOf: (text: string) => MoodReading['label'],
): Exchange[] {
  const exchanges: Exchange[] = []
  for (const runs of Map.groupBy(runsIn(said), ({ conversationId }) => conversationId).values()) {
    runs.forEach((run, index) => {
      if (run.direction === 'inbound') return
      const next = runs[index + 1]
      const delayMs = (next?.beganAt ?? now).getTime() - run.endedAt.getTime()
      if (!next && delayMs <= ANSWER_WITHIN_MS) return
      const isAnswered = next?.direction === 'inbound' && delayMs <= ANSWER_WITHIN_MS
      exchanges.push({
        reply: run.text,
        repliedAt: run.endedAt,
        answer: isAnswered ? { text: next.text, delayMs: Math.max(0, delayMs), feel: feelOf(next.text) } : undefined,
      })
    })
  }
  return exchanges.toSorted((a, b) => a.repliedAt.getTime() - b.repliedAt.getTime())
}

/** An interaction is one turn of the fan: everything they say until we answer, or until they were silent for two days. */
export function interactionsIn(said: readonly Said[]): number {
  return runsIn(said).filter(({ direction }) => direction === 'inbound').length
}

interface Run {
  conversationId: string
  direction: Said['direction']
  text: string
  beganAt: Date
  endedAt: Date
}

function runsIn(said: readonly Said[]): Run[] {
  const open = new Map<string, Run>()
  const runs: Run[] = []
  for (const { conversationId, direction, body, sentAt } of said) {
    const run = open.get(conversationId)
    const isSameTalk = run && sentAt.getTime() - run.endedAt.getTime() <= ANSWER_WITHIN_MS
    if (isSameTalk && run.direction === direction) {
      run.text = `${run.text}\n${body}`
      run.endedAt = sentAt
      continue
    }
    const next = { conversationId, direction, text: body, beganAt: sentAt, endedAt: sentAt }
    open.set(conversationId, next)
    runs.push(next)
  }
  return runs
}
