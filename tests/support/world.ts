import { asc, eq } from 'drizzle-orm'
import { createLocalEvents } from '../../bot/live/local-events.ts'
import { createMemoryCache } from '../../bot/live/memory-cache.ts'
import { createModelSource } from '../../bot/models/model-source.ts'
import { tryItConnector } from '../../bot/try-it/deliver.ts'
import type { Actor } from '../../core/actor.ts'
import type { Decision, DecisionOutcome } from '../../core/approval/decision.ts'
import { reviewCard } from '../../core/approval/review-card.ts'
import { Persona } from '../../core/creators/persona.ts'
import type { Channel, Connector, Deps, LiveEvent, ReviewDesk } from '../../core/deps.ts'
import { runDueWork } from '../../core/due-work.ts'
import { InboundMessage } from '../../core/inbound/inbound-message.ts'
import { fanWrote, reviewerDecided } from '../../core/journey.ts'
import { organization } from '../../db/auth-schema.ts'
import { insertCreator } from '../../db/creators.ts'
import type { Store } from '../../db/db.ts'
import { type DraftStatus, draftsByStatus } from '../../db/drafts.ts'
import { newId } from '../../db/ids.ts'
import { messagesOfFan } from '../../db/messages.ts'
import { deliveries, drafts } from '../../db/schema.ts'
import { inTenant } from '../../db/scope.ts'
import { emptyStore } from './database.ts'
import { memoryLedger } from './memory-ledger.ts'

/** A Tuesday evening in Paris. */
const BEGINNING = new Date('2026-11-17T20:00:00Z')

export interface WorldOptions {
  /** A database of the story's own; else the worker's, emptied. */
  store?: Store
  connectors?: Connector[]
  desks?: ReviewDesk[]
  models?: Deps['models']
  embedder?: Deps['embedder']
  ledger?: Deps['ledger']
}

/**
 * A creator (Nova), her fans and a reviewer (Kim), on a real database with a clock that stands still until the story moves it.
 * Nothing in it pretends to be a part of ours: what answers from outside is a fake server, or is passed in.
 */
export async function createWorld(options: WorldOptions = {}) {
  const store = options.store ?? (await emptyStore())
  let time = BEGINNING.getTime()
  let setTo = 0
  const events = createLocalEvents()
  const seen: LiveEvent[] = []
  const tenantId = `tenant-${newId()}`
  const creatorId = newId()
  const connectors = [tryItConnector, ...(options.connectors ?? [])]
  const deps: Deps = {
    store,
    now: () => new Date(time + setTo),
    steady: () => time,
    wake: () => undefined,
    connectors: { connectorFor: async ({ channel }) => connectors.find((connector) => connector.channel === channel) },
    desks: { desksFor: async () => options.desks ?? [] },
    models: options.models ?? createModelSource({ MODEL_TIMEOUT_SECONDS: 20 }),
    ...(options.embedder ? { embedder: options.embedder } : {}),
    cache: createMemoryCache(),
    events,
    log: { info: () => undefined, warn: () => undefined },
    ledger: options.ledger ?? memoryLedger(),
  }
  await store.db.insert(organization).values({ id: tenantId, name: 'Nova', slug: tenantId })
  await inTenant(store, tenantId, (scope) =>
    insertCreator(scope, {
      id: creatorId,
      name: 'Nova',
      language: 'en',
      persona: Persona.parse({}),
      createdAt: new Date(time),
    }),
  )
  events.subscribe(tenantId, (event) => seen.push(event))
  const kim: Actor = { id: 'user:kim', name: 'Kim', role: 'chatter', via: 'console' }

  const world = {
    deps,
    store,
    tenantId,
    creatorId,
    events: seen,
    kim,
    now: deps.now,
    /** Moves the clock and does what became due on the way. */
    async pass(milliseconds: number) {
      time += milliseconds
      await world.settle()
    },
    /** Somebody sets the clock of this machine, forward or back; no time passes. */
    setsClock(milliseconds: number) {
      setTo += milliseconds
    },
    /** Does everything that is due now, until nothing is. */
    async settle() {
      for (let round = 0; round < 50; round += 1) {
        const next = await runDueWork(deps)
        if (!next || next > deps.now()) return
      }
      throw new Error('Due work does not come to rest.')
    },
    fan(name: string, channel: Channel = 'try-it') {
      let count = 0
      return {
        writes(body: string, more: Partial<InboundMessage> = {}) {
          count += 1
          return fanWrote(
            deps,
            InboundMessage.parse({
              tenantId,
              creatorId,
              channel,
              address: `chat-${name}`,
              fan: { name },
              externalId: `${name}-${count}`,
              body,
              sentAt: new Date(time),
              ...more,
            }),
          )
        },
      }
    },
    async drafts(...statuses: DraftStatus[]) {
      return inTenant(store, tenantId, (scope) => draftsByStatus(scope, statuses.length ? statuses : ['pending'], 100))
    },
    async card(draftId: string) {
      const card = await inTenant(store, tenantId, (scope) => reviewCard(scope, draftId, deps.now()))
      if (!card) throw new Error(`There is no card for ${draftId}.`)
      return card
    },
    async decides(draftId: string, decision: Partial<Decision> = {}): Promise<DecisionOutcome> {
      const { version } = await world.card(draftId)
      return reviewerDecided(deps, { tenantId, draftId, actor: kim, verdict: 'approve', version, ...decision })
    },
    async messagesOf(fanId: string) {
      return inTenant(store, tenantId, (scope) => messagesOfFan(scope, fanId))
    },
    /** Rows as they are, for the invariants. */
    async deliveryRows() {
      return store.db
        .select()
        .from(deliveries)
        .where(eq(deliveries.tenantId, tenantId))
        .orderBy(asc(deliveries.createdAt))
    },
    async draftRows() {
      return store.db.select().from(drafts).where(eq(drafts.tenantId, tenantId)).orderBy(asc(drafts.createdAt))
    },
  }
  return world
}
export type World = Awaited<ReturnType<typeof createWorld>>

/** A connector that keeps what it was given, and answers as told: the far end of a channel. */
export function recordingConnector(channel: Channel = 'telegram', promise: Connector['promise'] = 'blind') {
  const sent: { address: string; text: string; key: string }[] = []
  const answers: Awaited<ReturnType<Connector['send']>>[] = []
  const connector: Connector = {
    channel,
    promise,
    longestText: 4_096,
    async send({ address, text, key }) {
      const answer = answers.shift() ?? { kind: 'sent', externalId: `sent-${sent.length + 1}` }
      if (answer.kind === 'sent' || answer.kind === 'unknown') sent.push({ address, text, key })
      return answer
    },
  }
  return { connector, sent, answers }
}
