import { connectionsOf } from '../../db/connections.ts'
import { claimReading, settleReading } from '../../db/platform-accounts.ts'
import { inTenant } from '../../db/scope.ts'
import { noteConnection } from '../connections/note-connection.ts'
import type { Channel, Deps } from '../deps.ts'
import { withToken } from './access-token.ts'
import { keepPause, pauseOf } from './account-pause.ts'
import { conversationWith, isBehind, noteNews } from './chat-news.ts'
import type { Asked } from './platform.ts'

/** Notices come by themselves; this finds those that did not. */
const EVERY_MS = 5 * 60_000
const LEASE_MS = 120_000
const SHORTEST_WAIT_MS = 30_000
const LONGEST_WAIT_MS = 15 * 60_000
/** A single failure is weather. */
const TROUBLE_FROM = 2

export type Reading =
  | { kind: 'read'; chats: number }
  /** Somebody else reads it at this moment, or nobody is signed in. */
  | { kind: 'busy' }
  | { kind: 'failed'; problem: string }

/**
 * Reads the list of an account's chats and makes those due in which something was said that nobody told us. Goes on where it
 * stopped, by the platform's own clock. @param isAsked a person wants it now
 */
export async function readAccount(
  deps: Deps,
  { tenantId, connectionId, isAsked = false }: { tenantId: string; connectionId: string; isAsked?: boolean },
): Promise<Reading> {
  const { store, now } = deps
  const begun = await inTenant(store, tenantId, async (scope) => {
    const connection = (await connectionsOf(scope)).find(({ id }) => id === connectionId)
    const until = new Date(now().getTime() + LEASE_MS)
    const account = connection && (await claimReading(scope, connectionId, { now: now(), until, isAsked }))
    if (!connection || !account) return undefined
    const pausedUntil = await pauseOf(scope, connection, now())
    if (pausedUntil) {
      await settleReading(scope, connectionId, { readDueAt: pausedUntil, readAttempts: account.readAttempts - 1 })
    }
    return { connection, account, pausedUntil }
  })
  const platform = begun && deps.platforms?.platformOn(begun.connection.kind as Channel)
  if (!begun || !platform) return { kind: 'busy' }
  const { connection, account, pausedUntil } = begun
  if (pausedUntil) return { kind: 'failed', problem: `${platform.name} asked for a pause; it is read right after.` }
  const { readThrough, readAttempts } = account
  const chats = await withToken(deps, platform, connection, (token) =>
    platform.chatsSince({ token, connectionId, since: readThrough }),
  )
  if (chats.kind !== 'ok') {
    const waitMs = waitAfter(chats, readAttempts)
    await inTenant(store, tenantId, (scope) =>
      settleReading(scope, connectionId, { readDueAt: new Date(now().getTime() + waitMs) }),
    )
    await keepPause(deps, connection, chats)
    const isNews = chats.kind !== 'signed-out' && readAttempts >= TROUBLE_FROM
    if (isNews) await noteConnection(deps, { tenantId, id: connectionId, problem: chats.problem })
    return { kind: 'failed', problem: chats.problem }
  }
  const behind = await inTenant(store, tenantId, async (scope) => {
    let count = 0
    for (const { address, fanName, lastMessageAt } of chats.value) {
      const news = { address, fanName, at: lastMessageAt }
      const { id } = await conversationWith(scope, connection, news, now())
      if (!(await isBehind(scope, id, lastMessageAt))) continue
      await noteNews(scope, connection, news, now())
      count += 1
    }
    const latest = Math.max(readThrough.getTime(), ...chats.value.map(({ lastMessageAt }) => lastMessageAt.getTime()))
    await settleReading(scope, connectionId, {
      readDueAt: new Date(now().getTime() + EVERY_MS),
      readThrough: new Date(latest),
      lastReadAt: now(),
      readAttempts: 0,
    })
    return count
  })
  await noteConnection(deps, { tenantId, id: connectionId, problem: undefined })
  return { kind: 'read', chats: behind }
}

export function waitAfter(failure: Exclude<Asked<unknown>, { kind: 'ok' }>, attempts: number): number {
  const least = failure.kind === 'later' ? failure.afterMs : SHORTEST_WAIT_MS
  return Math.min(LONGEST_WAIT_MS, Math.max(least, SHORTEST_WAIT_MS * 2 ** Math.max(0, attempts - 1)))
}
