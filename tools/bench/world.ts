import { randomBytes } from 'node:crypto'
import pg from 'pg'
import type { Timer } from '../../bot/live/lane.ts'
import { createLocalEvents } from '../../bot/live/local-events.ts'
import { createMemoryCache } from '../../bot/live/memory-cache.ts'
import { noLedger } from '../../bot/live/no-ledger.ts'
import { startTimer } from '../../bot/live/timer.ts'
import type { Actor } from '../../core/actor.ts'
import { Persona } from '../../core/creators/persona.ts'
import type { Connector, Deps, ReviewDesk } from '../../core/deps.ts'
import { InboundMessage } from '../../core/inbound/inbound-message.ts'
import { fanWrote } from '../../core/journey.ts'
import { organization } from '../../db/auth-schema.ts'
import { connectEmbedded } from '../../db/connect.embedded.ts'
import { connectPostgres } from '../../db/connect.node.ts'
import { insertCreator } from '../../db/creators.ts'
import type { Db } from '../../db/db.ts'
import { newId } from '../../db/ids.ts'
import { inTenant } from '../../db/scope.ts'
import { createVault } from '../../db/vault.ts'

export const KIM: Actor = { id: 'user:kim', name: 'Kim', role: 'chatter', via: 'console' }

/** Souvenir on the given database, with a desk and a connector that answer at once: what is left is our own time. */
export async function benchWorld(db: Db) {
  const tenantId = `tenant-${newId()}`
  const creatorId = newId()
  let ahead = 0
  let sent = 0
  let shown = 0
  let timer: Timer | undefined
  let onShown = () => {}
  const connector: Connector = {
    channel: 'telegram',
    promise: 'blind',
    longestText: 4_096,
    send: async () => ({ kind: 'sent', externalId: String(++sent) }),
  }
  const desk: ReviewDesk = {
    name: 'telegram',
    places: ['review'],
    show: async () => {
      shown += 1
      onShown()
      return { kind: 'shown', externalIds: [String(shown)], hash: String(shown) }
    },
    erase: async () => ({ kind: 'erased' }),
  }
  const store = { db, vault: createVault(randomBytes(32)) }
  const deps: Deps = {
    store,
    now: () => new Date(Date.now() + ahead),
    wake: (at) => timer?.wake(at),
    connectors: { connectorFor: async () => connector },
    desks: { desksFor: async () => [desk] },
    models: {
      modelsFor: async () => [],
      choiceFor: () => {
        throw new Error('There is no model here.')
      },
    },
    cache: createMemoryCache(),
    events: createLocalEvents(),
    log: { info: () => undefined, warn: (stage, ids) => console.error(stage, ids) },
    ledger: noLedger,
  }
  await db.insert(organization).values({ id: tenantId, name: 'Nova', slug: tenantId })
  await inTenant(store, tenantId, (scope) =>
    insertCreator(scope, {
      id: creatorId,
      name: 'Nova',
      language: 'en',
      persona: Persona.parse({}),
      createdAt: new Date(),
    }),
  )
  return {
    deps,
    tenantId,
    sent: () => sent,
    shown: () => shown,
    /** Moves our clock: past a burst, or past the time to undo. */
    skip(milliseconds: number) {
      ahead += milliseconds
    },
    /** Resolves when the next card is drawn. */
    nextCard: () =>
      new Promise<void>((resolve) => {
        onShown = resolve
      }),
    /** From now on due work is done by the timer of the Node process, as in `bot/entry.node.ts`. */
    startTimer() {
      timer = startTimer(deps, (error) => console.error(error))
      return timer
    },
    /** @param where another process than this one */
    fanWrites: (fan: string, body: string, burstSeconds?: number, where: Pick<Deps, 'store'> = deps) =>
      fanWrote(
        { ...deps, ...where },
        InboundMessage.parse({
          tenantId,
          creatorId,
          channel: 'telegram',
          address: fan,
          fan: { name: fan },
          externalId: newId(),
          body,
          sentAt: deps.now(),
          burstSeconds,
        }),
      ),
  }
}
export type BenchWorld = Awaited<ReturnType<typeof benchWorld>>

/** The embedded database, and a fresh one on `TEST_DATABASE_URL` where that is set. */
export async function benchDatabases(): Promise<{ name: string; db: Db; close(): Promise<void> }[]> {
  const embedded = await connectEmbedded('memory')
  const fresh = await freshPostgres()
  if (!fresh) return [{ name: 'embedded', ...embedded }]
  const connected = await connectPostgres(fresh.url, () => undefined)
  const close = async () => {
    await connected.close()
    await fresh.drop()
  }
  return [
    { name: 'embedded', ...embedded },
    { name: 'Postgres', db: connected.db, close },
  ]
}

let count = 0

/** An empty database on the server of `TEST_DATABASE_URL`; undefined where none is set. */
export async function freshPostgres(): Promise<{ url: string; drop(): Promise<void> } | undefined> {
  const server = process.env.TEST_DATABASE_URL
  if (!server) return undefined
  count += 1
  const name = `souvenir_bench_${process.pid}_${count}`
  await asAdmin(server, `create database ${name}`)
  const own = new URL(server)
  own.pathname = `/${name}`
  return { url: own.href, drop: () => asAdmin(server, `drop database ${name} with (force)`) }
}

async function asAdmin(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(statement).finally(() => client.end())
}
