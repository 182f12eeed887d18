import { expect, test } from 'vitest'
import { sendDueReplies } from '../core/delivery/send-due-replies.ts'
import { runDueWork } from '../core/due-work.ts'
import { passesQuietly } from './support/replies.ts'
import { createWorld, recordingConnector } from './support/world.ts'

const SECOND = 1_000
/** As many as one round takes. */
const MANY = 8

test('a platform that takes long before anything can be sent holds up its own replies, and nobody else’s', async () => {
  const [slow, quick] = [recordingConnector('fanvue'), recordingConnector('telegram')]
  const isReady = Promise.withResolvers<void>()
  let asked = 0
  const prepare = () => {
    asked += 1
    return isReady.promise
  }
  const world = await createWorld({ connectors: [{ ...slow.connector, prepare }, quick.connector] })
  for (let index = 0; index < MANY; index += 1) await world.fan(`Fan ${index}`, 'fanvue').writes('hi')
  await world.fan('Elsewhere', 'telegram').writes('hi')
  await world.pass(9 * SECOND)
  const cards = await Promise.all((await world.drafts()).map(({ id }) => world.card(id)))
  const lastOf = ({ channel }: (typeof cards)[number]) => (channel === 'telegram' ? 1 : 0)
  for (const { draftId } of cards.toSorted((a, b) => lastOf(a) - lastOf(b))) await world.decides(draftId)
  await passesQuietly(world, 6 * SECOND)

  const held = sendDueReplies(world.deps)
  await expect.poll(() => asked, { timeout: 20_000 }).toBe(MANY)
  await sendDueReplies(world.deps)
  expect([quick.sent.length, slow.sent.length]).toEqual([1, 0])
  // Everything else has its own lane there, and is not called for again and again meanwhile.
  const again = await runDueWork(world.deps, { sends: false })
  expect(again?.getTime() ?? Number.POSITIVE_INFINITY).toBeGreaterThan(world.now().getTime())
  isReady.resolve()
  await held
  expect(slow.sent).toHaveLength(MANY)
})
