import { expect, test } from 'vitest'
import { openFrontDoor } from './support/front-door.ts'
import { approvedReplies } from './support/replies.ts'
import { createWorld, recordingConnector, type World } from './support/world.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND

/** A creator with an endpoint, whose platform allows ten a minute. */
async function scene(settings: Record<string, string>) {
  const { souvenir } = await openFrontDoor(settings)
  const { connector, sent, answers } = recordingConnector('webhook')
  const world: World = await createWorld({ connectors: [connector] })
  const { sendLimits } = souvenir.deps
  if (sendLimits) world.deps.sendLimits = sendLimits
  await approvedReplies(world, 11, 'webhook')
  return { world, sent, answers }
}

test('ten leave within a minute, the eleventh in the next', async () => {
  const { world, sent } = await scene({})
  await world.pass(6 * SECOND)
  expect(sent).toHaveLength(10)
  // Watched for five seconds longer than the platform counts.
  await world.pass(MINUTE + 6 * SECOND)
  expect(sent).toHaveLength(11)
}, 60_000)

test('with RATE_LIMITER_ENABLED=false the eleventh leaves with them, once, and a platform that asks to wait is obeyed', async () => {
  const { world, sent, answers } = await scene({ RATE_LIMITER_ENABLED: 'false' })
  await world.pass(6 * SECOND)
  expect(sent).toHaveLength(11)
  expect(new Set(sent.map(({ key }) => key)).size).toBe(11)
  await world.fan('Late', 'webhook').writes('hi')
  await world.pass(9 * SECOND)
  await world.decides((await world.drafts())[0]?.id ?? '')
  answers.push({ kind: 'later', afterMs: MINUTE, problem: 'Too many requests.', wholeAccount: true })
  await world.pass(6 * SECOND)
  await world.pass(50 * SECOND)
  expect(sent).toHaveLength(11)
  await world.pass(20 * SECOND)
  expect(sent).toHaveLength(12)
}, 60_000)
