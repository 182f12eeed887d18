import { and, eq, sql } from 'drizzle-orm'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Connector } from '../core/deps.ts'
import type { Store } from '../db/db.ts'
import { decisions, deliveries, drafts, messages } from '../db/schema.ts'
import { anyStory, type Scene } from './support/approval-commands.ts'
import { emptyStore } from './support/database.ts'
import { BEHAVIOURS, createLedger } from './support/ledger.ts'
import { createWorld } from './support/world.ts'

describe('whatever people, fans, platforms and the clock do', () => {
  test('nothing leaves without a yes to these very words, nothing twice, nothing out of order, nothing is lost', async () => {
    const seen = await play({ runs: 30 })
    // Stories in which nothing happens would prove nothing.
    expect([...seen.keys()].toSorted()).toEqual([...BEHAVIOURS].toSorted())
  }, 120_000)

  test.each(['idempotent', 'lookup'] as const)(
    'the same holds where the platform is %s',
    async (promise) => {
      await play({ runs: 10, promise })
    },
    120_000,
  )
})

/** Each is a mistake that a program like this could make. The book must notice every one. */
describe('the book notices', () => {
  const mistakes: Record<string, Mistake> = {
    'a reply that leaves twice': {
      connector: (inner) => ({
        ...inner,
        send: async (part) => {
          await inner.send(part)
          return inner.send(part)
        },
      }),
    },
    'words that were changed on the way': {
      connector: (inner) => ({ ...inner, send: (part) => inner.send({ ...part, text: `${part.text} x` }) }),
    },
    'a yes that outlives what the fan wrote since': {
      afterFan: async ({ world }) => {
        const of = <Table extends typeof deliveries | typeof decisions>(table: Table) =>
          eq(table.tenantId, world.tenantId)
        const { db } = world.store
        const undone = await db
          .update(deliveries)
          .set({ status: 'ready', settledAt: null })
          .where(and(of(deliveries), eq(deliveries.status, 'undone')))
          .returning()
        for (const { draftId, decisionId, conversationId } of undone) {
          await db.update(decisions).set({ undoneAt: null }).where(eq(decisions.id, decisionId))
          await db.update(drafts).set({ status: 'approved' }).where(eq(drafts.id, draftId))
          await db.execute(sql`update conversations set version = version - 1 where id = ${conversationId}`)
        }
      },
    },
    'a reply that is looked for and not seen, though it is there': {
      promise: 'lookup',
      connector: (inner) => ({ ...inner, find: async () => ({ kind: 'absent' }) }),
    },
    'a lost answer of a blind platform, repeated as if it kept our keys': {
      connector: (inner) => ({ ...inner, promise: 'idempotent' }),
    },
    'an uncertain reply that is sent again by itself': {
      afterTime: async ({ world }) => {
        const { db } = world.store
        await db.update(deliveries).set({ status: 'ready' }).where(eq(deliveries.status, 'unknown'))
        await world.settle()
      },
    },
    'a later reply that overtakes an uncertain one': {
      afterTime: async ({ world }) => {
        const later = sql`${deliveries.createdAt} + interval '10 days'`
        await world.store.db.update(deliveries).set({ createdAt: later }).where(eq(deliveries.status, 'unknown'))
      },
    },
    'a message of a fan that is lost': {
      afterFan: async ({ world, count }) => {
        if (count % 3 === 0) await world.store.db.delete(messages).where(eq(messages.direction, 'inbound'))
      },
    },
    'a draft that comes back to life': {
      afterTime: async ({ world }) => {
        await world.store.db.update(drafts).set({ status: 'rejected' }).where(eq(drafts.status, 'superseded'))
      },
    },
  }
  test.each(Object.keys(mistakes))(
    '%s',
    async (name) => {
      await expect(play({ runs: 120, mistake: mistakes[name] ?? {}, endOnFailure: true })).rejects.toThrow(
        'Counterexample',
      )
    },
    120_000,
  )
})

interface Mistake {
  promise?: Connector['promise']
  connector?: (inner: Connector) => Connector
  afterFan?: (scene: Scene) => Promise<void>
  afterTime?: (scene: Scene) => Promise<void>
}

async function play({
  runs,
  mistake = {},
  promise = mistake.promise ?? 'blind',
  endOnFailure = false,
}: {
  runs: number
  promise?: Connector['promise']
  mistake?: Mistake
  endOnFailure?: boolean
}): Promise<Map<string, number>> {
  const store = await emptyStore()
  const seen = new Map<string, number>()
  await fc.assert(
    fc.asyncProperty(anyStory, async (story) => {
      const scene = await setScene(store, promise, mistake)
      try {
        await fc.asyncModelRun(() => ({ model: {}, real: scene }), story)
      } finally {
        for (const [behaviour, times] of scene.ledger.seen) seen.set(behaviour, (seen.get(behaviour) ?? 0) + times)
        await scene.ledger.tidy(scene.world)
      }
    }),
    { numRuns: runs, endOnFailure, seed: 20_261_121 },
  )
  return seen
}

async function setScene(store: Store, promise: Connector['promise'], mistake: Mistake): Promise<Scene> {
  const ledger = createLedger(promise)
  const connector = mistake.connector?.(ledger.connector) ?? ledger.connector
  const world = await createWorld({ store, connectors: [connector] })
  const fanIds = new Map<string, string>()
  const scene: Scene = {
    world,
    ledger,
    people: [world.kim, { ...world.kim, id: 'user:lee', name: 'Lee' }],
    count: 0,
    fans: ['Mia', 'Leo'].map((name) => {
      const fan = world.fan(name, 'telegram')
      return {
        address: `chat-${name}`,
        async writes(body) {
          const received = await fan.writes(body)
          if (received.kind === 'stored') fanIds.set(`chat-${name}`, received.fanId)
          await mistake.afterFan?.(scene)
        },
      }
    }),
    async messagesAt(address) {
      const fanId = fanIds.get(address)
      if (!fanId) return []
      return (await world.messagesOf(fanId)).filter(({ direction }) => direction === 'inbound').map(({ body }) => body)
    },
  }
  const { afterTime } = mistake
  if (afterTime) {
    const { pass } = world
    world.pass = async (ms) => {
      await pass(ms)
      await afterTime(scene)
    }
  }
  return scene
}
