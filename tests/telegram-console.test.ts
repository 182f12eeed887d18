import { expect, test } from 'vitest'
import { consoleHttp } from './support/console-http.ts'
import { createTelegramWorld } from './support/telegram-world.ts'

test('connected in the console, a bot works, tells how it does, and no token comes out again', async () => {
  const t = await createTelegramWorld()
  const api = await consoleHttp(t.world)
  const own = t.fake.addBot()
  const path = `/creators/${t.creatorId}/telegram`
  expect(await api.refusal('PUT', path, { token: own.token })).toMatchObject({ status: 409, code: 'conflict' })
  await t.store.db.execute(`update connections set source = 'console'`)
  await api.data('PUT', path, { token: own.token, reviewChatId: t.settings.reviewChatId, apiRoot: t.fake.apiRoot })
  await t.sync()
  await t.connection(({ source, status }) => source === 'console' && status === 'working')
  const { telegram } = await api.data('GET', path)
  expect(telegram).toMatchObject({ status: 'working', username: own.username, hasReviewBot: false, source: 'console' })
  expect(JSON.stringify(telegram)).not.toContain('AAE-')
  await t.person('Mia').writes(own, 'hello')
  await t.pass(9_000)
  expect(t.card().fromId).toBe(own.id)

  // What is left out stays: the token is not asked for again, but never goes to another server.
  await api.data('PUT', path, { reviewChatId: '-42', reviewerIds: ['777'] })
  expect((await api.data('GET', path)).telegram.reviewChatId).toBe('-42')
  const { reviewers } = await api.data('GET', '/reviewers')
  expect(reviewers.map(({ name }: { name: string }) => name)).toContain('Reviewer 777')
  expect(await api.refusal('PUT', path, { apiRoot: 'http://127.0.0.1:9' })).toMatchObject({
    status: 400,
    code: 'invalid',
  })
  expect(await api.refusal('PUT', path, { token: 'nonsense' })).toMatchObject({ status: 400 })

  await api.data('DELETE', path)
  await t.sync()
  expect((await api.data('GET', path)).telegram).toBeUndefined()
})

test('an invitation made in the console lets one person in, and the list can be changed', async () => {
  const t = await createTelegramWorld()
  const api = await consoleHttp(t.world)
  const { link } = await api.data('POST', `/creators/${t.creatorId}/telegram/invites`)
  expect(link).toContain(`https://t.me/${t.bot.username}?start=join_`)
  const lee = t.person('Lee')
  await lee.writes(t.bot, `/start ${/join_.*/.exec(link)?.[0]}`)
  const offer = await t.fake.until(() =>
    t.fake.messages.find(({ chatId, buttons }) => chatId === lee.id && buttons.length > 0),
  )
  await lee.taps(t.bot, offer, 'I will read')
  const card = await t.fanWrites(t.person('Mia'), 'hi')
  const { reviewers } = await api.data('GET', '/reviewers')
  expect(reviewers.map(({ name }: { name: string }) => name)).toContain('Lee')
  const { id } = reviewers.find(({ name }: { name: string }) => name === 'Lee')
  await api.data('PATCH', `/reviewers/${id}`, { isActive: false })
  expect(await t.taps(card, 'Send', lee)).toMatch(/^Only/)
  await api.data('PATCH', `/reviewers/${id}`, { isActive: true })
  expect(await t.taps(card, 'Send', lee)).toMatch(/5 seconds/)
})
