import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, test } from 'vitest'
import { openDraftOf } from '../db/drafts.ts'
import { inTenant } from '../db/scope.ts'
import { type ServedWorld, serveWorld } from './support/served.ts'
import { recordingConnector } from './support/world.ts'

const SECOND = 1_000
let open: ServedWorld | undefined

afterEach(async () => {
  await open?.close()
  open = undefined
})

/** A world in which Mia wrote and a draft waits. */
async function withDraft(options: Parameters<typeof serveWorld>[0] = {}) {
  const telegram = recordingConnector()
  const world = await serveWorld({ connectors: [telegram.connector], ...options })
  open = world
  const mia = world.fan('Mia', 'telegram')
  await mia.writes('hi Nova, how was the beach?')
  await world.pass(9 * SECOND)
  const { body } = await world.ask('/queue')
  return {
    world,
    mia,
    telegram,
    card: body.data.waiting[0].card,
    draft: `/drafts/${body.data.waiting[0].card.draftId}`,
  }
}

describe('the queue', () => {
  test('a signed-out person is told to sign in, in the one shape of every bad answer', async () => {
    open = await serveWorld()
    const { status, body } = await open.ask('/queue', { as: 'nobody' })
    expect(status).toBe(401)
    expect(body).toMatchObject({ success: false, error: { code: 'signed-out', retryable: false } })
    expect(body.meta.requestId).toMatch(/^[\w-]{8,}$/)
  })

  test('shows who waits and why, and says nothing about tenants', async () => {
    const { world, card } = await withDraft()
    expect(card).toMatchObject({ state: 'waiting', fan: { name: 'Mia' }, version: 1 })
    const { body } = await world.ask('/queue')
    expect(body.data.waiting[0].why).toEqual({ kind: 'waiting' })
    expect(JSON.stringify(body)).not.toContain(world.tenantId)
    expect(body.meta.timestamp).toBe(world.now().toISOString())
  })

  test('a decision moves the card to what was decided', async () => {
    const { world, draft, card } = await withDraft()
    await world.ask(`${draft}/decision`, { body: { verdict: 'reject', version: card.version, reason: 'tone' } })
    const { body } = await world.ask('/queue')
    expect(body.data.waiting).toEqual([])
    expect(body.data.decided[0]).toMatchObject({ state: 'rejected', reason: 'tone', decided: { name: 'Kim' } })
  })
})

describe('a decision', () => {
  test('a yes can be undone for five seconds and then reaches the fan once', async () => {
    const { world, draft, card, telegram } = await withDraft()
    const approve = { verdict: 'approve', version: card.version, secondsOnCard: 4 }
    const first = await world.ask(`${draft}/decision`, { body: approve })
    expect(first.body.data.outcome.kind).toBe('approved')
    expect(first.body.data.card.state).toBe('leaving')
    expect((await world.ask(`${draft}/undo`, { body: {} })).body.data.outcome.kind).toBe('undone')
    await world.ask(`${draft}/decision`, { body: approve })
    await world.pass(6 * SECOND)
    expect(telegram.sent).toHaveLength(1)
    expect((await world.ask(`${draft}/undo`, { body: {} })).body.data.outcome.kind).toBe('too-late')
  })

  test('the second of two people is told who was first', async () => {
    const { world, draft, card } = await withDraft()
    await world.ask(`${draft}/decision`, { body: { verdict: 'approve', version: card.version } })
    const second = await world.ask(`${draft}/decision`, {
      as: 'lee',
      body: { verdict: 'approve', version: card.version },
    })
    expect(second.status).toBe(200)
    expect(second.body.data).toMatchObject({ outcome: { kind: 'too-late' }, card: { decided: { name: 'Kim' } } })
  })

  test('words that changed since they were read void the yes', async () => {
    const { world, draft, card, telegram } = await withDraft()
    await world.ask(`${draft}/revision`, { as: 'lee', body: { text: 'other words' } })
    const stale = await world.ask(`${draft}/decision`, { body: { verdict: 'approve', version: card.version } })
    expect(stale.body.data).toMatchObject({
      outcome: { kind: 'void', why: 'words-changed' },
      card: { text: 'other words', editedBy: 'Lee' },
    })
    await world.pass(60 * SECOND)
    expect(telegram.sent).toEqual([])
  })

  test('a fan who wrote meanwhile voids it, and the answer says what the fan wrote', async () => {
    const { world, draft, card, mia } = await withDraft()
    await mia.writes('wait, I have news')
    const late = await world.ask(`${draft}/decision`, { body: { verdict: 'approve', version: card.version } })
    expect(late.body.data).toMatchObject({
      outcome: { kind: 'too-late' },
      card: { state: 'superseded', added: [{ body: 'wait, I have news' }] },
    })
  })

  test('a reply that nobody knows the fate of is settled by a person', async () => {
    const { world, draft, card, telegram } = await withDraft()
    telegram.answers.push({ kind: 'unknown', problem: 'The connection broke.' })
    await world.ask(`${draft}/decision`, { body: { verdict: 'approve', version: card.version } })
    await world.pass(6 * SECOND)
    expect((await world.ask('/queue')).body.data.stuck[0]).toMatchObject({ state: 'unknown', draftId: card.draftId })
    const answer = await world.ask(`${draft}/delivery`, { body: { answer: 'drop' } })
    expect(answer.body.data).toMatchObject({ outcome: { kind: 'settled' }, card: { state: 'failed' } })
    expect((await world.ask('/queue')).body.data.stuck).toEqual([])
  })

  test('“send it again” that comes a second time, when its own answer was lost too, is no answer to the new question', async () => {
    const { world, draft, card, telegram } = await withDraft()
    const lost = { kind: 'unknown', problem: 'The connection broke.' } as const
    telegram.answers.push(lost, lost)
    await world.ask(`${draft}/decision`, { body: { verdict: 'approve', version: card.version } })
    await world.pass(6 * SECOND)
    const asked = (await world.ask(draft)).body.data.card.settledAt
    const again = () => world.ask(`${draft}/delivery`, { body: { answer: 'again', asked } })
    expect((await again()).body.data.outcome).toMatchObject({ kind: 'settled' })
    await world.pass(SECOND)
    expect(telegram.sent).toHaveLength(2)
    expect((await again()).body.data).toMatchObject({ outcome: { kind: 'too-late' }, card: { state: 'unknown' } })
    await world.pass(60 * SECOND)
    expect(telegram.sent).toHaveLength(2)
  })
})

describe('working on a draft', () => {
  test('one person at a time; a take-over keeps what was half written', async () => {
    const { world, draft } = await withDraft()
    expect((await world.ask(`${draft}/lease`, { body: { takeOver: false } })).body.data.card.lease.isMine).toBe(true)
    await world.ask(`${draft}/editing`, { body: { text: 'half a sen' } })
    const busy = await world.ask(`${draft}/lease`, { as: 'lee', body: { takeOver: false } })
    expect(busy.body.data).toMatchObject({ outcome: { kind: 'busy', name: 'Kim' }, card: { lease: { isMine: false } } })
    const taken = await world.ask(`${draft}/lease`, { as: 'lee', body: { takeOver: true } })
    const half = { name: 'Kim', text: 'half a sen', isMine: false }
    expect(taken.body.data).toMatchObject({ outcome: { kind: 'leased' }, card: { halfWritten: [half] } })
    const lost = await world.ask(`${draft}/editing`, { body: { text: 'half a sentence' } })
    expect(lost.body.data.outcome).toMatchObject({ kind: 'busy', name: 'Lee' })
    const { card } = (await world.ask(draft)).body.data
    expect(card.halfWritten).toMatchObject([{ name: 'Kim', text: 'half a sentence', isMine: true }])
  })

  test('another proposal is another version; the first stays in reach', async () => {
    const { world, draft } = await withDraft()
    const other = await world.ask(`${draft}/other`, { body: { instruction: 'shorter' } })
    expect(other.body.data).toMatchObject({ outcome: { kind: 'drafted' }, card: { version: 2, versions: [1, 2] } })
    const back = await world.ask(`${draft}/version`, { body: { version: 1 } })
    expect(back.body.data).toMatchObject({ outcome: { kind: 'revised' }, card: { version: 1 } })
    expect((await world.ask(`${draft}/version`, { body: { version: 9 } })).status).toBe(404)
  })

  test('put aside until the evening where the fan lives; it comes back by itself', async () => {
    const { world, draft } = await withDraft()
    const held = await world.ask(`${draft}/hold`, { body: { until: 'evening' } })
    // It is 21:00 in Paris, so the next evening there is tomorrow at 19:00, which is 18:00 in UTC.
    expect(held.body.data.card).toMatchObject({ state: 'held', heldUntil: '2026-11-18T18:00:00.000Z' })
    expect((await world.ask('/queue')).body.data.held).toHaveLength(1)
    await world.pass(22 * 3600 * SECOND)
    expect((await world.ask(draft)).body.data.card.state).toBe('waiting')
  })

  test('put aside until the fan writes; taken back it waits a whole day again', async () => {
    const { world, draft } = await withDraft()
    await world.ask(`${draft}/hold`, { body: { until: 'reply' } })
    await world.pass(72 * 3600 * SECOND)
    expect((await world.ask(draft)).body.data.card.state).toBe('held')
    await world.ask(`${draft}/unhold`, { body: {} })
    await world.pass(3600 * SECOND)
    expect((await world.ask(draft)).body.data.card.state).toBe('waiting')
  })
})

describe('a conversation', () => {
  test('is read in pages, with what is known beside it', async () => {
    const { world, mia } = await withDraft()
    for (let count = 0; count < 60; count += 1) await mia.writes(`line ${count}`)
    await world.pass(9 * SECOND)
    const { body: list } = await world.ask('/conversations')
    const path = `/conversations/${list.data.conversations[0].id}`
    expect(list.data.conversations[0]).toMatchObject({ unread: 61, fan: { name: 'Mia' } })
    const { body } = await world.ask(path)
    expect(body.data).toMatchObject({ hasMore: true, card: { state: 'waiting' }, promises: [], purchases: [] })
    const [oldest] = body.data.messages
    const { body: older } = await world.ask(`${path}?before=${oldest.sentAt}&beforeId=${oldest.id}`)
    expect(older.data.hasMore).toBe(false)
    const all = [...older.data.messages, ...body.data.messages].map((message: { id: string }) => message.id)
    expect(new Set(all).size).toBe(61)
    await world.ask(`${path}/read`, { body: {} })
    expect((await world.ask('/conversations')).body.data.conversations[0].unread).toBe(0)
  })

  test('a person writes first: their words wait for a yes like any other', async () => {
    const { world, draft, card } = await withDraft()
    const path = `/conversations/${card.conversationId}`
    expect((await world.ask(`${path}/reply`, { body: { text: 'hey' } })).status).toBe(409)
    await world.ask(`${draft}/decision`, { body: { verdict: 'reject', version: 1 } })
    const written = await world.ask(`${path}/reply`, { body: { text: 'thinking of you' } })
    expect(written.body.data.card).toMatchObject({ state: 'waiting', text: 'thinking of you', editedBy: 'Kim' })
    const waiting = await inTenant(world.store, world.tenantId, (scope) => openDraftOf(scope, card.conversationId))
    expect(waiting?.id).toBe(written.body.data.card.draftId)
  })
})

describe('bad input', () => {
  test.each([
    ['an id that is none', '/drafts/nonsense', undefined, 400, 'invalid'],
    ['a draft of nobody', '/drafts/0190b3a0-0000-7000-8000-000000000000', undefined, 404, 'not-found'],
    ['a decision without a version', '/drafts/0190b3a0-0000-7000-8000-000000000000/decision', {}, 400, 'invalid'],
    ['a body that is no JSON', '/drafts/0190b3a0-0000-7000-8000-000000000000/editing', '{"text":', 400, 'invalid'],
    ['an address that leads nowhere', '/no/such/thing', undefined, 404, 'not-found'],
  ])('%s is answered in words', async (_what, path, body, status, code) => {
    open = await serveWorld()
    const answer = await open.ask(path, { body })
    expect(answer.status).toBe(status)
    expect(answer.body).toMatchObject({ success: false, error: { code } })
    expect(answer.body.error.message.length).toBeGreaterThan(10)
    expect(answer.headers.get('x-request-id')).toBe(answer.body.meta.requestId)
  })

  test('what is wrong with each field is told in words', async () => {
    const { world, draft } = await withDraft()
    const answer = await world.ask(`${draft}/decision`, { body: { verdict: 'perhaps', version: 'one' } })
    expect(answer.status).toBe(400)
    expect(answer.body.error.message).toMatch(/verdict: It must be one of "approve"/)
    expect(answer.body.error.message).toMatch(/version: It must be a number, not text/)
  })

  test('reading never decides: no GET leads to a decision', async () => {
    const { world, draft } = await withDraft()
    for (const verb of ['decision', 'undo', 'hold', 'lease', 'other', 'delivery']) {
      expect((await world.ask(`${draft}/${verb}?verdict=approve&version=1`)).status).toBe(404)
    }
    expect((await world.ask(draft)).body.data.card.state).toBe('waiting')
  })
})

describe('live', () => {
  test('a console hears what another person did, by ids and without words', async () => {
    const { world, draft, card } = await withDraft()
    const leave = new AbortController()
    const stream = await fetch(`${world.origin}/api/events`, {
      headers: { cookie: 'person=lee' },
      signal: leave.signal,
    })
    const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader()
    if (!reader) throw new Error('no stream')
    expect((await reader.read()).value).toContain('event: hello')
    await world.ask(`${draft}/decision`, { body: { verdict: 'approve', version: card.version } })
    const heard = (await reader.read()).value ?? ''
    expect(heard).toContain('event: change')
    expect(heard).toContain(card.draftId)
    expect(heard).not.toContain('Mia')
    leave.abort()
  })
})

describe('the page', () => {
  test('is served for every address of the console, with a strict policy; its files may be kept', async () => {
    open = await serveWorld()
    const page = await fetch(`${open.origin}/conversations/123`)
    const html = await page.text()
    expect(page.headers.get('content-security-policy')).toContain("default-src 'self'")
    expect(page.headers.get('cache-control')).toBe('no-cache')
    expect(html).not.toMatch(/<script(?![^>]*\bsrc=)/)
    const script = /src="(\/assets\/[^"]+\.js)"/.exec(html)?.[1] ?? ''
    const file = await fetch(open.origin + script, { headers: { 'accept-encoding': 'gzip' } })
    expect(file.headers.get('cache-control')).toContain('immutable')
    expect(file.headers.get('content-encoding')).toBe('gzip')
    // Every script of the first load, packed as it travels.
    const scripts = await Promise.all(
      [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+\.js)"/g)].map(async ([, path]) => {
        const body = await (await fetch(`${open?.origin}${path}`)).arrayBuffer()
        return gzipSync(new Uint8Array(body)).length
      }),
    )
    expect(scripts.reduce((sum, size) => sum + size, 0)).toBeLessThan(100_000)
    expect((await fetch(`${open.origin}/assets/none.js`)).status).toBe(404)
  })
})
