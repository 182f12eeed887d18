import { describe, expect, test } from 'vitest'
import { deliverReply } from '../core/delivery/deliver-reply.ts'
import type { SendResult } from '../core/deps.ts'
import { approvedReplies, diesAfter, passesQuietly } from './support/replies.ts'
import { createWorld, recordingConnector } from './support/world.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

describe('a process that', () => {
  test('finds its clock set back by an hour still sends, and settles what a dead one held', async () => {
    const { connector, sent } = recordingConnector()
    let isSilent = true
    const silent = new Promise<SendResult>(() => undefined)
    const world = await createWorld({
      connectors: [
        {
          ...connector,
          limit: { most: 1, windowMs: 60_000 },
          send: (part) => (isSilent ? silent : connector.send(part)),
        },
      ],
    })
    await approvedReplies(world, 2)
    await diesAfter(world, 6 * SECOND)
    isSilent = false
    world.setsClock(-HOUR)
    await world.pass(SECOND)
    expect((await world.deliveryRows()).map(({ status }) => status).toSorted()).toEqual(['ready', 'unknown'])
    await world.pass(70 * SECOND)
    expect(sent).toHaveLength(1)
  })

  test('finds its clock set back right after a yes, or while a reply waits for its next try, and sends all the same', async () => {
    const { connector, sent, answers } = recordingConnector()
    const world = await createWorld({ connectors: [connector] })
    await approvedReplies(world, 2)
    answers.push({ kind: 'later', afterMs: 5_000, problem: 'Server error.', wholeAccount: false })
    const [first] = await world.deliveryRows()
    await passesQuietly(world, 6 * SECOND)
    await deliverReply(world.deps, { tenantId: world.tenantId, deliveryId: first?.id ?? '' })
    world.setsClock(-HOUR)
    await world.pass(MINUTE)
    expect(sent).toHaveLength(2)
  })

  test('whose clock was a day ahead while a platform asked to wait does not wait for a day when it is put right', async () => {
    const { connector, sent, answers } = recordingConnector()
    const world = await createWorld({ connectors: [connector] })
    await approvedReplies(world, 2)
    world.setsClock(24 * HOUR)
    answers.push({ kind: 'later', afterMs: MINUTE, problem: 'Too many requests.', wholeAccount: true })
    await world.pass(6 * SECOND)
    expect(sent.length).toBeLessThan(2)
    world.setsClock(-24 * HOUR)
    await world.pass(2 * MINUTE)
    expect(sent).toHaveLength(2)
    // Nor is it asked to wait a second time when the day comes.
    await world.pass(23 * HOUR + 30 * MINUTE)
    await world.fan('Late', 'telegram').writes('hi')
    await world.pass(10 * SECOND)
    await world.decides((await world.drafts())[0]?.id ?? '')
    await world.pass(10 * SECOND)
    expect(sent).toHaveLength(3)
  })

  test('is asked to wait for years by a platform tries again after an hour', async () => {
    const { connector, sent, answers } = recordingConnector()
    const world = await createWorld({ connectors: [connector] })
    await approvedReplies(world, 1)
    answers.push({ kind: 'later', afterMs: Number.MAX_SAFE_INTEGER, problem: 'Too many requests.', wholeAccount: true })
    await world.pass(6 * SECOND)
    await world.pass(59 * MINUTE)
    expect(sent).toHaveLength(0)
    await world.pass(2 * MINUTE)
    expect(sent).toHaveLength(1)
  })
})
