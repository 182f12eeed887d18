import { describe, expect, test } from 'vitest'
import { createFanvueWorld } from './support/fanvue-world.ts'
import { PNG } from './support/sent-files.ts'

/** Tom sent a photo to Nova on Fanvue, and after it as many others as the story says. */
async function tomSent({ others = 0 }: { others?: number } = {}) {
  const f = await createFanvueWorld()
  const tom = f.fake.newFan('Tom')
  const photo = f.fake.fanWrites(tom, 'me', { mediaType: 'image' })
  await f.bring(f.fake.messageEvent(tom, photo))
  await f.settle()
  await f.pass(9_000)
  for (let count = 0; count < others; count += 1) {
    f.fake.fanWrites(tom, null, { mediaType: 'image' })
  }
  const card = await f.card((await f.onlyDraft()).id)
  const path = `/messages/${card.messages[0]?.id}/media/0`
  const refusal = () => f.api.refusal('GET', path)
  return { f, tom, photo, look: () => f.api.ask('GET', path), refusal }
}

describe('seeing what a fan sent on Fanvue', () => {
  test('a photo is found among what the chat shared, and comes without the account’s token', async () => {
    const { f, tom, photo, look } = await tomSent({ others: 60 })
    f.fake.pieces.set(photo.uuid, { bytes: PNG })
    const answer = await look()
    expect(answer.headers.get('content-type')).toBe('image/png')
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(PNG)
    const asked = f.fake.requests.filter((one) => one.endsWith('/media') || one.includes('/files/'))
    const list = `GET /v1/chats/${tom.uuid}/media`
    expect(asked).toEqual([list, list, `GET /files/${photo.uuid}`])
    // Its address of then is no good any more: it is asked for anew.
    await f.pass(3_600_000)
    expect((await look()).status).toBe(200)
  })

  test('one that the account may not see, one that is not there, and one behind an address in the open', async () => {
    const { f, photo, refusal } = await tomSent()
    f.fake.pieces.set(photo.uuid, { bytes: PNG, isLocked: true })
    expect(await refusal()).toMatchObject({ status: 409, message: expect.stringMatching(/does not let this account/) })
    f.fake.pieces.set(photo.uuid, { bytes: PNG, url: 'http://169.254.169.254/latest' })
    expect(await refusal()).toMatchObject({ status: 409, message: expect.stringMatching(/does not let this account/) })
    f.fake.pieces.set(photo.uuid, { bytes: PNG, url: `${f.fake.root}/files/${photo.uuid}?until=0` })
    expect(await refusal()).toMatchObject({
      status: 503,
      message: expect.stringMatching(/not hand the file over \(403\)/),
    })
  })

  test('Fanvue is down, asks for patience, or ended the sign-in', async () => {
    const { f, photo, look, refusal } = await tomSent()
    f.fake.pieces.set(photo.uuid, { bytes: PNG })
    f.fake.fail(/\/media$/, { kind: 'status', status: 502 })
    expect(await refusal()).toMatchObject({ status: 503, retryable: true, message: expect.stringMatching(/\(502\)/) })
    f.fake.fail(/\/media$/, { kind: 'status', status: 429, retryAfter: 7 })
    expect(await refusal()).toMatchObject({ status: 503, message: expect.stringMatching(/asked for a pause/) })
    f.fake.fail(/\/media$/, { kind: 'status', status: 404 })
    expect(await refusal()).toMatchObject({ status: 404, metadata: { why: 'gone' } })
    expect((await look()).status).toBe(200)
  })
})
