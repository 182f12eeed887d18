import { describe, expect, test } from 'vitest'
import { readEnv } from '../bot/env.ts'
import { createFanvueSource } from '../bot/fanvue/fanvue-source.ts'
import { createFanvueWorld } from './support/fanvue-world.ts'
import { dump } from './support/plant.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

describe('connecting Fanvue', () => {
  test('goes there and back once, and tells who signed in; no secret comes out again, and none is readable in the database', async () => {
    const f = await createFanvueWorld({ isConnected: false })
    expect(await f.view()).toMatchObject({ state: 'no-app', waiting: 0 })
    expect(await f.api.refusal('POST', `${f.path}/sign-in`)).toMatchObject({ status: 409 })
    await f.storeApp()
    expect(await f.view()).toMatchObject({
      state: 'signed-out',
      app: 'console',
      clientId: 'app-1',
      hasWebhookSecret: true,
    })
    const back = await f.goesToFanvue()
    expect(await f.comesBack(back)).toMatchObject({ handle: 'nova' })
    const view = await f.view()
    expect(view).toMatchObject({ state: 'working', handle: 'nova', redirectUri: `${f.api.origin}/connect/fanvue` })
    expect(view.webhookUrl).toBe(`${f.api.origin}/webhooks/fanvue/${(await f.connection()).id}`)
    expect(JSON.stringify(view)).not.toMatch(/access-|refresh-|whsec|a secret/)
    for (const table of ['connections', 'platform_accounts', 'sign_in_attempts']) {
      expect((await dump(f.store.db, table)).join()).not.toMatch(/access-|refresh-|whsec|a secret|nova/)
    }
    // The same answer again: somebody who saw the address of the browser.
    expect(await f.api.refusal('POST', '/fanvue/sign-in', back)).toMatchObject({
      status: 409,
      message: expect.stringMatching(/is over/),
    })
    expect((await f.view()).state).toBe('working')
  })

  test('counts only in the session it was begun in, and not for ever', async () => {
    const f = await createFanvueWorld({ isConnected: false })
    await f.storeApp()
    const back = await f.goesToFanvue()
    expect(await f.api.refusal('POST', '/fanvue/sign-in', { ...back, state: 'made-up-state' })).toMatchObject({
      status: 409,
    })
    f.world.kim.id = 'user:lee'
    await f.store.db.execute(`update sign_in_attempts set actor_id = 'user:somebody-else'`)
    expect(await f.api.refusal('POST', '/fanvue/sign-in', back)).toMatchObject({ status: 409 })
    const late = await f.goesToFanvue()
    await f.pass(16 * MINUTE)
    expect(await f.api.refusal('POST', '/fanvue/sign-in', late)).toMatchObject({ status: 409 })
    expect((await f.view()).state).toBe('signed-out')
  })

  test('that is cancelled there, or with a wrong secret, says so in plain words', async () => {
    const f = await createFanvueWorld({ isConnected: false })
    await f.storeApp()
    f.fake.signIn.person = undefined
    const cancelled = await f.api.refusal('POST', '/fanvue/sign-in', await f.goesToFanvue())
    expect(cancelled.message).toMatch(/cancelled there. Nothing was connected/)
    f.fake.signIn.person = f.fake.creator.uuid
    await f.api.data('PUT', f.path, { clientSecret: 'a wrong secret' })
    const wrong = await f.api.refusal('POST', '/fanvue/sign-in', await f.goesToFanvue())
    expect(wrong.message).toMatch(/does not know this app/)
  })

  test('with another account while one is connected is refused, so that two people’s fans are not mixed', async () => {
    const f = await createFanvueWorld()
    f.fake.signIn.person = 'another-account'
    const refusal = await f.api.refusal('POST', '/fanvue/sign-in', await f.goesToFanvue())
    expect(refusal.message).toMatch(/Another account is connected here: @nova/)
  })

  test('with the app of the environment needs no app in the console', async () => {
    const f = await createFanvueWorld({
      isConnected: false,
      settings: {
        FANVUE_CLIENT_ID: 'app-1',
        FANVUE_CLIENT_SECRET: 'a secret & a half',
        FANVUE_WEBHOOK_SECRET: 'whsec-of-the-app',
      },
    })
    expect(await f.view()).toMatchObject({ state: 'signed-out', app: 'environment' })
    await f.comesBack(await f.goesToFanvue())
    await f.fanWrites(f.fake.newFan('Tom'), 'hello')
    await f.onlyDraft()
  })

  test('is undone on both sides: the tokens are revoked and gone, what was said stays', async () => {
    const f = await createFanvueWorld()
    await f.fanWrites(f.fake.newFan('Tom'), 'hello')
    expect(await f.api.data('DELETE', f.path)).toEqual({ isRevoked: true })
    expect(f.fake.signIn.revoked).toBe(2)
    expect(await f.view()).toMatchObject({ state: 'no-app' })
    expect(await dump(f.store.db, 'platform_accounts')).toEqual([])
    expect(await f.drafts('pending')).toHaveLength(1)
    await f.connect()
    await f.approves()
    expect((await f.deliveryRows())[0]?.status).toBe('sent')
  })
})

describe('a token that ran out', () => {
  test('is renewed once, although two processes need it at the same moment', async () => {
    const f = await createFanvueWorld()
    f.fake.signIn.graceMs = 0
    const tom = f.fake.newFan('Tom')
    f.fake.fanWrites(tom, 'hello')
    await f.pass(HOUR)
    const spentBefore = f.fake.signIn.spent
    await f.pass(HOUR)
    expect(f.fake.signIn.spent).toBe(spentBefore + 1)
    // Past its time, and nobody has renewed it yet.
    await f.store.db.execute(`update platform_accounts set expires_at = now() - interval '10 years'`)
    const spent = f.fake.signIn.spent
    const connectors = await Promise.all(
      [f.newSource(), f.newSource(), f.newSource()].map((one) => one.connectorFor(f)),
    )
    const sent = await Promise.all(
      connectors.map((one, index) =>
        one?.send({ address: tom.uuid, text: `part ${index}`, key: `k${index}`, signal: AbortSignal.timeout(20_000) }),
      ),
    )
    expect(sent.map((one) => one?.kind)).toEqual(['sent', 'sent', 'sent'])
    expect(f.fake.signIn).toMatchObject({ spent: spent + 1, reused: 0 })
  })

  test('is renewed before a reply is claimed, so that its send comes at once', async () => {
    const f = await createFanvueWorld()
    const tom = f.fake.newFan('Tom')
    f.fake.fanWrites(tom, 'hello')
    const connector = await f.newSource().connectorFor(f)
    await f.store.db.execute(`update platform_accounts set expires_at = now() - interval '10 years'`)
    const spent = f.fake.signIn.spent
    await connector?.prepare?.()
    expect(f.fake.signIn.spent).toBe(spent + 1)
    const part = { address: tom.uuid, text: 'hi Tom', key: 'k', signal: AbortSignal.timeout(20_000) }
    expect(await connector?.send(part)).toMatchObject({ kind: 'sent' })
    expect(f.fake.signIn.spent).toBe(spent + 1)
  })

  test('is renewed although the answer got lost, for Fanvue gives it once more at once', async () => {
    const f = await createFanvueWorld()
    await f.pass(HOUR)
    f.fake.fail(/oauth2\/token/, { kind: 'lose-answer' })
    await f.pass(HOUR)
    expect(f.fake.signIn.reused).toBe(0)
    await f.fanWrites(f.fake.newFan('Tom'), 'hello')
    await f.onlyDraft()
  })

  test('of a process that died with the new one in its hands is renewed by the next one', async () => {
    const f = await createFanvueWorld()
    const tom = f.fake.newFan('Tom')
    f.fake.fanWrites(tom, 'hello')
    await f.store.db.execute(
      `update platform_accounts set expires_at = now() - interval '10 years', renewal_lease = gen_random_uuid(),
        renewal_until = timestamptz '2026-11-17T20:00:20Z'`,
    )
    const connector = await f.newSource().connectorFor(f)
    const part = { address: tom.uuid, text: 'hello', key: 'k' }
    const send = connector?.send({ ...part, signal: AbortSignal.timeout(20_000) })
    await f.pass(21_000)
    expect((await send)?.kind).toBe('sent')
  })

  test('and is not renewed for good: it says so, nothing is lost, and signing in again goes on', async () => {
    const f = await createFanvueWorld()
    const tom = f.fake.newFan('Tom')
    await f.fanWrites(tom, 'first')
    f.fake.signIn.revokeAll()
    await f.fanWrites(tom, 'second')
    const view = await f.view()
    expect(view).toMatchObject({ state: 'sign-in-again', waiting: 1 })
    expect(view.problem).toMatch(/no longer lets us in. Sign in again in Settings → Fanvue; nothing is lost/)
    const { connections } = await f.api.data('GET', '/health')
    expect(connections[0]).toMatchObject({ kind: 'fanvue', status: 'failing' })
    const asked = f.fake.requests.length
    await f.pass(10 * MINUTE)
    expect(f.fake.requests.length).toBe(asked)
    await f.comesBack(await f.goesToFanvue())
    await f.settle()
    await f.pass(9_000)
    const card = await f.card((await f.onlyDraft()).id)
    expect(card.messages.map(({ body }) => body)).toContain('second')
    expect(await f.view()).toMatchObject({ state: 'working', waiting: 0 })
  })

  test('and is not renewed for good, and the creator disconnects: nothing is left to look after', async () => {
    const f = await createFanvueWorld()
    f.fake.signIn.revokeAll()
    await f.fanWrites(f.fake.newFan('Tom'), 'hello')
    expect((await f.api.data('GET', '/health')).troubles).toMatchObject([{ stage: 'connection' }])
    await f.api.data('DELETE', f.path)
    expect(await f.api.data('GET', '/health')).toMatchObject({ connections: [], troubles: [] })
  })

  test('a client secret that was changed at Fanvue ends nothing: it is put right and goes on', async () => {
    const f = await createFanvueWorld()
    f.fake.app.clientSecret = 'a new secret'
    await f.pass(HOUR)
    await f.pass(HOUR)
    expect((await f.view()).problem).toMatch(/does not know this app/)
    await f.api.data('PUT', f.path, { clientSecret: 'a new secret' })
    await f.pass(20 * MINUTE)
    expect(await f.view()).toMatchObject({ state: 'working' })
  })
})

test('an address of Fanvue that leads elsewhere is not followed', async () => {
  const f = await createFanvueWorld()
  f.fake.fail(/users\/me/, { kind: 'status', status: 302 })
  const env = readEnv({ FANVUE_API_ROOT: f.fake.root, FANVUE_AUTH_ROOT: f.fake.root })
  const { platform } = createFanvueSource(f.deps, env)
  expect(await platform.me({ token: 'x', connectionId: 'c' })).toMatchObject({ kind: 'refused' })
})
