import { eq } from 'drizzle-orm'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createLocalEvents } from '../bot/live/local-events.ts'
import { decideDraft } from '../core/approval/decide-draft.ts'
import { organization } from '../db/auth-schema.ts'
import { conversations, deliveries } from '../db/schema.ts'
import { databaseUrl } from './support/database.ts'
import type { Browser } from './support/front-door.ts'
import { recordingLog } from './support/recording-log.ts'
import { moveIn, type RunningWorker, startWorker } from './support/worker.ts'

const MINUTE = 60_000
const [QUEUE, DEAD_LETTERS] = ['souvenir-deliveries', 'souvenir-deliveries-dead']

describe('Cloudflare Queues on Cloudflare Workers', () => {
  test('an id that its queue brings lets a reply leave, a dead letter only waits or is on the failed list', async () => {
    const worker = await startWorker(databaseUrl ?? '')
    onTestFinished(() => worker.stop())
    const kim = await moveIn(worker)
    const [zoe, max, ada] = await approvedAndForgotten(worker, kim, ['Zoe', 'Max', 'Ada'])
    if (!zoe || !max || !ada) throw new Error('not approved')
    const { db } = worker.store
    const rowOf = async ({ deliveryId }: { deliveryId: string }) =>
      (await db.select().from(deliveries).where(eq(deliveries.id, deliveryId)))[0]
    const comesIn = (ms: number, { deliveryId }: { deliveryId: string }) =>
      db
        .update(deliveries)
        .set({ notBefore: new Date(Date.now() + ms) })
        .where(eq(deliveries.id, deliveryId))
    const isDue = (delivery: { deliveryId: string }) => comesIn(-1_000, delivery)
    // Said anew before each look: on a slow machine a time that was said once comes while the story is told,
    // and one too far ahead is taken for that of a clock that was set back.
    const isNotDue = (delivery: { deliveryId: string }) => comesIn(MINUTE, delivery)
    await isDue(zoe)
    await isNotDue(max)
    const again = { againAfterSeconds: 60 }
    expect(await worker.brings(QUEUE, [zoe.body, max.body, 'no id of ours'])).toEqual(['done', 'done', again])
    expect([(await rowOf(zoe))?.status, (await rowOf(max))?.status]).toEqual(['sent', 'ready'])
    await db
      .update(conversations)
      .set({ addressSealed: Buffer.from('\u0001 these bytes open with no key at all') })
      .where(eq(conversations.id, ada.conversationId))
    await isDue(ada)
    expect(await worker.brings(QUEUE, [ada.body])).toEqual([again])
    await isNotDue(max)
    const bodies = [max.body, ada.body, 'no id of ours']
    expect(await worker.brings(DEAD_LETTERS, bodies)).toEqual(['done', 'done', 'done'])
    expect((await rowOf(max))?.status).toBe('ready')
    expect(await rowOf(ada)).toMatchObject({
      status: 'failed',
      problem: expect.stringMatching(/brought it three times/),
    })
    await isDue(max)
    await worker.brings(DEAD_LETTERS, [max.body])
    expect((await rowOf(max))?.status).toBe('sent')
  })

  test('while the database cannot be used everything is brought again a minute later: three times are not gone in seconds', async () => {
    const behind = await startWorker(databaseUrl ?? '', {}, false)
    onTestFinished(() => behind.stop())
    for (const queue of [QUEUE, DEAD_LETTERS]) {
      expect(await behind.brings(queue, ['{}', '{}'])).toEqual([{ againAfterSeconds: 60 }, { againAfterSeconds: 60 }])
    }
  })
})

/** A person said yes to each; their time has not come, no request runs, and no minute begins. */
async function approvedAndForgotten({ store }: RunningWorker, kim: Browser, names: string[]) {
  for (const name of names) await kim.post('/api/try/messages', { name, body: `hi Nova, it is ${name}` })
  const [home] = await store.db.select().from(organization)
  const tenantId = home?.id ?? ''
  const later = new Date(Date.now() + MINUTE)
  const ids = []
  for (const name of names) {
    const { draftId, version } = await until(async () => {
      const { waiting } = (await kim.get('/api/queue')).data
      return waiting.find(({ card }) => card.fan.name === name)?.card
    })
    const decided = await decideDraft(
      { store, now: () => later, events: createLocalEvents(), log: recordingLog() },
      {
        tenantId,
        draftId,
        version,
        verdict: 'approve',
        actor: { id: 'user:kim', name: 'Kim', role: 'owner', via: 'console' },
      },
    )
    if (decided.kind !== 'approved') throw new Error(`The yes was not taken: ${decided.kind}`)
    const { id: deliveryId, conversationId } = decided.delivery
    ids.push({ deliveryId, conversationId, body: JSON.stringify({ tenantId, deliveryId }) })
  }
  return ids
}

/** Asks until the answer is there. Thirty seconds of silence are a failure. */
async function until<T>(look: () => Promise<T | undefined>): Promise<T> {
  let found: T | undefined
  await expect
    .poll(
      async () => {
        found = await look()
        return found !== undefined
      },
      { timeout: 30_000 },
    )
    .toBe(true)
  return found as T
}
