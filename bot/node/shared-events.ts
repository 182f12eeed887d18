import { randomUUID } from 'node:crypto'
import type { Events, LiveEvent, Log } from '../../core/deps.ts'
import { problemOf } from '../../core/problem-of.ts'
import type { Notices } from '../../db/connect.notices.ts'
import { createLocalEvents } from '../live/local-events.ts'

/** Events of one moment leave together: a busy process says a few dozen things a second, not hundreds. */
const GATHER_MS = 20
/** Postgres takes 8,000 bytes at once. */
const MOST_AT_ONCE = 30
/** A pooler in between may take LISTEN and never bring anything: then the rows are asked instead. */
const DEAF_AFTER_MS = 5_000

type Told = [tenantId: string, event: LiveEvent]
type Notice = { from: string; events: Told[] } | { from: string; hello: true }

/**
 * Live events of every process on one Postgres: what one says, the consoles of all hear. Ids only. While nothing can be heard
 * from the others, `polled` looks at the rows instead, and each change between the two has every console read again.
 */
export function createSharedEvents(
  open: (hearing: { onHear(payload: string): void; onLink(link: 'open' | 'lost'): void }) => Notices,
  { polled, log }: { polled: Events; log: Log },
): Events & { close(): Promise<void> } {
  const me = randomUUID()
  const local = createLocalEvents()
  const waiting = new Map<string, Told>()
  const subscriptions = new Set<Subscription>()
  let gathering: ReturnType<typeof setTimeout> | undefined
  let doubting: ReturnType<typeof setTimeout> | undefined
  let hears = true

  /** One after the other: two connections of the pool would bring them in any order. */
  let said = Promise.resolve()
  const say = (notice: Notice) => {
    said = said
      .then(() => notices.send(JSON.stringify(notice)))
      .catch((error: unknown) => {
        log.warn('live events', { problem: problemOf(error) })
      })
  }
  const flush = () => {
    gathering = undefined
    const events = [...waiting.values()]
    waiting.clear()
    for (let start = 0; start < events.length; start += MOST_AT_ONCE) {
      say({ from: me, events: events.slice(start, start + MOST_AT_ONCE) })
    }
  }
  const setHears = (now: boolean) => {
    clearTimeout(doubting)
    if (hears !== now) log.info(now ? 'live events heard from other processes' : 'live events by asking', {})
    hears = now
    for (const one of subscriptions) {
      if (now) {
        one.stopAsking?.()
        one.stopAsking = undefined
      } else one.stopAsking ??= polled.subscribe(one.tenantId, one.listener)
      // What was said meanwhile is not repeated.
      one.listener({ kind: 'resync', id: '' })
    }
  }
  const notices = open({
    onHear(payload) {
      const notice = JSON.parse(payload) as Notice
      if ('hello' in notice) {
        if (notice.from === me) setHears(true)
        return
      }
      if (notice.from === me) return
      for (const [tenantId, event] of notice.events) local.publish(tenantId, event)
    },
    onLink(link) {
      if (link === 'lost') return setHears(false)
      doubting = setTimeout(() => setHears(false), DEAF_AFTER_MS)
      say({ from: me, hello: true })
    },
  })

  return {
    publish(tenantId, event) {
      local.publish(tenantId, event)
      waiting.set(`${tenantId}/${event.kind}/${event.id}`, [tenantId, event])
      gathering ??= setTimeout(flush, GATHER_MS)
    },
    subscribe(tenantId, listener) {
      const stop = local.subscribe(tenantId, listener)
      const mine: Subscription = { tenantId, listener, stopAsking: undefined }
      if (!hears) mine.stopAsking = polled.subscribe(tenantId, listener)
      subscriptions.add(mine)
      return () => {
        subscriptions.delete(mine)
        mine.stopAsking?.()
        stop()
      }
    },
    async close() {
      clearTimeout(doubting)
      clearTimeout(gathering)
      if (waiting.size > 0) flush()
      await notices.close()
    },
  }
}

interface Subscription {
  tenantId: string
  listener: (event: LiveEvent) => void
  stopAsking: (() => void) | undefined
}
