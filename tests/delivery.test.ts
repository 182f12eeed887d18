import { describe, expect, test } from 'vitest'
import { answerUnknown } from '../core/delivery/answer-unknown.ts'
import { deliverReply } from '../core/delivery/deliver-reply.ts'
import type { Connector, FindResult, SendResult } from '../core/deps.ts'
import { approvedReplies, diesAfter, passesQuietly } from './support/replies.ts'
import { createWorld, recordingConnector, type World } from './support/world.ts'

const SECOND = 1_000
const lost: SendResult = { kind: 'unknown', problem: 'The answer was lost.' }

describe('a platform that allows so many a minute', () => {
  test('three leave, the fourth when the first is a minute old; another account is not held up', async () => {
    const { connector, sent } = recordingConnector()
    const world = await createWorld({ connectors: [{ ...connector, limit: { most: 3, windowMs: 60_000 } }] })
    await approvedReplies(world, 5)
    await world.fan('Elsewhere').writes('hi')
    await world.pass(9 * SECOND)
    expect(sent).toHaveLength(3)
    const [elsewhere] = await world.drafts()
    await world.decides(elsewhere?.id ?? '')
    await world.pass(6 * SECOND)
    expect((await world.card(elsewhere?.id ?? '')).state).toBe('sent')
    await world.pass(53 * SECOND)
    expect(sent).toHaveLength(3)
    // Watched for five seconds longer: the way to the platform takes a while.
    await world.pass(8 * SECOND)
    expect(sent).toHaveLength(5)
    expect((await world.deliveryRows()).every(({ attempt }) => attempt === 1)).toBe(true)
  })

  test('each part of a long reply counts, and the rest of it goes on where it stood', async () => {
    const { connector, sent } = recordingConnector()
    const limit = { most: 2, windowMs: 60_000 }
    const world = await createWorld({ connectors: [{ ...connector, longestText: 8, limit }] })
    await approvedReplies(world, 1)
    const [delivery] = await world.deliveryRows()
    await world.decides(delivery?.draftId ?? '')
    await world.pass(6 * SECOND)
    expect(sent.map(({ text }) => text)).toEqual(['Hello.', expect.any(String)])
    expect(sent).toHaveLength(2)
    await world.pass(70 * SECOND)
    expect((await world.deliveryRows())[0]).toMatchObject({ status: 'sent', attempt: 1 })
    expect(new Set(sent.map(({ key }) => key)).size).toBe(sent.length)
  })

  test('a reply that is asked to wait when half of it is with the fan is not called unsent, nor can it be taken back', async () => {
    const { connector, sent, answers } = recordingConnector()
    const world = await createWorld({ connectors: [{ ...connector, longestText: 8 }] })
    await approvedReplies(world, 1)
    const [delivery] = await world.deliveryRows()
    answers.push({ kind: 'sent', externalId: 'first' })
    answers.push({ kind: 'later', afterMs: 60_000, problem: 'Too many requests.', wholeAccount: true })
    await world.pass(6 * SECOND)
    expect((await world.deliveryRows())[0]).toMatchObject({ status: 'ready', partsSent: 1, attempt: 0 })
    expect(await world.card(delivery?.draftId ?? '')).toMatchObject({ state: 'sending', undoUntil: undefined })
    await world.pass(70 * SECOND)
    expect((await world.card(delivery?.draftId ?? '')).state).toBe('sent')
    expect(sent).toHaveLength(2)
  })

  test('asked to wait, the whole account waits, and nobody’s attempt is used up', async () => {
    const { connector, sent, answers } = recordingConnector()
    const world = await createWorld({ connectors: [connector] })
    await approvedReplies(world, 3)
    answers.push({ kind: 'later', afterMs: 120_000, problem: 'Too many requests.', wholeAccount: true })
    await world.pass(6 * SECOND)
    const before = sent.length
    await world.pass(100 * SECOND)
    expect(sent).toHaveLength(before)
    await world.pass(30 * SECOND)
    expect(sent).toHaveLength(3)
    expect((await world.deliveryRows()).map(({ attempt }) => attempt)).toEqual([1, 1, 1])
  })

  test('twenty at once by two processes: never more than the limit', async () => {
    const { connector, sent } = recordingConnector()
    const world = await createWorld({ connectors: [{ ...connector, limit: { most: 4, windowMs: 60_000 } }] })
    const { replies } = await approvedReplies(world, 10)
    const other = { ...world.deps, store: { ...world.store } }
    await world.pass(0)
    await passesQuietly(world, 6 * SECOND)
    const { tenantId } = world
    await Promise.all(
      replies.flatMap(({ deliveryId }) =>
        [world.deps, other].map((deps) => deliverReply(deps, { tenantId, deliveryId })),
      ),
    )
    expect(sent).toHaveLength(4)
    expect(new Set(sent.map(({ key }) => key)).size).toBe(4)
  })
})

describe('a reply that fails', () => {
  test('is tried four times, later each time, then waits for a person, whose “again” begins anew', async () => {
    const { connector, sent, answers } = recordingConnector()
    const world = await createWorld({ connectors: [connector] })
    const { replies } = await approvedReplies(world, 1)
    const failed: SendResult = { kind: 'later', afterMs: 100, problem: 'Server error.', wholeAccount: false }
    answers.push(failed, failed, failed, failed)
    const at: number[] = []
    for (let step = 0; step < 100 && answers.length > 0; step += 1) {
      const left = answers.length
      await world.pass(SECOND)
      if (answers.length < left) at.push(step)
    }
    const gaps = at.slice(1).map((time, index) => time - (at[index] ?? 0))
    expect(gaps).toHaveLength(3)
    expect(gaps[0]).toBeLessThan(gaps[2] ?? 0)
    expect((await world.deliveryRows())[0]).toMatchObject({ status: 'failed', attempt: 4, problem: 'Server error.' })
    expect(sent).toHaveLength(0)
    await says(world, replies[0]?.draftId, 'again')
    await world.pass(SECOND)
    expect(sent).toHaveLength(1)
    expect((await world.deliveryRows())[0]).toMatchObject({ status: 'sent', attempt: 1 })
  })

  test('and whose fan wrote meanwhile is not sent again by that yes: there is a new draft for a new one', async () => {
    const { connector, sent, answers } = recordingConnector()
    const world = await createWorld({ connectors: [connector] })
    const { fans, replies } = await approvedReplies(world, 1)
    answers.push({ kind: 'refused', problem: 'Not allowed.' })
    await world.pass(6 * SECOND)
    await fans[0]?.writes('never mind')
    await says(world, replies[0]?.draftId, 'again')
    await world.pass(9 * SECOND)
    expect(sent).toHaveLength(0)
    expect((await world.deliveryRows())[0]).toMatchObject({ status: 'undone' })
    expect(await world.drafts()).toHaveLength(1)
  })
})

describe('when the answer is lost', () => {
  test('a platform that keeps our key is asked again with the same key', async () => {
    const { connector, sent, answers } = recordingConnector('telegram', 'idempotent')
    const world = await createWorld({ connectors: [connector] })
    await approvedReplies(world, 1)
    answers.push(lost)
    await world.pass(6 * SECOND)
    await world.pass(10 * SECOND)
    expect(sent).toHaveLength(2)
    expect(sent[0]?.key).toBe(sent[1]?.key)
    expect((await world.deliveryRows())[0]).toMatchObject({ status: 'sent', inDoubtSince: null })
  })

  test('but not when it has forgotten the key by then: a person is asked', async () => {
    const { connector, sent, answers } = recordingConnector('telegram', 'idempotent')
    const world = await createWorld({ connectors: [{ ...connector, keepsKeyForMs: 30_000 }] })
    await approvedReplies(world, 1)
    answers.push(lost)
    await world.pass(6 * SECOND)
    await world.pass(600 * SECOND)
    expect(sent).toHaveLength(1)
    expect((await world.deliveryRows())[0]).toMatchObject({ status: 'unknown' })
  })

  test('and the fan writes before the second try, nothing is resent and nothing is taken back: a person is asked', async () => {
    const { connector, sent, answers } = recordingConnector('telegram', 'idempotent')
    const world = await createWorld({ connectors: [connector] })
    const { fans } = await approvedReplies(world, 1)
    answers.push(lost)
    await world.pass(6 * SECOND)
    await fans[0]?.writes('wait')
    await world.pass(60 * SECOND)
    expect(sent).toHaveLength(1)
    expect((await world.deliveryRows())[0]).toMatchObject({ status: 'unknown' })
  })

  test('a platform whose chat can be read is read: found there, it counts as sent', async () => {
    const chat = lookUpConnector()
    const world = await createWorld({ connectors: [chat.connector] })
    const { replies } = await approvedReplies(world, 1)
    chat.answers.push(lost)
    await world.pass(6 * SECOND)
    await world.pass(20 * SECOND)
    expect(chat.sent).toHaveLength(1)
    expect((await world.deliveryRows())[0]).toMatchObject({ status: 'sent', partsSent: 1 })
    expect((await world.card(replies[0]?.draftId ?? '')).state).toBe('sent')
  })

  test('not there, it leaves once more', async () => {
    const chat = lookUpConnector()
    const world = await createWorld({ connectors: [chat.connector] })
    await approvedReplies(world, 1)
    chat.answers.push(lost)
    chat.found.push({ kind: 'absent' })
    await world.pass(6 * SECOND)
    await world.pass(20 * SECOND)
    expect(chat.sent).toHaveLength(2)
    expect((await world.deliveryRows())[0]).toMatchObject({ status: 'sent', attempt: 2 })
  })

  test('and its chat cannot be read either, a person is asked within a minute', async () => {
    const chat = lookUpConnector()
    const world = await createWorld({ connectors: [chat.connector] })
    await approvedReplies(world, 1)
    chat.answers.push(lost)
    chat.found.push(...Array.from({ length: 9 }, (): FindResult => ({ kind: 'later', problem: 'No connection.' })))
    await world.pass(6 * SECOND)
    for (let second = 0; second < 60; second += 5) await world.pass(5 * SECOND)
    expect(chat.sent).toHaveLength(1)
    expect((await world.deliveryRows())[0]).toMatchObject({ status: 'unknown' })
  })
})

describe('a process that', () => {
  test('dies while sending to a blind platform: a person is asked within a minute', async () => {
    const { connector } = recordingConnector()
    const silent = new Promise<SendResult>(() => undefined)
    const world = await createWorld({ connectors: [{ ...connector, send: () => silent }] })
    await approvedReplies(world, 1)
    await diesAfter(world, 6 * SECOND)
    for (let second = 0; second < 60; second += 5) await world.pass(5 * SECOND)
    expect((await world.deliveryRows())[0]).toMatchObject({ status: 'unknown' })
  })

  test('is stopped between claim and send, and wakes up, sends nothing it has no leave for', async () => {
    const { connector, sent } = recordingConnector()
    const world = await createWorld({ connectors: [{ ...connector, limit: { most: 1, windowMs: 60_000 } }] })
    const { replies } = await approvedReplies(world, 1)
    await passesQuietly(world, 6 * SECOND)
    let isClaimed = false
    const info = (what: string) => {
      if (what === 'sending') isClaimed = true
    }
    const log = { ...world.deps.log, info }
    const stopped = { ...world.deps, log, steady: () => (isClaimed ? 30 * SECOND : 0) }
    const { tenantId } = world
    await deliverReply(stopped, { tenantId, deliveryId: replies[0]?.deliveryId ?? '' })
    expect(sent).toHaveLength(0)
    expect((await world.deliveryRows())[0]).toMatchObject({ status: 'ready', attempt: 0 })
    await world.pass(70 * SECOND)
    expect(sent).toHaveLength(1)
  })
})

test('what takes a while, such as renewing a token, is done before the reply is claimed: its place in the minute is not used up', async () => {
  const { connector, sent } = recordingConnector()
  const meanwhile: string[] = []
  const prepare = async () => {
    meanwhile.push(...(await world.deliveryRows()).map(({ status }) => status))
  }
  const world = await createWorld({ connectors: [{ ...connector, prepare }] })
  await approvedReplies(world, 1)
  await world.pass(6 * SECOND)
  expect([meanwhile, sent.length]).toEqual([['ready'], 1])
})

test('words that an earlier reply said, too, prove nothing: the one whose answer was lost leaves again', async () => {
  const { connector, sent, answers, found } = lookUpConnector()
  const world = await createWorld({ connectors: [connector] })
  const mia = world.fan('Mia', 'telegram')
  const says = async (what: string) => {
    await mia.writes(what)
    await world.pass(9 * SECOND)
    const [draft] = await world.drafts()
    await world.decides(draft?.id ?? '', { text: 'Thank you!' })
  }
  await says('you looked great')
  await world.pass(6 * SECOND)
  expect(sent).toHaveLength(1)
  await says('and today, too')
  answers.push(lost)
  found.push({ kind: 'found', externalIds: ['sent-1'] })
  await world.pass(6 * SECOND)
  await world.pass(60 * SECOND)
  expect(sent).toHaveLength(3)
  expect((await world.deliveryRows()).map(({ status }) => status)).toEqual(['sent', 'sent'])
})

function lookUpConnector() {
  const { connector, sent, answers } = recordingConnector('telegram', 'lookup')
  const found: FindResult[] = []
  const lookUp: Connector = {
    ...connector,
    find: async () => found.shift() ?? { kind: 'found', externalIds: ['seen-in-the-chat'] },
  }
  return { connector: lookUp, sent, answers, found }
}

const says = ({ deps, tenantId, kim }: World, draftId = '', answer: 'again' | 'arrived') =>
  answerUnknown(deps, { tenantId, draftId, answer, actor: kim })
