import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { session, verification } from '../db/auth-schema.ts'
import { openFrontDoor } from './support/front-door.ts'

const DAY = 24 * 3_600_000
const PASSWORD = 'a long enough password'
const NOVA = 'nova@example.com'

describe('the first link', () => {
  test('signs the owner in, once', async () => {
    const door = await openFrontDoor()
    const token = await door.firstToken()
    const browser = door.browser()
    expect(await browser.post('/api/auth/link', { token })).toMatchObject({ status: 200, success: true })
    expect(await browser.get('/api/auth/me')).toMatchObject({ status: 200, data: { role: 'owner', mustChoose: true } })
    expect((await browser.get('/api/queue')).status).toBe(200)
    const second = await door.browser().post('/api/auth/link', { token })
    expect(second).toMatchObject({ status: 400, success: false, error: { code: 'link-spent' } })
  })

  test('two taps at the same moment make one session', async () => {
    const door = await openFrontDoor()
    const token = await door.firstToken()
    const taps = await Promise.all([1, 2, 3].map(() => door.browser().post('/api/auth/link', { token })))
    expect(taps.map(({ status }) => status).toSorted()).toEqual([200, 400, 400])
    expect(await door.store.db.select().from(session)).toHaveLength(1)
  })

  test('is worth nothing after half an hour', async () => {
    const door = await openFrontDoor()
    const token = await door.firstToken()
    const [row] = await door.store.db.select().from(verification)
    expect(row?.expiresAt.getTime()).toBeGreaterThan(Date.now() + 29 * 60_000)
    expect(row?.expiresAt.getTime()).toBeLessThan(Date.now() + 31 * 60_000)
    await door.store.db.update(verification).set({ expiresAt: new Date(Date.now() - 1) })
    expect(await door.browser().post('/api/auth/link', { token })).toMatchObject({ error: { code: 'link-spent' } })
  })

  test('survives being looked at: no GET spends it, and the token never reaches a server in an address', async () => {
    const door = await openFrontDoor()
    const link = new URL((await door.souvenir.signIn.firstSignInLink()) ?? '')
    expect(link.pathname + link.search).toBe('/sign-in')
    const token = link.hash.slice('#link='.length)
    const browser = door.browser()
    for (const path of ['link', 'magic-link/verify', 'sign-in/magic-link', 'verify-email'])
      expect((await browser.get(`/api/auth/${path}?token=${token}`)).status).not.toBe(200)
    expect((await browser.post('/api/auth/link', { token })).status).toBe(200)
  })

  test('a newer one makes the older one worthless, and none is made once the owner has a password', async () => {
    const door = await openFrontDoor()
    const older = await door.firstToken()
    const owner = await door.owner()
    expect(await door.browser().post('/api/auth/link', { token: older })).toMatchObject({ status: 400 })
    await owner.put('/api/auth/me/email', { email: NOVA })
    await owner.put('/api/auth/me/password', { password: PASSWORD })
    expect(await door.souvenir.signIn.firstSignInLink()).toBeUndefined()
    expect(await door.souvenir.signIn.signInLink()).toContain('/sign-in#link=')
  })

  test('works where the page is opened as 127.0.0.1', async () => {
    const door = await openFrontDoor()
    const browser = door.browser({ address: `http://127.0.0.1:${door.port}` })
    expect((await browser.post('/api/auth/link', { token: await door.firstToken() })).status).toBe(200)
  })
})

describe('a password', () => {
  test('with the address proven by the operator, opens the door again', async () => {
    const door = await openFrontDoor()
    const owner = await door.owner()
    await owner.put('/api/auth/me/name', { name: 'Nova' })
    expect(await owner.put('/api/auth/me/password', { password: PASSWORD })).toMatchObject({ status: 409 })
    await owner.put('/api/auth/me/email', { email: NOVA.toUpperCase() })
    expect(await owner.put('/api/auth/me/password', { password: 'short' })).toMatchObject({
      error: { code: 'weak-password' },
    })
    await owner.put('/api/auth/me/password', { password: PASSWORD })
    const again = door.browser()
    expect(await again.post('/api/auth/password', { email: NOVA, password: PASSWORD })).toMatchObject({ status: 200 })
    expect(await again.get('/api/auth/me')).toMatchObject({ data: { name: 'Nova', email: NOVA, mustChoose: false } })
  })

  test('waits for the e-mail address to be confirmed where somebody else gave it', async () => {
    const door = await openFrontDoor()
    const owner = await door.owner()
    const { data } = await owner.post('/api/auth/team/invitations', { email: 'kim@example.com', role: 'chatter' })
    const kim = door.browser()
    const token = data.link.split('=')[1]
    expect(await kim.post('/api/auth/invitation', { token })).toMatchObject({ data: { email: 'kim@example.com' } })
    await kim.post('/api/auth/invitation/accept', { token, name: 'Kim' })
    await kim.put('/api/auth/me/password', { password: PASSWORD })
    const entry = { email: 'kim@example.com', password: PASSWORD }
    expect(await door.browser().post('/api/auth/password', entry)).toMatchObject({
      status: 403,
      error: { code: 'email-unconfirmed' },
    })
    await door.browser().post('/api/auth/email/confirm', { token: door.toldToken() })
    expect((await door.browser().post('/api/auth/password', entry)).status).toBe(200)
  })

  test('that is forgotten is replaced by a link, which ends every session', async () => {
    const door = await openFrontDoor()
    const owner = await door.owner()
    await owner.put('/api/auth/me/email', { email: NOVA })
    await owner.put('/api/auth/me/password', { password: PASSWORD })
    await door.browser().post('/api/auth/password/forgot', { email: NOVA })
    const reset = { token: door.toldToken(), password: 'quite another password' }
    expect((await door.browser().post('/api/auth/password/reset', reset)).status).toBe(200)
    expect((await door.browser().post('/api/auth/password/reset', reset)).status).toBe(400)
    expect((await owner.get('/api/auth/me')).status).toBe(401)
    const entry = { email: NOVA, password: reset.password }
    expect((await door.browser().post('/api/auth/password', entry)).status).toBe(200)
    expect((await door.browser().post('/api/auth/password', { email: NOVA, password: PASSWORD })).status).toBe(401)
  })

  test('tells nobody whether an address has an account', async () => {
    const door = await openFrontDoor()
    const owner = await door.owner()
    await owner.put('/api/auth/me/email', { email: NOVA })
    await owner.put('/api/auth/me/password', { password: PASSWORD })
    const asked = async (path: string, more: object) => {
      const answers = [
        await door.browser().post(path, { email: NOVA, ...more }),
        await door.browser().post(path, { email: 'nobody@example.com', ...more }),
      ]
      return answers.map(({ status, data, error }) => JSON.stringify({ status, data, error }))
    }
    for (const [path, more] of [
      ['/api/auth/password', { password: 'wrong password' }],
      ['/api/auth/password/forgot', {}],
      ['/api/auth/link/send', {}],
    ] as const) {
      const [known, unknown] = await asked(path, more)
      expect(known).toBe(unknown)
    }
    expect(door.told.filter((words) => words.includes('nobody@example.com'))).toEqual([])
  })
})

describe('a link by e-mail', () => {
  test('signs in whoever has an account', async () => {
    const door = await openFrontDoor()
    const owner = await door.owner()
    await owner.put('/api/auth/me/email', { email: NOVA })
    await door.browser().post('/api/auth/link/send', { email: NOVA })
    const again = door.browser()
    expect((await again.post('/api/auth/link', { token: door.toldToken() })).status).toBe(200)
    expect(await again.get('/api/auth/me')).toMatchObject({ data: { email: NOVA } })
  })
})

describe('a session', () => {
  test('stands in a cookie that no script reads and no other site sends', async () => {
    const door = await openFrontDoor()
    const [cookie = ''] = (await door.owner()).setCookies
    expect(cookie).toMatch(/^souvenir\.session_token=/)
    expect(cookie).toMatch(/HttpOnly/i)
    expect(cookie).toMatch(/SameSite=Lax/i)
    expect(cookie).toMatch(/Path=\//i)
    expect(cookie).not.toMatch(/Domain=/i)
  })

  test('behind https has a cookie that only this host can set', async () => {
    const door = await openFrontDoor({ PUBLIC_URL: 'https://souvenir.example' })
    const browser = door.browser({ origin: 'https://souvenir.example' })
    await browser.post('/api/auth/link', { token: await door.firstToken() })
    expect(browser.setCookies[0]).toMatch(/^__Host-souvenir\.session_token=.*Secure/i)
    expect((await browser.get('/api/auth/me')).status).toBe(200)
    expect((await door.browser().post('/api/auth/sign-out')).error?.code).not.toBe('internal')
  })

  test('that was ended is over with the very next request', async () => {
    const door = await openFrontDoor()
    const owner = await door.owner()
    const phone = door.browser()
    const link = await door.souvenir.signIn.signInLink()
    await phone.post('/api/auth/link', { token: link.split('=')[1] })
    const { data } = await owner.get('/api/auth/me')
    const other = data.sessions.find(({ isThis }) => !isThis)
    expect(data.sessions).toHaveLength(2)
    expect((await owner.delete(`/api/auth/me/sessions/${other?.id}`)).status).toBe(200)
    expect(await phone.get('/api/queue')).toMatchObject({ status: 401, success: false, error: { code: 'signed-out' } })
    expect((await owner.get('/api/queue')).status).toBe(200)
    await owner.post('/api/auth/sign-out')
    expect((await owner.get('/api/queue')).status).toBe(401)
  })

  test('ends after a week without use and after thirty days with it', async () => {
    const door = await openFrontDoor()
    const owner = await door.owner()
    const set = (values: Partial<typeof session.$inferInsert>) => door.store.db.update(session).set(values)
    await set({ updatedAt: new Date(Date.now() - 6 * DAY) })
    expect((await owner.get('/api/queue')).status).toBe(200)
    const [used] = await door.store.db.select().from(session)
    expect(used?.updatedAt.getTime()).toBeGreaterThan(Date.now() - 60_000)
    expect(used?.expiresAt.getTime()).toBeLessThan(Date.now() + 30 * DAY + 1_000)
    await set({ updatedAt: new Date(Date.now() - 8 * DAY) })
    expect((await owner.get('/api/queue')).status).toBe(401)
    const later = await door.owner()
    await set({ expiresAt: new Date(Date.now() - 1) })
    expect((await later.get('/api/queue')).status).toBe(401)
  })

  test('cannot be forged: neither a changed cookie nor a token read from the database opens anything', async () => {
    const door = await openFrontDoor()
    await door.owner()
    const [row] = await door.store.db.select().from(session)
    for (const value of [row?.token ?? '', `${row?.token}.AAAA`, 'x.y', '%00', '']) {
      const thief = door.browser()
      thief.cookies.set('souvenir.session_token', value)
      expect((await thief.get('/api/queue')).status).toBe(401)
    }
  })
})

describe('other sites and other people', () => {
  test('a page of another site can do nothing with our cookies', async () => {
    const door = await openFrontDoor()
    const owner = await door.owner()
    for (const headers of [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: `http://localhost:${door.port + 1}` },
    ])
      expect(await owner.post('/api/auth/sign-out', {}, headers)).toMatchObject({
        status: 403,
        error: { code: 'foreign-origin' },
      })
    expect((await owner.get('/api/queue')).status).toBe(200)
  })

  test('the tenant is the one the person belongs to, whatever a request says', async () => {
    const door = await openFrontDoor()
    const owner = await door.owner()
    const { tenantId } = await door.souvenir.signIn.createFirstOwner()
    await door.store.db.update(session).set({ activeOrganizationId: 'somebody-elses' })
    const request = new Request(`${door.site}/api/queue?tenantId=somebody-elses`, {
      headers: {
        cookie: [...owner.cookies].map((pair) => pair.join('=')).join('; '),
        'x-tenant-id': 'somebody-elses',
      },
    })
    expect(await door.souvenir.signIn.sessions.sessionOf(request)).toMatchObject({ tenantId })
  })

  test('guessing is slowed down, by address and by account', async () => {
    const door = await openFrontDoor()
    const guess = (index: number, address: string) =>
      door
        .browser()
        .post('/api/auth/password', { email: NOVA, password: `guess ${index}` }, { 'x-forwarded-for': address })
    const byAccount: number[] = []
    for (let index = 0; index < 12; index += 1) byAccount.push((await guess(index, `10.0.0.${index}`)).status)
    expect(byAccount.slice(0, 10)).toEqual(Array(10).fill(401))
    expect(byAccount.slice(10)).toEqual([429, 429])
    const byAddress: number[] = []
    for (let index = 0; index < 22; index += 1) {
      const answer = await door.browser().post('/api/auth/link', { token: `guess-${index}` })
      byAddress.push(answer.status)
      if (answer.status === 429) expect(answer.error).toMatchObject({ code: 'too-many', retryable: true })
    }
    expect(byAddress.at(-1)).toBe(429)
  })

  test('nothing of the library but our own routes can be reached', async () => {
    const door = await openFrontDoor()
    const owner = await door.owner()
    for (const path of ['sign-up/email', 'organization/create', 'delete-user', 'update-user', 'open-session'])
      expect((await owner.post(`/api/auth/${path}`, {})).status).toBe(404)
    expect(await door.store.db.select().from(session).where(eq(session.token, ''))).toEqual([])
  })
})
