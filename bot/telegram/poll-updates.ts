import { setTimeout as sleep } from 'node:timers/promises'
import type { Update } from '@grammyjs/types'
import type { BotClient } from './bot-client.ts'
import { explainError } from './explain-error.ts'
import { ALLOWED_UPDATES } from './handlers.ts'

const LONG_POLL_SECONDS = 25
const HASTY_MS = 250
const SHORTEST_WAIT_MS = 1_000
const LONGEST_WAIT_MS = 60_000

interface Poll {
  client: BotClient
  signal: AbortSignal
  /** Stores what an update says. Throwing means: it is not stored, bring it again. */
  handle(update: Update): Promise<void>
  /** Called when it starts to work, and when it stops to, with plain words. */
  report(problem: string | undefined): Promise<void>
}

/**
 * Asks Telegram for updates until told to stop. An update counts as taken only once `handle` returned: the next question's offset
 * is what confirms it, so a process that dies in between is told again.
 */
export async function pollUpdates({ client, signal, handle, report }: Poll): Promise<void> {
  let offset = 0
  let waitMs = SHORTEST_WAIT_MS
  let said: string | undefined | null = null
  const say = async (problem: string | undefined) => {
    if (problem === said) return
    said = problem
    await report(problem)
  }
  while (!signal.aborted) {
    try {
      const askedAt = Date.now()
      const updates = await client.call(
        'getUpdates',
        // The first answer comes at once, so that "working" is known and not hoped.
        {
          offset,
          timeout: said === undefined ? LONG_POLL_SECONDS : 0,
          limit: 50,
          allowed_updates: [...ALLOWED_UPDATES],
        },
        { signal, timeoutMs: (LONG_POLL_SECONDS + 10) * 1_000 },
      )
      // A server that does not hold the question open would be asked thousands of times a second.
      const isHasty = said === undefined && updates.length === 0 && Date.now() - askedAt < HASTY_MS
      if (isHasty) await sleep(HASTY_MS, undefined, { signal }).catch(() => undefined)
      await say(undefined)
      for (const update of updates) {
        if (signal.aborted) return
        await handle(update)
        offset = Math.max(offset, update.update_id + 1)
      }
      waitMs = SHORTEST_WAIT_MS
    } catch (error) {
      if (signal.aborted) return
      const trouble = explainError(error)
      await say(trouble.problem).catch(() => undefined)
      const ms = trouble.kind === 'wait' ? trouble.afterMs : waitMs
      waitMs = Math.min(LONGEST_WAIT_MS, waitMs * 2)
      await sleep(ms, undefined, { signal }).catch(() => undefined)
    }
  }
  // What was stored last is confirmed on the way out; if that fails, it is told again and known again.
  if (offset > 0) await confirm(client, offset)
}

async function confirm(client: BotClient, offset: number): Promise<void> {
  await client.call('getUpdates', { offset, timeout: 0, limit: 1 }, { timeoutMs: 2_000 }).catch(() => undefined)
}
