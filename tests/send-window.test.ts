import { eq } from 'drizzle-orm'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { deliverReply } from '../core/delivery/deliver-reply.ts'
import type { Connector, Deps } from '../core/deps.ts'
import { deliveries, sendAccounts, sendLog } from '../db/schema.ts'
import { approvedReplies } from './support/replies.ts'
import { createWorld, type World } from './support/world.ts'

const MOST = 3
const WINDOW_MS = 60_000
const FANS = 12

/** When each message really reached the platform, by time that nobody sets. */
let reached: number[] = []
let dies: 'before' | 'after' | undefined
let world: World
let replies: string[] = []

const platform: Connector = {
  channel: 'telegram',
  promise: 'idempotent',
  longestText: 4_096,
  limit: { most: MOST, windowMs: WINDOW_MS },
  async send() {
    const way = dies
    dies = undefined
    if (way !== 'before') reached.push(world.deps.steady?.() ?? 0)
    return way ? new Promise(() => undefined) : { kind: 'sent', externalId: crypto.randomUUID() }
  },
}

beforeAll(async () => {
  world = await createWorld({ connectors: [platform] })
  replies = (await approvedReplies(world, FANS)).replies.map(({ deliveryId }) => deliveryId)
  world.settle = async () => undefined
  await world.pass(10_000)
}, 60_000)

type Step =
  | { what: 'claims'; order: number[]; by: number[] }
  | { what: 'passes'; ms: number }
  | { what: 'dies'; how: 'before' | 'after'; reply: number }
  | { what: 'sets the clock'; ms: number }

const reply = fc.nat(FANS - 1)
const claims = fc.record({
  what: fc.constant('claims' as const),
  order: fc.uniqueArray(reply, { minLength: 2, maxLength: 6, size: 'max' }),
  by: fc.array(fc.nat(1), { minLength: 6, maxLength: 6 }),
})
const passes = fc.record({
  what: fc.constant('passes' as const),
  ms: fc.constantFrom(500, 5_000, 20_000, 31_000, 59_000, 64_000),
})
const death = fc.record({
  what: fc.constant('dies' as const),
  how: fc.constantFrom('before' as const, 'after' as const),
  reply,
})
const clock = fc.record({
  what: fc.constant('sets the clock' as const),
  ms: fc.constantFrom(-3_600_000, -30_000, 30_000, 61_000, 86_400_000),
})

describe('no stretch of a minute ever holds more than the platform allows', () => {
  test('whatever two processes on one database claim in whatever order, and whoever dies when', async () => {
    await plays(fc.oneof({ weight: 4, arbitrary: claims }, { weight: 3, arbitrary: passes }, death), 12)
  }, 120_000)

  test('whatever is done to the clock of a process that is alone', async () => {
    const alone = claims.map((step) => ({ ...step, by: step.by.map(() => 0) }))
    await plays(fc.oneof({ weight: 4, arbitrary: alone }, { weight: 2, arbitrary: passes }, clock), 12)
  }, 120_000)

  test('a limit that is kept by the minute and not by any minute is found out', async () => {
    const byTheMinute: Seed = async () => {
      const { db } = world.store
      await db.delete(sendLog)
      await db.update(sendAccounts).set({ fullUntil: null })
    }
    const steps = fc.oneof({ weight: 4, arbitrary: claims }, { weight: 3, arbitrary: passes })
    await expect(plays(steps, 60, byTheMinute)).rejects.toThrow('Counterexample')
  }, 120_000)
})

type Seed = () => Promise<void>

async function plays(step: fc.Arbitrary<Step>, numRuns: number, seeded?: Seed): Promise<void> {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14, size: 'max' }), async (steps) => {
      await fromTheBeginning()
      // Each has its own memory of what it sent; the rows are shared.
      const processes: Deps[] = [0, 1].map(() => ({ ...world.deps, store: { ...world.store } }))
      for (const one of steps) {
        if (one.what === 'passes') await world.pass(one.ms)
        if (one.what === 'sets the clock') world.setsClock(one.ms)
        if (one.what === 'claims') {
          const turns = one.order.map((place, index) => delivers(processes[one.by[index] ?? 0] as Deps, place))
          await Promise.all(turns)
        }
        if (one.what === 'dies') {
          dies = one.how
          await delivers(processes[0] as Deps, one.reply, 'and dies')
          dies = undefined
          processes[0] = { ...world.deps, store: { ...world.store } }
        }
        if (seeded && one.what === 'passes') await seeded()
      }
      for (const at of reached) {
        const within = reached.filter((time) => time >= at && time < at + WINDOW_MS).length
        if (within > MOST)
          throw new Error(`${within} within a minute: ${reached.map((time) => time - (reached[0] ?? 0))}`)
      }
    }),
    { numRuns, seed: 20_261_121, endOnFailure: seeded !== undefined },
  )
}

async function delivers(deps: Deps, place: number, andDies?: 'and dies'): Promise<void> {
  const sending = deliverReply(deps, { tenantId: world.tenantId, deliveryId: replies[place] ?? '' })
  if (!andDies) return void (await sending)
  await Promise.race([sending, expect.poll(() => dies, { timeout: 5_000 }).toBe(undefined)])
}

/** Every reply waits again, as if nothing had been sent for an hour. */
async function fromTheBeginning(): Promise<void> {
  reached = []
  await world.pass(3_600_000)
  const { db } = world.store
  await db.delete(sendLog)
  await db.delete(sendAccounts)
  await db
    .update(deliveries)
    .set({
      status: 'ready',
      attempt: 0,
      partsSent: 0,
      lease: null,
      firstTriedAt: null,
      inDoubtSince: null,
      notBefore: new Date(0),
    })
    .where(eq(deliveries.tenantId, world.tenantId))
}
