import { randomUUID } from 'node:crypto'
import {
  claimRenewal,
  type PlatformAccount,
  platformAccountOf,
  type RenewalResult,
  settleRenewal,
} from '../../db/platform-accounts.ts'
import { inTenant } from '../../db/scope.ts'
import type { Connection } from '../connections/find-connections.ts'
import { noteConnection } from '../connections/note-connection.ts'
import type { Deps } from '../deps.ts'
import type { Asked, Platform } from './platform.ts'
import { appOf } from './platform-settings.ts'

/** A token that ends this soon would end on its way. */
const SPARE_MS = 30_000
/**
 * Shorter than the 30 seconds in which a spent token may be shown again: when a process dies with the new pair in its hands,
 * the next one asks again in time. Longer than both its tries together.
 */
const LEASE_MS = 20_000
const LOOK_AGAIN_MS = 100
const MOST_LOOKS = 80

type World = Pick<Deps, 'store' | 'now' | 'events' | 'log'>
type Of = Pick<Connection, 'id' | 'tenantId' | 'settings'>
interface Token {
  token: string
  generation: number
}

/**
 * Asks a platform something in the creator's name. A token that ran out is exchanged first, one that is refused once; whether
 * that happens here or in another process makes no difference.
 */
export async function withToken<T>(
  world: World,
  platform: Platform,
  of: Of,
  ask: (token: string) => Promise<Asked<T>>,
): Promise<Asked<T>> {
  const first = await accessToken(world, platform, of)
  if (first.kind !== 'ok') return first
  const answer = await ask(first.value.token)
  if (answer.kind !== 'signed-out') return answer
  const second = await accessToken(world, platform, of, first.value.generation)
  if (second.kind !== 'ok') return second
  const again = await ask(second.value.token)
  if (again.kind === 'signed-out') await endAccount(world, platform, of, second.value.generation)
  return again.kind === 'signed-out' ? { kind: 'signed-out', problem: signInAgain(platform) } : again
}

/** Exchanges a token that is about to run out, so that what is asked next need not wait for it. What fails here fails there, too. */
export async function renewIfDue(world: World, platform: Platform, of: Of): Promise<void> {
  await accessToken(world, platform, of).catch(() => undefined)
}

/** The token to use now. @param refused a pair that the platform did not take although its time was not over */
async function accessToken(world: World, platform: Platform, of: Of, refused?: number): Promise<Asked<Token>> {
  const { store, now } = world
  for (let look = 0; look < MOST_LOOKS; look += 1) {
    const account = await inTenant(store, of.tenantId, (scope) => platformAccountOf(scope, of.id))
    if (!account || account.endedAt) return { kind: 'signed-out', problem: signInAgain(platform) }
    const { generation, expiresAt, tokens } = account
    if (generation !== refused && expiresAt.getTime() - now().getTime() > SPARE_MS) {
      return { kind: 'ok', value: { token: tokens.access, generation } }
    }
    const until = new Date(now().getTime() + LEASE_MS)
    const lease = randomUUID()
    const isMine = await inTenant(store, of.tenantId, (scope) =>
      claimRenewal(scope, of.id, { generation, lease, now: now(), until }),
    )
    if (isMine) return renew(world, platform, of, { account, lease })
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS))
  }
  return later(`The way into ${platform.name} is being renewed and takes long.`)
}

/** Spends the refresh token, once: whoever comes here holds its lease. The new pair is stored before anybody uses it. */
async function renew(
  world: World,
  platform: Platform,
  of: Of,
  held: { account: PlatformAccount; lease: string },
): Promise<Asked<Token>> {
  const {
    account: { generation, tokens },
    lease,
  } = held
  const app = appOf(platform, of)
  const settle = (result: RenewalResult) =>
    inTenant(world.store, of.tenantId, (scope) => settleRenewal(scope, of.id, { generation, result }))
  if (!app) {
    await settle({ lease })
    return later(`The app of ${platform.name} is not set up any more. Fill it in again in Settings.`)
  }
  let renewed = await platform.renew(app, tokens.refresh)
  // Its answer got lost: for a moment the platform gives the same one again.
  if (renewed.kind === 'later' && renewed.isSpent) renewed = await platform.renew(app, tokens.refresh)
  if (renewed.kind === 'later') {
    await settle({ lease })
    return later(renewed.problem)
  }
  if (renewed.kind === 'ended') {
    world.log.warn('sign-in ended', { tenantId: of.tenantId, connectionId: of.id, problem: renewed.problem })
    await endAccount(world, platform, of, generation)
    return { kind: 'signed-out', problem: signInAgain(platform) }
  }
  await settle({ tokens: renewed.tokens, expiresAt: renewed.expiresAt })
  world.log.info('token renewed', { tenantId: of.tenantId, connectionId: of.id, generation: generation + 1 })
  return { kind: 'ok', value: { token: renewed.tokens.access, generation: generation + 1 } }
}

/** Nothing more is asked of this account until somebody signs in again; what waits for that is kept. */
async function endAccount(world: World, platform: Platform, of: Of, generation: number): Promise<void> {
  const { store, now } = world
  const ended = await inTenant(store, of.tenantId, (scope) =>
    settleRenewal(scope, of.id, { generation, result: { endedAt: now() } }),
  )
  if (ended) await noteConnection(world, { tenantId: of.tenantId, id: of.id, problem: signInAgain(platform) })
}

const signInAgain = ({ name }: Platform) =>
  `${name} no longer lets us in. Sign in again in Settings → ${name}; nothing is lost meanwhile.`

const later = (problem: string) => ({ kind: 'later', afterMs: 30_000, problem, wholeAccount: false }) as const
