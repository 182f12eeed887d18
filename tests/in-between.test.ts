import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { eq } from 'drizzle-orm'
import { describe, expect, onTestFinished, test } from 'vitest'
import { startTimer } from '../bot/live/timer.ts'
import { createModelSource } from '../bot/models/model-source.ts'
import { refreshCards } from '../core/approval/refresh-cards.ts'
import { undoDecision } from '../core/approval/undo-decision.ts'
import { writeReply } from '../core/approval/write-reply.ts'
import { deliverReply } from '../core/delivery/deliver-reply.ts'
import type { Connector, ReviewDesk } from '../core/deps.ts'
import { runDueWork } from '../core/due-work.ts'
import { conversations, deliveries, drafts } from '../db/schema.ts'
import { approvedReplies, passesQuietly } from './support/replies.ts'
import { createWorld, recordingConnector } from './support/world.ts'

const SECOND = 1_000

describe('between two steps', () => {
  test('a yes is taken back although another reply waits by now: nothing of it leaves', async () => {
    const { connector, sent } = recordingConnector()
    const world = await createWorld({ connectors: [connector] })
    const received = await world.fan('Mia', 'telegram').writes('hi Nova')
    if (received.kind !== 'stored') throw new Error('not stored')
    await world.pass(9 * SECOND)
    const [draft] = await world.drafts()
    if (!draft) throw new Error('no draft')
    await world.decides(draft.id)
    const { tenantId, deps, kim: actor } = world
    const own = await writeReply(deps, {
      tenantId,
      conversationId: received.conversationId,
      text: 'Wait, I meant something else',
      actor,
    })
    const undone = await undoDecision(deps, { tenantId, draftId: draft.id, actor })
    expect(undone).toMatchObject({ kind: 'undone', draft: { status: 'superseded' } })
    await world.pass(30 * SECOND)
    expect(sent).toEqual([])
    expect((await world.drafts('pending', 'held')).map(({ id }) => id)).toEqual([own.id])
    await world.decides(own.id)
    await world.pass(6 * SECOND)
    expect(sent.map(({ text }) => text)).toEqual(['Wait, I meant something else'])
  })

  test('a process that dies right after a reply went out leaves nothing that says "sending"', async () => {
    const { connector, sent } = recordingConnector()
    const world = await createWorld({ connectors: [connector] })
    const received = await world.fan('Mia', 'telegram').writes('hi Nova')
    if (received.kind !== 'stored') throw new Error('not stored')
    await world.pass(9 * SECOND)
    const [draft] = await world.drafts()
    if (!draft) throw new Error('no draft')
    await world.decides(draft.id)
    let stepsAfter = 0
    const dying = new Proxy(world.store.db, {
      get(db, name, self) {
        if (name !== 'transaction') return Reflect.get(db, name, self)
        return (...args: Parameters<typeof db.transaction>) => {
          if (sent.length > 0) stepsAfter += 1
          // The step after the send is committed; then the process is gone.
          return stepsAfter > 1 ? Promise.reject(new Error('killed')) : db.transaction(...args)
        }
      },
    })
    await world.pass(0)
    const deps = {
      ...world.deps,
      store: { ...world.store, db: dying },
      now: () => new Date(world.now().getTime() + 6_000),
    }
    await runDueWork(deps).catch(() => undefined)
    expect(sent).toHaveLength(1)
    expect((await world.card(draft.id)).state).toBe('sent')
    const [row] = await world.store.db.select().from(drafts).where(eq(drafts.id, draft.id))
    expect(row?.rev).toBeGreaterThan(draft.rev + 2)
    expect((await world.messagesOf(received.fanId)).map(({ status }) => status)).toEqual(['received', 'sent'])
  })

  test('a database that restarts right after a reply went out costs a moment, and asks nobody whether it arrived', async () => {
    const { connector, sent } = recordingConnector()
    const world = await createWorld({ connectors: [connector] })
    const { replies } = await approvedReplies(world, 1)
    await passesQuietly(world, 6 * SECOND)
    let failures = 0
    const restarting = new Proxy(world.store.db, {
      get(db, name, self) {
        if (name !== 'transaction' || sent.length === 0 || failures === 2) return Reflect.get(db, name, self)
        failures += 1
        const error = new Error('Failed query', { cause: new Error('Connection terminated unexpectedly') })
        return () => Promise.reject(error)
      },
    })
    const { tenantId } = world
    const deps = { ...world.deps, store: { ...world.store, db: restarting } }
    expect((await deliverReply(deps, { tenantId, deliveryId: replies[0]?.deliveryId ?? '' })).kind).toBe('sent')
    expect([failures, sent.length]).toEqual([2, 1])
    expect((await world.card(replies[0]?.draftId ?? '')).state).toBe('sent')
  })

  test('a draft that missed what the fan said makes room for one that has read it', async () => {
    const world = await createWorld()
    const mia = world.fan('Mia')
    await mia.writes('hi Nova')
    await world.pass(9 * SECOND)
    const [first] = await world.drafts()
    if (!first) throw new Error('no draft')
    await mia.writes('are you there?')
    // As a process of an older release, or a lost race, would leave it.
    await world.store.db.update(drafts).set({ status: 'pending' }).where(eq(drafts.id, first.id))
    await world.pass(9 * SECOND)
    const waiting = await world.drafts('pending', 'held')
    expect(waiting).toHaveLength(1)
    expect(await world.decides(waiting[0]?.id ?? '')).toMatchObject({ kind: 'approved' })
    expect((await world.draftRows()).find(({ id }) => id === first.id)).toMatchObject({
      status: 'superseded',
      supersededBy: waiting[0]?.id,
    })
  })

  test('something outside that takes its time, a model or a desk, holds up no approved reply', async () => {
    const { connector, sent } = recordingConnector()
    let answer = () => {}
    const slow = new Promise<void>((resolve) => {
      answer = resolve
    })
    let isAsked = false
    const world = await createWorld({ connectors: [connector] })
    await world.fan('Mia', 'telegram').writes('hi Nova')
    await world.pass(9 * SECOND)
    const [draft] = await world.drafts()
    if (!draft) throw new Error('no draft')
    await world.fan('Leo', 'telegram').writes('hello')
    let ahead = 9_000
    const deps = {
      ...world.deps,
      now: () => new Date(world.now().getTime() + ahead),
      desks: {
        async desksFor() {
          isAsked = true
          await slow
          return []
        },
      },
    }
    const begun = Date.now()
    const timer = startTimer(
      { ...deps, now: () => new Date(deps.now().getTime() + Date.now() - begun) },
      () => undefined,
    )
    await expect.poll(() => isAsked, { timeout: 20_000 }).toBe(true)
    await world.decides(draft.id)
    ahead += 10_000
    timer.wake(deps.now())
    await expect.poll(() => sent.length, { timeout: 20_000 }).toBe(1)
    answer()
    await timer.stop()
  }, 120_000)

  test('models that hang, in as many rounds as there are, hold up no approved reply', async () => {
    const asked: ServerResponse[] = []
    const server = createServer((_request, response) => void asked.push(response))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => new Promise<void>((resolve) => void server.close(() => resolve())))
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`
    const { connector, sent } = recordingConnector()
    const world = await createWorld({ connectors: [connector] })
    await world.fan('Mia', 'telegram').writes('hi Nova')
    await world.pass(9 * SECOND)
    const [draft] = await world.drafts()
    const begun = Date.now()
    const deps = {
      ...world.deps,
      models: createModelSource({ MODEL_TIMEOUT_SECONDS: 90, OPENAI_BASE_URL: url, OPENAI_MODEL: 'slow' }),
      now: () => new Date(world.now().getTime() + Date.now() - begun),
    }
    const timer = startTimer(deps, () => undefined)
    // One after the other, so that each is in a round of its own.
    for (const [index, name] of ['Leo', 'Ada', 'Tom', 'Zoe'].entries()) {
      const heard = await world.fan(name, 'telegram').writes('what are you up to tonight?')
      if (heard.kind !== 'stored') throw new Error('not stored')
      await world.store.db
        .update(conversations)
        .set({ draftDueAt: deps.now() })
        .where(eq(conversations.id, heard.conversationId))
      timer.wake(deps.now())
      await expect
        .poll(() => asked.length, { timeout: 60_000, message: 'Waited in vain for the model' })
        .toBe(index + 1)
    }
    await world.decides(draft?.id ?? '')
    await world.store.db.update(deliveries).set({ notBefore: deps.now() })
    timer.wake(deps.now())
    await expect.poll(() => sent.length, { timeout: 60_000, message: 'Waited in vain for the reply' }).toBe(1)
    expect(await world.drafts()).toEqual([])
    for (const response of asked) response.writeHead(400, { connection: 'close' }).end('{}')
    server.on('request', (_request, response) => response.writeHead(400, { connection: 'close' }).end('{}'))
    await timer.stop()
  })

  test('a reply leaves while its card is being drawn: whoever draws it looks again, and it says so', async () => {
    const { connector, sent } = recordingConnector()
    const drawn: string[] = []
    let letGo = () => {}
    let isSlow = false
    const desk: ReviewDesk = {
      name: 'telegram',
      places: ['review'],
      async show({ draftId, state }) {
        if (isSlow) {
          isSlow = false
          await new Promise<void>((resolve) => {
            letGo = resolve
          })
        }
        drawn.push(state)
        return { kind: 'shown', externalIds: [draftId], hash: state }
      },
      erase: async () => ({ kind: 'erased' }),
    }
    const world = await createWorld({ connectors: [connector], desks: [desk] })
    await world.fan('Mia', 'telegram').writes('hi Nova')
    await world.pass(9 * SECOND)
    const [draft] = await world.drafts()
    await world.decides(draft?.id ?? '')
    isSlow = true
    const drawing = refreshCards(world.deps)
    await expect.poll(() => isSlow, { timeout: 60_000, message: 'Waited in vain for the desk' }).toBe(false)
    await world.pass(6 * SECOND)
    expect(sent).toHaveLength(1)
    expect(drawn).toEqual(['waiting'])
    letGo()
    await drawing
    expect(drawn.at(-1)).toBe('sent')
  })

  test('replies that take their time leaving, as many as there are rounds, hold up no card', async () => {
    let letGo = () => {}
    const slow = new Promise<void>((resolve) => {
      letGo = resolve
    })
    let leaving = 0
    const connector: Connector = {
      ...recordingConnector().connector,
      async send() {
        leaving += 1
        await slow
        return { kind: 'sent', externalId: `sent-${leaving}` }
      },
    }
    const shown: string[] = []
    const desk: ReviewDesk = {
      name: 'telegram',
      places: ['review'],
      async show({ draftId, state }) {
        shown.push(`${draftId} ${state}`)
        return { kind: 'shown', externalIds: [draftId], hash: state }
      },
      erase: async () => ({ kind: 'erased' }),
    }
    const world = await createWorld({ connectors: [connector], desks: [desk] })
    for (const name of ['Mia', 'Leo', 'Ada', 'Tom', 'Zoe']) await world.fan(name, 'telegram').writes('hi Nova')
    await world.pass(9 * SECOND)
    const [last, ...others] = await world.drafts()
    expect([last !== undefined, others.length]).toEqual([true, 4])
    const begun = Date.now()
    const deps = { ...world.deps, now: () => new Date(world.now().getTime() + Date.now() - begun) }
    const timer = startTimer(deps, () => undefined)
    // One after the other, so that each is in a round of its own.
    for (const [index, { id }] of others.entries()) {
      await world.decides(id)
      await world.store.db.update(deliveries).set({ notBefore: deps.now() }).where(eq(deliveries.draftId, id))
      timer.wake(deps.now())
      await expect.poll(() => leaving, { timeout: 60_000, message: 'Waited in vain for a send' }).toBe(index + 1)
    }
    await world.decides(last?.id ?? '', { verdict: 'reject' })
    timer.wake(deps.now())
    const outcome = { timeout: 60_000, message: 'Waited in vain for the card' }
    await expect.poll(() => shown, outcome).toContain(`${last?.id} rejected`)
    expect(leaving).toBe(4)
    letGo()
    await timer.stop()
  }, 300_000)
})
