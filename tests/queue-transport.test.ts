import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { eq } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import { startFauxqs } from 'fauxqs'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { readEnv } from '../bot/env.ts'
import { openQueue } from '../bot/queue/open-queue.ts'
import { createSqs, type SqsTransport } from '../bot/queue/sqs.ts'
import { noteDeadLetter, takeFromQueue } from '../core/delivery/take-from-queue.ts'
import type { QueueTransport } from '../core/deps.ts'
import type { Db } from '../db/db.ts'
import { conversations, deliveries } from '../db/schema.ts'
import { startCloudflareQueue } from './support/cloudflare-queue.ts'
import { recordingLog } from './support/recording-log.ts'
import { approvedReplies, passesQuietly } from './support/replies.ts'
import { createWorld, recordingConnector, type World } from './support/world.ts'

const SECOND = 1_000
const POLL = { timeout: 40_000, interval: 50 }

let amazon: Awaited<ReturnType<typeof startFauxqs>>
beforeAll(async () => {
  process.env.AWS_ACCESS_KEY_ID = 'test'
  process.env.AWS_SECRET_ACCESS_KEY = 'test'
  amazon = await startFauxqs({ port: 0, logger: false })
})
afterAll(() => amazon.stop())

/** A way in which ids of deliveries travel, and what drives it. */
interface Way {
  queue?: QueueTransport
  /** The way brings what was announced, and it is done. */
  brings(world: World): Promise<void>
}

const ways: Record<string, () => Way | Promise<Way>> = {
  'the rows alone': () => ({ brings: (world) => world.settle() }),
  'Amazon SQS': () => {
    const { sqs } = ownQueues()
    return { queue: sqs, brings: async (world) => consume(sqs, world) }
  },
  'Cloudflare Queues': async () => {
    const queues = await ownCloudflareQueue()
    return {
      queue: queues.queue,
      brings: async (world) => queues.start(...handsOf(world)),
    }
  },
  'a queue that is down': () => {
    const sqs = createSqs({ ...place('http://127.0.0.1:1'), queueUrl: 'http://127.0.0.1:1/q' }, recordingLog())
    return { queue: sqs, brings: (world) => world.settle() }
  },
}

describe.each(Object.entries(ways))('ids travel by %s', (_name, makeWay) => {
  test('every approved reply leaves, once', async () => {
    const { world, way, sent } = await scene(makeWay)
    await approvedReplies(world, 3)
    await passesQuietly(world, 6 * SECOND)
    for (const { id: deliveryId, notBefore } of await world.deliveryRows()) {
      const due = { tenantId: world.tenantId, deliveryId, notBefore }
      // Twice: a queue may.
      for (let time = 0; time < 2; time += 1) await way.queue?.publish(due).catch(() => undefined)
    }
    await way.brings(world)
    await expect.poll(() => sent.length, POLL).toBe(3)
    await world.settle()
    expect(new Set(sent.map(({ key }) => key)).size).toBe(3)
    expect(sent).toHaveLength(3)
  }, 120_000)

  test('an id that comes too early, or of nobody, changes nothing', async () => {
    const { world, sent } = await scene(makeWay)
    const { replies } = await approvedReplies(world, 1)
    const { deliveryId } = replies[0] ?? { deliveryId: '' }
    await takeFromQueue(world.deps, JSON.stringify({ tenantId: world.tenantId, deliveryId }))
    await takeFromQueue(world.deps, JSON.stringify({ tenantId: 'somebody-else', deliveryId }))
    expect(sent).toEqual([])
    await world.pass(6 * SECOND)
    expect(sent).toHaveLength(1)
  }, 120_000)
})

/** Queues that bring an id three times and then put it aside. */
const queues = {
  'Amazon SQS': async () => {
    const { sqs, name } = ownQueues()
    onTestFinished(() => sqs.stop())
    /** How many nobody took. */
    const left = () => amazon.inspectQueue(name)?.messages.ready.length
    return { queue: sqs, start: sqs.start, left }
  },
  'Cloudflare Queues': async () => ({ ...(await ownCloudflareQueue()), left: undefined }),
}

describe.each(Object.entries(queues))('dead letters of %s', (_name, open) => {
  test('what is no id of ours, or breaks three times, ends on the failed list; reordered and doubled ids leave once', async () => {
    const { queue, start, left } = await open()
    const { connector, sent } = recordingConnector()
    const world = await createWorld({ connectors: [connector] })
    const { replies } = await approvedReplies(world, 3)
    const [poison, ...good] = replies
    await passesQuietly(world, 6 * SECOND)
    const { tenantId } = world
    const notBefore = world.now()
    await makeUnreadable(world, poison?.deliveryId ?? '')
    const [take, bury] = handsOf(world)
    let broke = 0
    start(async (body) => {
      await take(body).catch((error: unknown) => {
        broke += body.includes(poison?.deliveryId ?? '') ? 1 : 0
        throw error
      })
    }, bury)
    await queue.publish({ tenantId: 'nobody', deliveryId: 'no id of ours', notBefore })
    for (const { deliveryId } of [...replies.toReversed(), ...replies.slice(1)]) {
      await queue.publish({ tenantId, deliveryId, notBefore })
    }
    for (const { deliveryId } of good) await expect.poll(() => statusOf(world, deliveryId), POLL).toBe('sent')
    await expect.poll(() => statusOf(world, poison?.deliveryId), POLL).toBe('failed')
    expect((await world.card(poison?.draftId ?? '')).problem).toMatch(/brought it three times/)
    expect(broke).toBe(3)
    expect(sent).toHaveLength(2)
    if (left) await expect.poll(left, POLL).toBe(0)
  }, 120_000)

  test('ids that came three times while the database was away fail nothing: what waited for its minute leaves in its minute', async () => {
    const { queue, start, left } = await open()
    const { connector, sent } = recordingConnector()
    const world = await createWorld({ connectors: [{ ...connector, limit: { most: 2, windowMs: 60_000 } }] })
    const { replies } = await approvedReplies(world, 5)
    await passesQuietly(world, 6 * SECOND)
    const [, bury] = handsOf(world)
    const away = { ...world.deps, store: { ...world.store, db: databaseThatIsAway() } }
    let buried = 0
    start(
      (body) => takeFromQueue(away, body),
      async (body) => {
        await bury(body)
        buried += 1
      },
    )
    for (const { deliveryId } of replies) {
      await queue.publish({ tenantId: world.tenantId, deliveryId, notBefore: world.now() })
    }
    await expect.poll(() => buried, POLL).toBe(5)
    const statuses = async () => (await world.deliveryRows()).map(({ status }) => status).toSorted()
    expect(await statuses()).toEqual(['ready', 'ready', 'ready', 'sent', 'sent'])
    await world.pass(70 * SECOND)
    expect(sent).toHaveLength(4)
    await world.pass(70 * SECOND)
    expect(await statuses()).toEqual(['sent', 'sent', 'sent', 'sent', 'sent'])
    expect(new Set(sent.map(({ key }) => key)).size).toBe(5)
    if (left) await expect.poll(left, POLL).toBe(0)
  }, 120_000)

  test('an id that is put aside while the database is still away is brought again', async () => {
    const { queue, start } = await open()
    const { connector, sent } = recordingConnector()
    const world = await createWorld({ connectors: [connector] })
    const { replies } = await approvedReplies(world, 1)
    await passesQuietly(world, 6 * SECOND)
    const away = { ...world.deps, store: { ...world.store, db: databaseThatIsAway() } }
    let times = 0
    start(
      (body) => takeFromQueue(away, body),
      async (body) => {
        times += 1
        await noteDeadLetter(times === 1 ? away : world.deps, body)
      },
    )
    await queue.publish({ tenantId: world.tenantId, ...(replies[0] ?? { deliveryId: '' }), notBefore: world.now() })
    await expect.poll(() => statusOf(world, replies[0]?.deliveryId), POLL).toBe('sent')
    expect([times, sent.length]).toEqual([2, 1])
  }, 120_000)
})

describe('Amazon SQS', () => {
  test('is looked at when the program starts: there, not there, nobody there, or credentials that it does not take', async () => {
    expect(await ownQueues().sqs.check()).toBeUndefined()
    const nowhere = createSqs(
      { ...place(amazon.address), queueUrl: `${amazon.address}/000000000000/none` },
      recordingLog(),
    )
    expect(await nowhere.check()).toMatch(/does not answer.*found by their rows/s)
    const off = createSqs({ ...place('http://127.0.0.1:1'), queueUrl: 'http://127.0.0.1:1/q' }, recordingLog())
    expect(await off.check()).toMatch(/does not answer/)
    const strict = createServer((_, response) =>
      response.writeHead(403, { 'content-type': 'application/x-amz-json-1.0' }).end(
        JSON.stringify({
          __type: 'com.amazonaws.sqs#InvalidClientTokenId',
          message: 'The security token is invalid.',
        }),
      ),
    )
    await new Promise<void>((resolve) => strict.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void strict.close())
    const address = `http://127.0.0.1:${(strict.address() as AddressInfo).port}`
    const foreign = createSqs({ ...place(address), queueUrl: `${address}/q` }, recordingLog())
    expect(await foreign.check()).toMatch(/security token is invalid/)
  })

  test('half of its settings, or none, or the switch: no queue is used, and the log says why', () => {
    const opened = (settings: Record<string, string>) => {
      const log = recordingLog()
      return { name: openQueue(readEnv(settings), log)?.name, said: log.lines.join('\n') }
    }
    const region = { AWS_REGION: 'eu-west-1' }
    const both = { ...region, SQS_QUEUE_URL: 'http://x/q' }
    expect(opened({})).toEqual({ name: undefined, said: '' })
    expect(opened(region)).toEqual({ name: undefined, said: expect.stringMatching(/SQS_QUEUE_URL is not set/) })
    expect(opened({ ...region, CLOUDWATCH_NAMESPACE: 'Souvenir' })).toEqual({ name: undefined, said: '' })
    expect(opened({ ...both, RATE_LIMITER_ENABLED: 'false' })).toEqual({
      name: undefined,
      said: expect.stringMatching(/RATE_LIMITER_ENABLED is false/),
    })
    expect(opened(both)).toEqual({ name: 'sqs', said: '' })
  })
})

const place = (endpoint: string) => ({ region: 'us-east-1', deadLetterUrl: undefined, endpoint, waitSeconds: 1 })

function ownQueues() {
  const name = `deliveries-${crypto.randomUUID()}`
  const dead = amazon.createQueue(`${name}-dead`)
  const policy = { deadLetterTargetArn: dead.queueArn, maxReceiveCount: 3 }
  const queue = amazon.createQueue(name, { attributes: { RedrivePolicy: JSON.stringify(policy) } })
  const settings = { ...place(amazon.address), queueUrl: queue.queueUrl, deadLetterUrl: dead.queueUrl }
  return { name, sqs: createSqs({ ...settings, visibleAgainSeconds: 1 }, recordingLog()) }
}

async function ownCloudflareQueue() {
  const queues = await startCloudflareQueue()
  onTestFinished(() => queues.stop())
  return queues
}

const statusOf = async (world: World, id?: string) => (await world.deliveryRows()).find((row) => row.id === id)?.status

/** Nobody listens there any more. */
function databaseThatIsAway() {
  const pool = new pg.Pool({ connectionString: 'postgres://nobody@127.0.0.1:1/none' })
  onTestFinished(() => pool.end())
  return drizzle(pool) as unknown as Db
}

/** Where the reply would go to opens with no key at all: it breaks whoever takes it. */
async function makeUnreadable(world: World, deliveryId: string) {
  const { store } = world
  const [row] = await store.db.select().from(deliveries).where(eq(deliveries.id, deliveryId))
  await store.db
    .update(conversations)
    .set({ addressSealed: Buffer.from('\u0001 these bytes open with no key at all') })
    .where(eq(conversations.id, row?.conversationId ?? ''))
}

const handsOf = ({ deps }: World) =>
  [(body: string) => takeFromQueue(deps, body), (body: string) => noteDeadLetter(deps, body)] as const

function consume(sqs: SqsTransport, world: World): void {
  sqs.start(...handsOf(world))
  onTestFinished(() => sqs.stop())
}

async function scene(makeWay: () => Way | Promise<Way>) {
  const way = await makeWay()
  const { connector, sent } = recordingConnector()
  const world = await createWorld({ connectors: [connector] })
  if (way.queue) world.deps.queue = way.queue
  return { world, way, sent }
}
