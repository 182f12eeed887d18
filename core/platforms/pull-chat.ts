import { type ChatPull, claimPull, finishPull, releasePull } from '../../db/chat-pulls.ts'
import { connectionsOf } from '../../db/connections.ts'
import { addressOf, conversationById } from '../../db/conversations.ts'
import { inTenant } from '../../db/scope.ts'
import { noteTrouble, resolveTrouble } from '../../db/troubles.ts'
import type { Connection } from '../connections/find-connections.ts'
import type { Channel, Deps } from '../deps.ts'
import { withToken } from './access-token.ts'
import { keepPause, pauseOf } from './account-pause.ts'
import { platformSettingsOf } from './platform-settings.ts'
import { waitAfter } from './read-account.ts'
import { storeSaid } from './store-said.ts'

const LEASE_MS = 120_000
/** While a reply is on its way, what we find there may be that very reply. */
const ON_ITS_WAY_MS = 5_000
const TROUBLE_FROM = 3

interface Begun {
  pull: ChatPull
  connection: Connection
  address: string
}

/** Fetches what was said in a chat since we last did, and stores it in its order. Doing it again changes nothing. */
export async function pullChat(
  deps: Deps,
  { tenantId, conversationId }: { tenantId: string; conversationId: string },
): Promise<void> {
  const { store, now, log } = deps
  const begun = await begin(deps, tenantId, conversationId)
  if (!begun) return
  const { pull, connection, address } = begun
  const platform = deps.platforms?.platformOn(connection.kind as Channel)
  const accountId = platformSettingsOf(connection).account?.id
  const about = { stage: 'connection', subjectId: conversationId } as const
  const again = (afterMs: number) =>
    inTenant(store, tenantId, (scope) => releasePull(scope, conversationId, new Date(now().getTime() + afterMs)))
  if (!platform || !accountId) return again(LEASE_MS)

  const said = await withToken(deps, platform, connection, (token) =>
    platform.saidSince({ token, connectionId: connection.id, address, accountId, since: pull.fetchedThrough }),
  )
  if (said.kind === 'ok') {
    const stored = await storeSaid(deps, { connection, conversationId, address, said: said.value })
    await inTenant(store, tenantId, async (scope) => {
      await finishPull(scope, pull, stored.through ?? pull.fetchedThrough)
      await resolveTrouble(scope, { ...about, now: now() })
    })
    if (stored.isHeldBack) await again(ON_ITS_WAY_MS)
    return
  }
  log.warn('nothing fetched', { tenantId, conversationId, connectionId: connection.id, problem: said.problem })
  if (said.kind === 'refused') {
    // Asked again it would say the same. If somebody writes there, a new notice comes.
    await inTenant(store, tenantId, (scope) => releasePull(scope, conversationId, null))
  } else await again(waitAfter(said, pull.attempts))
  await keepPause(deps, connection, said)
  if (said.kind === 'signed-out' || (said.kind !== 'refused' && pull.attempts < TROUBLE_FROM)) return
  const problem = `A message on ${platform.name} could not be fetched: ${said.problem}`
  await inTenant(store, tenantId, (scope) => noteTrouble(scope, { ...about, problem, now: now() }))
}

function begin(
  { store, now }: Pick<Deps, 'store' | 'now'>,
  tenantId: string,
  conversationId: string,
): Promise<Begun | undefined> {
  return inTenant(store, tenantId, async (scope) => {
    const until = new Date(now().getTime() + LEASE_MS)
    const pull = await claimPull(scope, conversationId, { now: now(), until })
    const conversation = pull && (await conversationById(scope, conversationId))
    const connection = (await connectionsOf(scope)).find(({ id }) => id === pull?.connectionId)
    if (!pull || !conversation || !connection) return undefined
    const pausedUntil = await pauseOf(scope, connection, now())
    if (pausedUntil) {
      await releasePull(scope, conversationId, pausedUntil)
      return undefined
    }
    return { pull, connection, address: await addressOf(scope, conversation) }
  })
}
