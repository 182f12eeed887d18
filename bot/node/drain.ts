import { setTimeout as sleep } from 'node:timers/promises'
import type { Log } from '../../core/deps.ts'
import { problemOf } from '../../core/problem-of.ts'
import { handBackTurns } from '../../core/turns-in-hand.ts'
import { flushAccesses } from '../../db/audit-writer.ts'
import type { Store } from '../../db/db.ts'
import type { Serving } from './serve.ts'

/** What was begun may take so long to end; together with closing the database it stays below ten seconds. */
const GRACE_MS = 6_000

interface Draining {
  serving: Serving
  /** Stops what works by itself; resolves when all it had begun is over. */
  rest(): Promise<void>
  store: Store
  log: Log
  /** How long requests are still taken, so that whoever shares them out hears that this process wants no more. */
  noticeMs: number
}

/**
 * Ends what this process does without leaving anything half done: nothing new is begun; requests, sends and drafts in hand come
 * to their end, and what does not in time is given back. After this nobody here needs the database any more.
 */
export async function drain({ serving, rest, store, log, noticeMs }: Draining): Promise<void> {
  const resting = rest().catch((error: unknown) => log.warn('stopping', { problem: problemOf(error) }))
  const done = Promise.all([serving.close(noticeMs), resting]).then(() => true)
  const isDone = await Promise.race([done, sleep(noticeMs + GRACE_MS, false, { ref: false })])
  if (!isDone) {
    const turns = await handBackTurns(store)
    log.warn('stopped before everything ended', {
      problem:
        'Something was slower than this process may be. Drafts were given back; a reply in hand is settled by its lease.',
      turns,
    })
  }
  await flushAccesses(store)
}
