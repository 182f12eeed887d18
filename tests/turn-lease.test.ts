import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, onTestFinished, test, vi } from 'vitest'
import { readEnv } from '../bot/env.ts'
import { createModelSource } from '../bot/models/model-source.ts'
import type { Deps } from '../core/deps.ts'
import { runDueWork } from '../core/due-work.ts'
import { conversations } from '../db/schema.ts'
import { createWorld } from './support/world.ts'

const SECOND = 1_000
afterEach(() => void vi.useRealTimers())

/** A fan's message is due, and one process is at its draft; its model does not answer before it is told to. */
async function oneIsDrafting() {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  const world = await createWorld()
  const answers = Promise.withResolvers<void>()
  let asked = 0
  const server = createServer(async (_, response) => {
    asked += 1
    await answers.promise
    response.writeHead(401).end()
  })
  await new Promise<void>((listens) => server.listen(0, '127.0.0.1', listens))
  onTestFinished(async () => {
    answers.resolve()
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  const env = readEnv({ OPENAI_BASE_URL: `http://127.0.0.1:${port}/v1`, OPENAI_MODEL: 'slow' })
  // The same rows, and a model of its own: it cannot be had any more once it answers, and then the draft is made here.
  const slow: Deps = { ...world.deps, models: createModelSource(env), store: { ...world.store } }
  await world.fan('Tom').writes('hey, how was your day?')
  await world.pass(0)
  const settle = world.settle
  world.settle = async () => undefined
  await world.pass(9 * SECOND)
  world.settle = settle
  const drafting = runDueWork(slow)
  await expect.poll(() => asked, { timeout: 30_000 }).toBe(1)
  return {
    world,
    drafting,
    answers,
    slow,
    leaseUntil: async () => (await world.store.db.select().from(conversations))[0]?.draftLeaseUntil,
  }
}

test('a process that dies over a draft leaves it to the others after half a minute', async () => {
  const { world } = await oneIsDrafting()
  await world.pass(29 * SECOND)
  expect(await world.drafts()).toHaveLength(0)
  await world.pass(2 * SECOND)
  expect(await world.drafts()).toHaveLength(1)
})

test('a model that takes minutes keeps its turn, and there is one draft', async () => {
  const { world, drafting, answers, leaseUntil } = await oneIsDrafting()
  for (let round = 0; round < 12; round += 1) {
    await world.pass(10 * SECOND)
    vi.advanceTimersByTime(10 * SECOND)
    await expect.poll(leaseUntil, { timeout: 30_000 }).toEqual(new Date(world.now().getTime() + 30 * SECOND))
  }
  expect(await world.drafts()).toHaveLength(0)
  answers.resolve()
  await drafting
  expect(await world.drafts()).toHaveLength(1)
  expect(vi.getTimerCount()).toBe(0)
})

test('a renewal whose answer was lost, or that failed, costs nobody the turn', async () => {
  const { world, drafting, answers, leaseUntil, slow } = await oneIsDrafting()
  const { db } = slow.store
  let renewals = 0
  // The first is written and its answer lost; the second is not even written.
  const breaking = new Proxy(db, {
    get(target, name) {
      if (name !== 'transaction') return Reflect.get(target, name)
      return async (work: Parameters<typeof db.transaction>[0]) => {
        renewals += 1
        if (renewals !== 2) await target.transaction(work)
        throw new Error('The connection broke.')
      }
    },
  })
  Object.assign(slow.store, { db: breaking })
  for (const round of [1, 2]) {
    await world.pass(10 * SECOND)
    vi.advanceTimersByTime(10 * SECOND)
    await expect.poll(() => renewals, { timeout: 30_000 }).toBe(round)
    await new Promise((passes) => setTimeout(passes, 50))
  }
  Object.assign(slow.store, { db })
  await world.pass(9 * SECOND)
  vi.advanceTimersByTime(10 * SECOND)
  await expect.poll(leaseUntil, { timeout: 30_000 }).toEqual(new Date(world.now().getTime() + 30 * SECOND))
  answers.resolve()
  await drafting
  expect(await world.drafts()).toHaveLength(1)
})

test('who stood still and lost the turn does not take it back, nor give it away', async () => {
  const { world, drafting, answers, leaseUntil } = await oneIsDrafting()
  await world.pass(31 * SECOND)
  expect(await world.drafts()).toHaveLength(1)
  vi.advanceTimersByTime(10 * SECOND)
  answers.resolve()
  await drafting
  expect(await leaseUntil()).toBeNull()
  expect(await world.drafts()).toHaveLength(1)
})
