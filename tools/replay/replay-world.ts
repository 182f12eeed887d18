import { randomBytes } from 'node:crypto'
import { readEnv } from '../../bot/env.ts'
import { createLocalEvents } from '../../bot/live/local-events.ts'
import { createMemoryCache } from '../../bot/live/memory-cache.ts'
import { noLedger } from '../../bot/live/no-ledger.ts'
import { createModelSource } from '../../bot/models/model-source.ts'
import { NOVA } from '../../core/demo/nova.ts'
import type { Deps } from '../../core/deps.ts'
import { connectEmbedded } from '../../db/connect.embedded.ts'
import { connectPostgres } from '../../db/connect.node.ts'
import { creatorsOf, deleteCreator, insertCreator } from '../../db/creators.ts'
import { newId } from '../../db/ids.ts'
import { inTenant } from '../../db/scope.ts'
import { createVault } from '../../db/vault.ts'
import type { ReplayWorld } from './replay-conversation.ts'

/** A world of its own for one replay: embedded and in memory, or the Postgres of DATABASE_URL, which is left as it was. */
export async function openReplayWorld(settings: Record<string, string | undefined>) {
  const env = readEnv(settings)
  const connected = env.DATABASE_URL
    ? await connectPostgres(env.DATABASE_URL, () => undefined)
    : await connectEmbedded('memory')
  const store = { db: connected.db, vault: createVault(randomBytes(32)) }
  const tenantId = `replay-${newId()}`
  let time = 0
  const deps: Deps = {
    store,
    now: () => new Date(time),
    wake: () => undefined,
    connectors: { connectorFor: async () => undefined },
    desks: { desksFor: async () => [] },
    models: createModelSource(env),
    cache: createMemoryCache(),
    events: createLocalEvents(),
    log: { info: () => undefined, warn: () => undefined },
    ledger: noLedger,
  }
  return {
    /** A creator of that name, for one conversation. */
    async worldOf(creator: string, begins: Date): Promise<ReplayWorld> {
      const creatorId = newId()
      time = begins.getTime()
      await inTenant(store, tenantId, (scope) =>
        insertCreator(scope, {
          id: creatorId,
          name: creator,
          language: 'en',
          persona: { ...NOVA.persona, canon: [] },
          createdAt: begins,
        }),
      )
      return {
        ...deps,
        tenantId,
        creatorId,
        setTime: (at) => {
          time = at.getTime()
        },
      }
    },
    async close(): Promise<void> {
      await inTenant(store, tenantId, async (scope) => {
        for (const { id } of await creatorsOf(scope)) await deleteCreator(scope, id)
      })
      await connected.close()
    },
  }
}
