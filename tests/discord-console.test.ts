import { expect, test } from 'vitest'
import { connections } from '../db/schema.ts'
import { consoleHttp } from './support/console-http.ts'
import { createDiscordWorld } from './support/discord-world.ts'
import { pictureOf } from './support/fake-discord-rules.ts'

test('connected in the console, a bot works, tells how it does, and no token comes out again', async () => {
  const d = await createDiscordWorld()
  const api = await consoleHttp(d.world)
  const own = d.fake.addApp()
  const path = `/creators/${d.creatorId}/discord`
  const entry = { token: own.token, reviewChannelId: d.reviewChannel.id, apiRoot: d.fake.apiRoot }
  expect(await api.refusal('PUT', path, entry)).toMatchObject({ status: 409, code: 'conflict' })
  await d.store.db.update(connections).set({ source: 'console' })
  await api.data('PUT', path, { ...entry, reviewerIds: [d.kim.id] })
  await d.sync()
  await d.connection(({ source, status }) => source === 'console' && status === 'working')
  const { discord } = await api.data('GET', path)
  expect(discord).toMatchObject({ status: 'working', username: own.user.username, threadPerFan: false })
  expect(JSON.stringify(discord)).not.toContain('MTA1')

  // What is left out stays: the token is not asked for again, but never goes to another server.
  await api.data('PUT', path, { reviewChannelId: '123456789012345678' })
  await d.sync()
  const lost = await d.connection(({ problem }) => problem !== null)
  expect(lost.problem).toMatch(/no such channel/)
  expect(await api.refusal('PUT', path, { apiRoot: 'http://127.0.0.1:9' })).toMatchObject({ status: 400 })
  expect(await api.refusal('PUT', path, { token: 'nonsense' })).toMatchObject({ status: 400 })
  await api.data('PUT', path, { reviewChannelId: d.reviewChannel.id, threadPerFan: true })
  await d.sync()
  await d.connection(({ status }) => status === 'working')
  // Saved again as it is, it is tried again.
  await d.pass(1_000)
  await api.data('PUT', path, {})
  await d.sync()
  await d.connection(({ status }) => status === 'working')
  expect((await api.data('GET', path)).discord).toMatchObject({
    threadPerFan: true,
    reviewChannelId: d.reviewChannel.id,
  })

  await api.data('DELETE', path)
  await d.sync()
  expect((await api.data('GET', path)).discord).toBeUndefined()
  expect(await api.refusal('DELETE', path)).toMatchObject({ status: 404 })
  expect(await api.refusal('POST', `${path}/invites`)).toMatchObject({ status: 409 })
})

test('an invitation made in the console lets one person in', async () => {
  const d = await createDiscordWorld()
  const api = await consoleHttp(d.world)
  const { words, username } = await api.data('POST', `/creators/${d.creatorId}/discord/invites`)
  expect(username).toBe(d.app.user.username)
  const leo = d.person('Leo')
  leo.writes(d.app, words)
  const offer = await d.fake.until(() => leo.heard(d.app).at(-1), 'the offer')
  expect(await leo.taps(d.app, offer, 'I will read')).toMatch(/Welcome/)
  const card = await d.fanWrites(d.person('Mia'), 'hi')
  expect(await d.taps(card, 'Send', leo)).toContain('5 seconds')
  await d.reads(card, /by Leo/)
  expect(pictureOf(card)).toContain('hi')
})
