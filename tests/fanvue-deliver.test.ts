import { describe, expect, test } from 'vitest'
import { readEnv } from '../bot/env.ts'
import { createFanvueSource } from '../bot/fanvue/fanvue-source.ts'
import { fetchInTime } from '../bot/node/send-in-time.ts'
import type { Connector } from '../core/deps.ts'
import { connectorContract } from './support/connector.contract.ts'
import { startFakeFanvue } from './support/fake-fanvue.ts'
import { createFanvueWorld } from './support/fanvue-world.ts'

const MINUTE = 60_000

/** An address where somebody was once. */
async function nobodyAt(): Promise<string> {
  const { root, close } = await startFakeFanvue()
  await close()
  return root
}

connectorContract('Fanvue', async () => {
  const f = await createFanvueWorld()
  const tom = f.fake.newFan('Tom')
  f.fake.fanWrites(tom, 'hello')
  const connector = (await f.newSource().connectorFor(f)) as Connector
  const env = readEnv({ FANVUE_API_ROOT: await nobodyAt(), FANVUE_AUTH_ROOT: f.fake.root })
  const nowhere = (await createFanvueSource(f.deps, env, fetchInTime).connectorFor(f)) as Connector
  const path = /POST .*message/
  return {
    connector,
    address: tom.uuid,
    heard: () => f.fake.heard(tom),
    next: {
      asksToWait: (seconds) => f.fake.fail(path, { kind: 'status', status: 429, retryAfter: seconds }),
      refuses: () => f.fake.fail(path, { kind: 'status', status: 400, body: { errors: ['text is not allowed'] } }),
      fails: () => f.fake.fail(path, { kind: 'status', status: 502 }),
      losesTheAnswer: () => f.fake.fail(path, { kind: 'lose-answer' }),
      isSilent: () => f.fake.fail(path, { kind: 'hang' }),
    },
    now: f.now,
    blocks: () => f.fake.blocks(tom),
    unplugged: () => nowhere,
  }
})

describe('a reply on Fanvue', () => {
  test('whose rights were taken away in the middle waits for a person, in plain words, and goes out once', async () => {
    const f = await createFanvueWorld()
    const tom = f.fake.newFan('Tom')
    await f.fanWrites(tom, 'hello')
    const { id } = await f.onlyDraft()
    f.fake.signIn.revokeAll()
    await f.approves()
    expect(f.fake.heard(tom)).toEqual([])
    const card = await f.card(id)
    expect(card.state).toBe('failed')
    expect(card.problem).toMatch(/Fanvue no longer lets us in. Sign in again in Settings → Fanvue.*press Try again/)
    await f.comesBack(await f.goesToFanvue())
    await f.pass(10 * MINUTE)
    // Signing in sends nothing by itself: whoever said yes says it again.
    expect(f.fake.heard(tom)).toEqual([])
    await f.api.data('POST', `/drafts/${id}/delivery`, { answer: 'again' })
    await f.pass(MINUTE)
    expect(f.fake.heard(tom)).toHaveLength(1)
  })

  test('to a fan who blocked her is not sent, and the card says so', async () => {
    const f = await createFanvueWorld()
    const tom = f.fake.newFan('Tom')
    await f.fanWrites(tom, 'hello')
    const { id } = await f.onlyDraft()
    f.fake.blocks(tom)
    await f.approves()
    const card = await f.card(id)
    expect([card.state, card.problem]).toEqual(['failed', 'Fanvue does not let this fan be written to.'])
    await f.pass(10 * MINUTE)
    expect(f.fake.heard(tom)).toEqual([])
  })

  test('that Fanvue asks to wait for waits, and so does everything else of this account', async () => {
    const f = await createFanvueWorld()
    const tom = f.fake.newFan('Tom')
    await f.fanWrites(tom, 'hello')
    f.fake.fail(/POST .*message/, { kind: 'status', status: 429, retryAfter: 120 })
    await f.approves()
    expect(f.fake.heard(tom)).toEqual([])
    const asked = f.fake.requests.length
    await f.bring(f.fake.messageEvent(f.fake.newFan('Leo'), f.fake.fanWrites(f.fake.newFan('Leo'), 'hi')))
    await f.pass(MINUTE)
    expect(f.fake.requests.slice(asked)).toEqual([])
    expect((await f.api.data('GET', '/health')).connections[0].pausedUntil).toBeTruthy()
    await f.pass(2 * MINUTE)
    expect(f.fake.heard(tom)).toHaveLength(1)
  })

  test('longer than a message leaves in several, in order', async () => {
    const f = await createFanvueWorld()
    const tom = f.fake.newFan('Tom')
    await f.fanWrites(tom, 'tell me all')
    const words = Array.from({ length: 900 }, (_, index) => `word${index}`).join(' ')
    await f.approves(words)
    const heard = f.fake.heard(tom)
    expect(heard.length).toBeGreaterThan(2)
    expect(heard.join(' ')).toBe(words)
    await f.pass(6 * MINUTE)
    const { fanId } = (await f.draftRows())[0] as { fanId: string }
    expect(await f.messagesOf(fanId)).toHaveLength(2)
  })

  test('whose answer got lost is looked up in the chat: it stands there, so it is not sent again', async () => {
    const f = await createFanvueWorld()
    const tom = f.fake.newFan('Tom')
    await f.fanWrites(tom, 'hello')
    f.fake.fail(/POST .*message/, { kind: 'lose-answer' })
    await f.approves('hello to you')
    await f.pass(30_000)
    expect((await f.deliveryRows()).map(({ status }) => status)).toEqual(['sent'])
    expect(f.fake.heard(tom)).toEqual(['hello to you'])
    await f.pass(6 * MINUTE)
    const { fanId } = (await f.draftRows())[0] as { fanId: string }
    expect(await f.messagesOf(fanId)).toHaveLength(2)
  })

  test('is found there though Fanvue’s clock is minutes behind ours', async () => {
    const f = await createFanvueWorld({ fanvueIsBehindMs: 4 * MINUTE })
    const tom = f.fake.newFan('Tom')
    await f.fanWrites(tom, 'hello')
    f.fake.fail(/POST .*message/, { kind: 'lose-answer' })
    await f.approves('hello to you')
    for (let look = 0; look < 4; look += 1) await f.pass(30_000)
    expect(f.fake.heard(tom)).toEqual(['hello to you'])
    expect((await f.deliveryRows()).map(({ status }) => status)).toEqual(['sent'])
  })

  test('leaves again, though she wrote the same words there herself before', async () => {
    const f = await createFanvueWorld()
    const tom = f.fake.newFan('Tom')
    await f.bring(f.fake.messageEvent(tom, f.fake.creatorWrites(tom, 'hello to you')))
    await f.fanWrites(tom, 'hello')
    f.fake.fail(/POST .*message/, { kind: 'status', status: 502 })
    await f.approves('hello to you')
    for (let look = 0; look < 4; look += 1) await f.pass(30_000)
    expect(f.fake.heard(tom)).toEqual(['hello to you', 'hello to you'])
  })

  test('that Fanvue did not take is not in the chat, so it leaves again, once', async () => {
    const f = await createFanvueWorld()
    const tom = f.fake.newFan('Tom')
    await f.fanWrites(tom, 'hello')
    f.fake.fail(/POST .*message/, { kind: 'status', status: 502 })
    await f.approves('hello to you')
    expect(f.fake.heard(tom)).toEqual([])
    await f.pass(30_000)
    await f.pass(30_000)
    expect(f.fake.heard(tom)).toEqual(['hello to you'])
  })

  test('of which nobody can know is put before a person, and found again when she says that it arrived', async () => {
    const f = await createFanvueWorld()
    const tom = f.fake.newFan('Tom')
    await f.fanWrites(tom, 'hello')
    const { id } = await f.onlyDraft()
    f.fake.fail(/POST .*message/, { kind: 'lose-answer' })
    f.fake.fail(/GET .*messages/, { kind: 'status', status: 503 }, 20)
    await f.approves('hello to you')
    for (let look = 0; look < 8; look += 1) await f.pass(15_000)
    expect((await f.card(id)).state).toBe('unknown')
    await f.api.data('POST', `/drafts/${id}/delivery`, { answer: 'arrived' })
    for (let look = 0; look < 8; look += 1) await f.pass(5 * MINUTE)
    const { fanId } = (await f.draftRows())[0] as { fanId: string }
    expect(await f.messagesOf(fanId)).toHaveLength(2)
    expect(f.fake.heard(tom)).toEqual(['hello to you'])
  })
})
