import { describe, expect, test } from 'vitest'
import { consoleHttp } from './support/console-http.ts'
import { createDiscordWorld } from './support/discord-world.ts'
import { PNG } from './support/sent-files.ts'

const HOUR = 3_600_000

/** Mia sent this to Nova's bot, and Kim sits at the console. */
async function miaSent(more: Record<string, unknown>) {
  const d = await createDiscordWorld()
  const mia = d.person('Mia')
  const said = await d.isWrittenTo(mia, '', more)
  await d.pass(9_000)
  const [draft] = await d.draftRows()
  const [message] = await d.messagesOf(draft?.fanId ?? '')
  const console = await consoleHttp(d.world, { role: 'chatter' })
  const path = (n = 0) => `/messages/${message?.id}/media/${n}`
  return { d, said, look: (n = 0) => console.ask('GET', path(n)), refusal: (n = 0) => console.refusal('GET', path(n)) }
}

const beach = { id: '77', filename: 'beach.png', content_type: 'image/png' }

describe('seeing what a fan sent on Discord', () => {
  test('a picture is seen days later too, though the address that came with it expired', async () => {
    const { d, look } = await miaSent({ attachments: [beach] })
    d.fake.bytes.set('77', PNG)
    await d.pass(72 * HOUR)
    const answer = await look()
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe('image/png')
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(PNG)
    expect((await look()).status).toBe(200)
    expect(d.fake.fetched).toHaveLength(2)
  })

  test('a sticker that stands still, one that Discord alone can move, and a poll', async () => {
    const sticker_items = [
      { id: '88', name: 'wave' },
      { id: '89', name: 'dance' },
    ]
    const { d, look, refusal } = await miaSent({ sticker_items, poll: { question: { text: 'a?' } } })
    d.fake.stickers.set('88', 1).set('89', 3)
    d.fake.bytes.set('88', PNG)
    expect(new Uint8Array(await (await look()).arrayBuffer())).toEqual(PNG)
    expect(await refusal(1)).toMatchObject({ status: 409, message: expect.stringMatching(/only Discord can show it/) })
    expect(await refusal(2)).toMatchObject({ status: 409, metadata: { why: 'not-here' } })
  })

  test('a message that is deleted, a file that was taken off, and one that the file server lost', async () => {
    const { d, said, refusal } = await miaSent({ attachments: [beach] })
    expect(await refusal()).toMatchObject({
      status: 404,
      message: expect.stringMatching(/not have this file any more/),
    })
    said.more.attachments = []
    expect(await refusal()).toMatchObject({ status: 404, message: expect.stringMatching(/took this file off/) })
    d.fake.messages.splice(d.fake.messages.indexOf(said), 1)
    expect(await refusal()).toMatchObject({ status: 404, message: expect.stringMatching(/message was deleted/) })
  })

  test('an address that is not Discord’s own is never asked', async () => {
    const { d, said, refusal } = await miaSent({ attachments: [beach] })
    for (const url of ['http://169.254.169.254/latest/meta-data', 'https://cdn.discordapp.com.evil.example/x', 'no']) {
      said.more.attachments = [{ ...beach, url }]
      expect(await refusal()).toMatchObject({ status: 503, message: expect.stringMatching(/not its own/) })
    }
    expect(d.fake.fetched).toEqual([])
  })

  test('Discord is down, or asks for patience', async () => {
    const { d, look, refusal } = await miaSent({ attachments: [beach] })
    d.fake.bytes.set('77', PNG)
    const route = 'GET /messages/:id'
    d.fake.fail(route, { kind: 'error', status: 502 })
    expect(await refusal()).toMatchObject({ status: 503, retryable: true, metadata: { why: 'later' } })
    d.fake.fail(route, { kind: 'error', status: 429, retryAfter: 7 })
    expect(await refusal()).toMatchObject({
      status: 503,
      message: expect.stringMatching(/asked for a pause\. Try again/),
    })
    expect((await look()).status).toBe(200)
  })
})
