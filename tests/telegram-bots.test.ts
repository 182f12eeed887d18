import { describe, expect, test } from 'vitest'
import { readEnv } from '../bot/env.ts'
import { createBotClient } from '../bot/telegram/bot-client.ts'
import { telegramFromEnv } from '../bot/telegram/settings.ts'
import { connectionsOn } from '../core/connections/find-connections.ts'
import { upsertConnection } from '../db/connections.ts'
import { newId } from '../db/ids.ts'
import { inTenant } from '../db/scope.ts'
import { createTelegramWorld } from './support/telegram-world.ts'

const SECOND = 1_000

describe('bots that tell how they do', () => {
  test('a token that Telegram does not accept', async () => {
    const t = await createTelegramWorld({
      settings: { token: '7000009:wrong-wrong-wrong-wrong-wrong' },
      start: 'later',
    })
    await t.startBots({ wait: false })
    const { problem } = await t.connection(({ status, problem }) => status === 'failing' && problem !== null)
    expect(problem).toBe('Telegram does not accept this token. Copy it again from @BotFather.')
  })

  test('a Telegram that cannot be reached, until it can', async () => {
    const t = await createTelegramWorld({ start: 'later' })
    t.fake.fail('getMe', { kind: 'close-before' }, 1)
    await t.startBots({ wait: false })
    const { problem } = await t.connection(({ status, problem }) => status === 'failing' && problem !== null)
    expect(problem).toMatch(/connection to Telegram broke/)
    await t.connection(({ status, problem }) => status === 'working' && problem === null)
    await t.fanWrites(t.person('Mia'), 'hi')
  })

  test('another program with the same token is named as what it is, and we go on when it stops', async () => {
    const t = await createTelegramWorld()
    const other = createBotClient({ token: t.bot.token, apiRoot: t.fake.apiRoot })
    const stop = new AbortController()
    void other.call('getUpdates', { timeout: 20 }, { signal: stop.signal }).catch(() => undefined)
    const { problem } = await t.connection(({ status }) => status === 'failing')
    expect(problem).toMatch(/Another program is using this bot’s token/)
    stop.abort()
    await t.connection(({ status }) => status === 'working')
    await t.fanWrites(t.person('Mia'), 'hi')
    expect(t.card().text).toContain('hi')
  })

  test('a webhook left over is removed when we ask for updates ourselves, and what waits is kept', async () => {
    const t = await createTelegramWorld({ start: 'later' })
    t.bot.webhook = { url: 'https://old.example/hook' }
    await t.startBots()
    const removed = t.fake.calls.find(({ method }) => method === 'deleteWebhook')
    expect(removed?.payload).toMatchObject({ drop_pending_updates: false })
    await t.fanWrites(t.person('Mia'), 'hi')
  })

  test('connected in the console while we run, a bot starts by itself; disconnected, it stops', async () => {
    const t = await createTelegramWorld()
    const second = t.fake.addBot()
    const [first] = await connectionsOn(t.deps, 'telegram')
    await inTenant(t.store, t.tenantId, (scope) =>
      upsertConnection(scope, {
        id: newId(),
        creatorId: first?.creatorId ?? '',
        kind: 'telegram',
        source: 'console',
        status: 'failing',
        settings: { ...t.settings, token: second.token },
        now: t.now(),
      }),
    )
    await t.sync()
    await t.connection(({ status }) => status === 'working')
    const mia = t.person('Mia')
    await mia.writes(second, 'hello there')
    await t.pass(9 * SECOND)
    expect(t.card().text).toContain('hello there')
    expect(t.card().fromId).toBe(second.id)
  })

  test('both message numbers and update numbers begin anew with another bot, and nothing is taken for known', async () => {
    const t = await createTelegramWorld()
    const mia = t.person('Mia')
    const message = (bot: { id: number }, text: string) => ({
      message: {
        message_id: 1,
        date: 1_790_000_000,
        chat: { id: mia.id, type: 'private' },
        from: mia.from,
        text: `${text} ${bot.id}`,
      },
    })
    await t.fake.confirmed(t.bot, t.fake.push(t.bot, message(t.bot, 'to'), 5_000))
    const second = t.fake.addBot()
    const [first] = await connectionsOn(t.deps, 'telegram')
    await inTenant(t.store, t.tenantId, (scope) =>
      upsertConnection(scope, {
        id: newId(),
        creatorId: first?.creatorId ?? '',
        kind: 'telegram',
        source: 'console',
        status: 'failing',
        settings: { ...t.settings, token: second.token },
        now: t.now(),
      }),
    )
    await t.sync()
    await t.connection(({ status }) => status === 'working')
    await t.fake.confirmed(second, t.fake.push(second, message(second, 'to'), 5_000))
    await t.pass(9 * SECOND)
    const [draft] = await t.draftRows()
    expect((await t.messagesOf(draft?.fanId ?? '')).map(({ body }) => body)).toEqual([
      `to ${t.bot.id}`,
      `to ${second.id}`,
    ])
  })

  test('a quiet stop leaves nothing unconfirmed that was stored', async () => {
    const t = await createTelegramWorld()
    const mia = t.person('Mia')
    await mia.writes(t.bot, 'last words')
    await t.stopBots()
    expect(t.bot.updates).toEqual([])
    await t.restartBots()
    await t.pass(9 * SECOND)
    const [draft] = await t.draftRows()
    expect((await t.messagesOf(draft?.fanId ?? '')).map(({ body }) => body)).toEqual(['last words'])
  })
})

describe('pace', () => {
  test('fifteen cards at once and all their decisions stay within what a group may get', async () => {
    const t = await createTelegramWorld()
    t.fake.enforcesLimits = true
    const fans = Array.from({ length: 15 }, (_, index) => t.person(`Fan${index}`))
    for (const fan of fans) await fan.writes(t.bot, `hello from ${fan.name}`)
    await t.pass(9 * SECOND)
    const shown = () => t.desk().filter(({ text }) => /hello from/.test(text))
    expect(shown().length).toBeGreaterThanOrEqual(10)
    for (let minute = 0; minute < 3 && shown().length < 15; minute += 1) await t.pass(61 * SECOND)
    expect(shown()).toHaveLength(15)
    const saids: string[] = []
    for (const card of shown()) saids.push(await t.taps(card, 'Send'))
    // Every decision is taken at once, whatever the cards show.
    expect(saids.every((said) => /5 seconds/.test(said))).toBe(true)
    for (let step = 0; step < 24; step += 1) await t.pass(10 * SECOND)
    for (const fan of fans) expect(t.heard(fan)).toHaveLength(1)
    expect(shown().every(({ text }) => /^🟢 Sent/.test(text))).toBe(true)
    expect(t.fake.violations).toEqual([])
    expect(t.fake.calls.filter(({ outcome }) => outcome.startsWith('429'))).toEqual([])
  })

  test('told to wait for a card, we wait that long and draw it once', async () => {
    const t = await createTelegramWorld()
    t.fake.fail('sendMessage', { kind: 'error', code: 429, description: 'Too Many Requests', retryAfter: 20 })
    await t.person('Mia').writes(t.bot, 'hi')
    await t.pass(9 * SECOND)
    expect(t.desk()).toHaveLength(0)
    await t.pass(15 * SECOND)
    expect(t.desk()).toHaveLength(0)
    await t.pass(10 * SECOND)
    expect(t.desk()).toHaveLength(1)
  })

  test('nothing changed, nothing is edited', async () => {
    const t = await createTelegramWorld()
    await t.fanWrites(t.person('Mia'), 'hi')
    const [draft] = await t.drafts()
    const edits = () => t.fake.calls.filter(({ method }) => method.startsWith('edit')).length
    await t.store.db.execute(`update drafts set rev = rev + 1 where id = '${draft?.id}'`)
    await t.pass(60 * SECOND)
    expect(edits()).toBe(0)
  })
})

describe('settings from the environment', () => {
  const read = (raw: Record<string, string>) => telegramFromEnv(readEnv(raw))
  const token = '7000001:AAE-abcdefghijklmnopqrstuvwxyz012345'

  test('none, one bot, two bots, reviewers', () => {
    expect(read({})).toBeUndefined()
    expect(read({ TELEGRAM_BOT_TOKEN: token, TELEGRAM_REVIEWER_IDS: '11, 22;33' })).toMatchObject({
      settings: { token },
      reviewerIds: ['11', '22', '33'],
    })
    expect(read({ TELEGRAM_BOT_TOKEN: token, TELEGRAM_REVIEW_BOT_TOKEN: token })?.settings.reviewToken).toBeUndefined()
  })

  test.each([
    [{ TELEGRAM_BOT_TOKEN: 'abc' }, /TELEGRAM_BOT_TOKEN: does not look like a token/],
    [{ TELEGRAM_BOT_TOKEN: token, TELEGRAM_REVIEW_CHAT_ID: '@group' }, /TELEGRAM_REVIEW_CHAT_ID: is the number/],
    [{ TELEGRAM_BOT_TOKEN: token, TELEGRAM_REVIEWER_IDS: '@kim' }, /"@kim" is no Telegram user id/],
    [{ TELEGRAM_BOT_TOKEN: token, TELEGRAM_WEBHOOK_SECRET: 'with space' }, /TELEGRAM_WEBHOOK_SECRET/],
    [{ TELEGRAM_BOT_TOKEN: token, TELEGRAM_API_ROOT: 'ftp://x' }, /TELEGRAM_API_ROOT/],
  ])('%o is refused by name', (raw, words) => {
    expect(() => read(raw as Record<string, string>)).toThrow(words)
  })
})
