import { describe, expect, test } from 'vitest'
import { openSentMedia } from '../core/sent-media/open-sent-media.ts'
import { auditOfFan } from '../db/audit.ts'
import { flushAccesses } from '../db/audit-writer.ts'
import { updateMessage } from '../db/messages.ts'
import { inTenant } from '../db/scope.ts'
import { consoleHttp } from './support/console-http.ts'
import { PNG, sentFile } from './support/sent-files.ts'
import { createTelegramWorld } from './support/telegram-world.ts'

const SECOND = 1_000

/** Mia sent this to Nova's bot, and Kim sits at the console. */
async function miaSent(content: Record<string, unknown>) {
  const t = await createTelegramWorld()
  const mia = t.person('Mia')
  const { kept } = await mia.sends(t.bot, content)
  await t.pass(9 * SECOND)
  const [draft] = await t.draftRows()
  const fanId = draft?.fanId ?? ''
  const [message] = await t.messagesOf(fanId)
  const console = await consoleHttp(t.world, { role: 'chatter' })
  const path = `/messages/${message?.id}/media/0`
  return { t, mia, kept, fanId, messageId: message?.id ?? '', console, path, look: () => console.ask('GET', path) }
}

describe('seeing what a fan sent', () => {
  test('a photo comes from Telegram when a person asks for it, is kept nowhere, and the look is on record', async () => {
    const { t, fanId, messageId, look } = await miaSent({
      photo: [sentFile('small'), sentFile('large')],
      caption: 'me',
    })
    t.fake.bytes.set('large', { bytes: PNG })
    expect(t.fake.calls.filter(({ method }) => method === 'getFile')).toEqual([])
    const answer = await look()
    expect(answer.status).toBe(200)
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(PNG)
    const says = Object.fromEntries(answer.headers)
    expect(says).toMatchObject({
      'content-type': 'image/png',
      'content-length': String(PNG.length),
      'content-disposition': 'inline',
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
      'content-security-policy': "sandbox; default-src 'none'",
    })
    expect(JSON.stringify(says)).not.toContain(t.bot.token)
    await flushAccesses(t.store)
    const entries = await inTenant(t.store, t.tenantId, (scope) => auditOfFan(scope, fanId, 10))
    expect(entries.filter(({ action }) => action === 'media.read')).toMatchObject([
      { actor: 'user:kim', subjectId: messageId },
    ])
    await look()
    expect(t.fake.calls.filter(({ method }) => method === 'getFile')).toHaveLength(2)
  })

  test.each([
    ['a page', '<!doctype html><script>alert(1)</script>', 'cv.html'],
    ['a drawing that can hold a script', '<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', 'x.svg'],
    ['a paper', '%PDF-1.7 …', 'a/../b"\r\nx-evil: 1.pdf'],
    ['nothing at all', '', 'empty.png'],
  ])('%s is a file to keep, and is never shown', async (_, words, name) => {
    const { t, look } = await miaSent({ document: { ...sentFile('d'), file_name: name } })
    t.fake.bytes.set('d', { bytes: new TextEncoder().encode(words) })
    const answer = await look()
    expect(answer.headers.get('content-type')).toBe('application/octet-stream')
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename\*=UTF-8''[\w.%-]+$/)
    expect(answer.headers.get('x-evil')).toBeNull()
    expect(await answer.text()).toBe(words)
  })

  test('a note in a round window is seen', async () => {
    const { t, look } = await miaSent({ video_note: { ...sentFile('round'), duration: 4, length: 240 } })
    t.fake.bytes.set('round', { bytes: new TextEncoder().encode('\0\0\0 ftypisom and so on') })
    expect((await look()).headers.get('content-type')).toBe('video/mp4')
  })

  test('what it is, its own bytes say, and a voice message is heard', async () => {
    const { t, look } = await miaSent({ voice: { ...sentFile('v'), duration: 7 } })
    t.fake.bytes.set('v', { bytes: new TextEncoder().encode('OggS and so on') })
    expect((await look()).headers.get('content-type')).toBe('audio/ogg')
    t.fake.bytes.set('v', { bytes: new TextEncoder().encode('\0\0\0 ftypisom and so on') })
    expect((await look()).headers.get('content-type')).toBe('audio/mp4')
  })

  test('whoever looks and goes away ends the download', async () => {
    const { t, console, path } = await miaSent({ video: { ...sentFile('mov'), duration: 3 } })
    t.fake.bytes.set('mov', { bytes: PNG, size: 1_000_000, after: 'stalls' })
    const away = new AbortController()
    const answer = await fetch(`${console.origin}/api${path}`, { signal: away.signal })
    expect(answer.status).toBe(200)
    away.abort()
    await t.fake.until(() => t.fake.cutOff.includes('mov'), 'the download to end')
  })

  test('half a film is not passed off as a whole one', async () => {
    const { t, look } = await miaSent({ video: { ...sentFile('mov'), duration: 3 } })
    t.fake.bytes.set('mov', { bytes: PNG, size: 1_000_000, after: 'breaks' })
    const whole = look().then(async (answer) => answer.ok && (await answer.arrayBuffer()))
    expect(await whole.catch(() => false)).toBe(false)
  })

  test('a platform that says nothing is not waited for without end', async () => {
    const { t, messageId } = await miaSent({ photo: [sentFile('p')] })
    t.fake.bytes.set('p', { bytes: new Uint8Array([0xff]), size: 1_000_000, after: 'stalls' })
    const { signal } = new AbortController()
    const asking = openSentMedia(t.deps, { tenantId: t.tenantId, messageId, index: 0, signal, patienceMs: 200 })
    await expect(asking).rejects.toMatchObject({ code: 'unavailable', metadata: { why: 'later' } })
  })
})

describe('what cannot be seen says why, and what helps', () => {
  test.each([
    ['too large for a bot', { bytes: PNG, size: 21 * 1024 * 1024 }, 413, 'too-large', /up to 20 MB .*in the chat app/],
    ['gone', undefined, 404, 'gone', /does not give this file to the bot any more.*send it again/],
    ['on the disk of a server of one’s own', { bytes: PNG, path: '/var/x' }, 409, 'not-here', /without --local/],
    [
      'gone between two questions',
      { bytes: PNG, path: 'photos/other' },
      404,
      'gone',
      /does not have this file any more/,
    ],
  ])('a file that is %s', async (_, kept, status, why, words) => {
    const { t, console, path } = await miaSent({ photo: [sentFile('p')] })
    if (kept) t.fake.bytes.set('p', kept)
    const refused = await console.refusal('GET', path)
    expect(refused).toMatchObject({ status, metadata: { why }, message: expect.stringMatching(words) })
    expect(JSON.stringify(refused)).not.toContain(t.bot.token)
  })

  test.each([
    [{ kind: 'error', code: 502, description: 'Bad Gateway' }, /trouble of its own \(502\).*Try again/],
    [{ kind: 'error', code: 429, description: 'Too Many Requests', retryAfter: 9 }, /asked for a pause\. Try again/],
    [{ kind: 'error', code: 401, description: 'Unauthorized' }, /does not accept this token/],
    [{ kind: 'close-before' }, /connection to Telegram broke.*Try again/],
  ] as const)('Telegram is down: %o', async (fault, words) => {
    const { t, console, path } = await miaSent({ photo: [sentFile('p')] })
    t.fake.bytes.set('p', { bytes: PNG })
    t.fake.fail('getFile', fault)
    const refused = await console.refusal('GET', path)
    expect(refused).toMatchObject({ status: 503, retryable: true, message: expect.stringMatching(words) })
    expect((await console.ask('GET', path)).status).toBe(200)
  })

  test('what a fan took back is not shown, nor anything of a fan who was forgotten, nor to another tenant', async () => {
    const { t, fanId, messageId, console, path } = await miaSent({ photo: [sentFile('p')] })
    t.fake.bytes.set('p', { bytes: PNG })
    const { signal } = new AbortController()
    const elsewhere = openSentMedia(t.deps, { tenantId: 'another', messageId, index: 0, signal })
    await expect(elsewhere).rejects.toMatchObject({ code: 'not-found' })
    await inTenant(t.store, t.tenantId, (scope) => updateMessage(scope, messageId, { deletedAt: t.now() }))
    const back = await console.refusal('GET', path)
    expect(back).toMatchObject({ status: 404, metadata: { why: 'taken-back' } })
    await inTenant(t.store, t.tenantId, (scope) => updateMessage(scope, messageId, { deletedAt: null }))
    const manager = await consoleHttp(t.world)
    await manager.data('POST', `/fans/${fanId}/erasure`)
    await t.pass(9 * SECOND)
    expect(await console.refusal('GET', path)).toMatchObject({ status: 404, metadata: { why: 'gone' } })
    expect(t.fake.calls.filter(({ method }) => method === 'getFile')).toEqual([])
  })

  test('a place on a map, words alone, and nothing', async () => {
    const place = await miaSent({ location: { latitude: 48.85, longitude: 2.35 } })
    expect(await place.console.refusal('GET', place.path)).toMatchObject({ status: 409, metadata: { why: 'not-here' } })
    for (const n of ['1', '-1', 'x', '0.5']) {
      const elsewhere = place.path.replace(/0$/, n)
      expect(await place.console.refusal('GET', elsewhere)).toMatchObject({ status: 404 })
    }
    const none = `/messages/${place.t.creatorId}/media/0`
    expect(await place.console.refusal('GET', none)).toMatchObject({ status: 404, code: 'not-found' })
    expect((await place.console.ask('GET', '/messages/x/media/0')).status).toBe(400)
  })
})
