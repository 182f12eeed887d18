import { describe, expect, test } from 'vitest'
import { manualConnector } from '../bot/manual/deliver.ts'
import { consoleHttp } from './support/console-http.ts'
import { createWorld } from './support/world.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const REPLY = 'oh no, poor shoes'

/** Tom wrote, Kim approved the reply, and it waits to be carried over. */
async function carriedOver({ first = '2026-11-17 19:58 - Tom: Bruno ate my shoes' } = {}) {
  const world = await createWorld({ connectors: [manualConnector] })
  const console = await consoleHttp(world)
  const body = (text: string) => ({ platform: 'OnlyFans', name: 'Tom', timeZone: 'UTC', text })
  const paste = (text: string) => console.data('POST', '/pasted-messages', body(text))
  const known = async (text: string): Promise<boolean[]> =>
    (await console.data('POST', '/pasted-messages/preview', body(text))).lines.map(
      (line: { isKnown: boolean }) => line.isKnown,
    )
  const { fanId } = await paste(first)
  await world.pass(2 * SECOND)
  const [draft] = await world.drafts()
  const draftId = draft?.id ?? ''
  await world.decides(draftId, { text: REPLY })
  await world.pass(6 * SECOND)
  const marks = () => console.data('POST', `/drafts/${draftId}/delivery`, { answer: 'arrived' })
  const said = async () =>
    (await world.messagesOf(fanId)).map(({ body, direction, sentAt }) => [
      direction,
      body,
      sentAt.toISOString().slice(11, 16),
    ])
  return { world, draftId, paste, known, marks, said }
}

describe('a reply that was carried over by hand and is pasted back with its chat', () => {
  const chat = [
    '2026-11-17 19:58 - Tom: Bruno ate my shoes',
    `2026-11-17 20:01 - Nova: ${REPLY}`,
    '2026-11-17 20:03 - Tom: he did!',
  ].join('\n')

  test('stands there once, at the time of the platform, and what the fan said since gets a draft', async () => {
    const { world, paste, known, marks, said } = await carriedOver()
    await world.pass(4 * MINUTE)
    await marks()
    await world.pass(2 * MINUTE)
    expect(await known(chat)).toEqual([true, true, false])
    expect(await paste(chat)).toMatchObject({ stored: 1, known: 2 })
    const once = [
      ['inbound', 'Bruno ate my shoes', '19:58'],
      ['outbound', REPLY, '20:01'],
      ['inbound', 'he did!', '20:03'],
    ]
    expect(await said()).toEqual(once)
    expect(await paste(chat)).toMatchObject({ stored: 0, known: 3 })
    await world.pass(2 * SECOND)
    expect(await world.drafts()).toHaveLength(1)
    expect(await said()).toEqual(once)
  })

  test('is marked as sent by whoever pasted it, when nobody has said so yet', async () => {
    const { world, draftId, paste, said } = await carriedOver()
    await world.pass(5 * MINUTE)
    expect(await paste(chat)).toMatchObject({ stored: 1, known: 2 })
    expect((await world.card(draftId)).state).toBe('sent')
    expect((await said()).map(([, body]) => body)).toEqual(['Bruno ate my shoes', REPLY, 'he did!'])
  })

  test('is told apart from the same words on another day, and said twice there it stands twice', async () => {
    const { world, paste, marks, said } = await carriedOver()
    await marks()
    await world.pass(30 * 60 * MINUTE)
    const days = `2026-11-16 20:01 - Nova: ${REPLY}\n${chat}\n2026-11-17 20:04 - Nova: ${REPLY}\n2026-11-18 21:00 - Nova: ${REPLY}`
    expect(await paste(days)).toMatchObject({ stored: 4, known: 2 })
    expect((await said()).filter(([direction]) => direction === 'outbound')).toHaveLength(4)
  })

  test('what the fan said stands once, too, when it was pasted without its time first', async () => {
    const { world, paste, marks, said } = await carriedOver({ first: 'Bruno  ate my shoes' })
    await marks()
    await world.pass(5 * MINUTE)
    expect(await paste(chat)).toMatchObject({ stored: 1, known: 2 })
    expect((await said()).map(([, body, at]) => [body, at])).toEqual([
      ['Bruno  ate my shoes', '19:58'],
      [REPLY, '20:01'],
      ['he did!', '20:03'],
    ])
    expect(await paste(chat)).toMatchObject({ stored: 0, known: 3 })
  })
})
