import { describe, expect, test } from 'vitest'
import { type Browser, type FrontDoor, openFrontDoor, tokenIn } from './support/front-door.ts'

const PASSWORD = 'a long enough password'

describe('a team', () => {
  test('grows by a link that works once', async () => {
    const door = await openFrontDoor()
    const owner = await door.owner()
    const kim = await joins(door, owner, 'kim@example.com', 'chatter')
    expect(await kim.browser.get('/api/auth/me')).toMatchObject({ data: { name: 'Kim', role: 'chatter' } })
    expect(await accept(door, kim.token)).toMatchObject({ error: { code: 'link-spent' } })
    const { data } = await owner.get('/api/auth/team')
    expect(data.members.map(({ name, role }) => [name, role])).toEqual([
      ['Owner', 'owner'],
      ['Kim', 'chatter'],
    ])
    expect(data.invitations).toEqual([])
  })

  test('an invitation that was taken back, or that somebody wrote themselves, opens nothing', async () => {
    const door = await openFrontDoor()
    const owner = await door.owner()
    const invited = await owner.post('/api/auth/team/invitations', { email: 'kim@example.com', role: 'chatter' })
    const token = tokenIn(invited.data.link)
    const forged = `${invited.data.id}.${'A'.repeat(43)}`
    expect(await accept(door, forged)).toMatchObject({ error: { code: 'link-spent' } })
    expect((await owner.delete(`/api/auth/team/invitations/${invited.data.id}`)).status).toBe(200)
    expect(await accept(door, token)).toMatchObject({ error: { code: 'link-spent' } })
  })

  test("nobody enters somebody's account by inviting their address; they themselves can come back", async () => {
    const door = await openFrontDoor()
    const owner = await door.owner()
    const kim = await joins(door, owner, 'kim@example.com', 'chatter')
    await kim.browser.put('/api/auth/me/password', { password: PASSWORD })
    await door.browser().post('/api/auth/email/confirm', { token: door.toldToken() })
    const { data } = await owner.get('/api/auth/team')
    await owner.delete(`/api/auth/team/members/${data.members[1]?.id}`)
    const again = await owner.post('/api/auth/team/invitations', { email: 'kim@example.com', role: 'chatter' })
    const token = tokenIn(again.data.link)
    expect(await accept(door, token)).toMatchObject({ status: 409, error: { code: 'has-account' } })
    const kimAgain = door.browser()
    await kimAgain.post('/api/auth/password', { email: 'kim@example.com', password: PASSWORD })
    expect((await kimAgain.get('/api/queue')).status).toBe(401)
    expect((await kimAgain.post('/api/auth/invitation/accept', { token })).status).toBe(200)
    expect((await kimAgain.get('/api/queue')).status).toBe(200)
  })

  test('an invitation is for the person it names', async () => {
    const door = await openFrontDoor()
    const owner = await door.owner()
    const { data } = await owner.post('/api/auth/team/invitations', { email: 'tom@example.com', role: 'chatter' })
    const kim = await joins(door, owner, 'kim@example.com', 'chatter')
    const token = tokenIn(data.link)
    expect(await kim.browser.post('/api/auth/invitation/accept', { token })).toMatchObject({
      error: { code: 'other-person' },
    })
  })

  test('a chatter changes nothing about the team, a manager nothing about an owner', async () => {
    const door = await openFrontDoor()
    const owner = await door.owner()
    const kim = await joins(door, owner, 'kim@example.com', 'chatter')
    const lee = await joins(door, owner, 'lee@example.com', 'manager')
    const { data } = await owner.get('/api/auth/team')
    const [nova, kimSeat] = data.members
    expect(await kim.browser.get('/api/auth/team')).toMatchObject({ status: 403, error: { code: 'not-allowed' } })
    for (const answer of [
      await kim.browser.post('/api/auth/team/invitations', { email: 'x@example.com', role: 'owner' }),
      await kim.browser.put(`/api/auth/team/members/${kimSeat?.id}/role`, { role: 'owner' }),
      await kim.browser.delete(`/api/auth/team/members/${nova?.id}`),
      await lee.browser.post('/api/auth/team/invitations', { email: 'x@example.com', role: 'owner' }),
      await lee.browser.put(`/api/auth/team/members/${nova?.id}/role`, { role: 'chatter' }),
      await lee.browser.put(`/api/auth/team/members/${kimSeat?.id}/role`, { role: 'owner' }),
      await lee.browser.delete(`/api/auth/team/members/${nova?.id}`),
    ])
      expect(answer.status).toBe(403)
    expect((await owner.get('/api/auth/team')).data.members).toHaveLength(3)
    expect((await lee.browser.put(`/api/auth/team/members/${kimSeat?.id}/role`, { role: 'manager' })).status).toBe(200)
    expect(await kim.browser.get('/api/auth/me')).toMatchObject({ data: { role: 'manager' } })
  })

  test('whoever is removed is out with their next request', async () => {
    const door = await openFrontDoor()
    const owner = await door.owner()
    const kim = await joins(door, owner, 'kim@example.com', 'chatter')
    const { data } = await owner.get('/api/auth/team')
    expect((await kim.browser.get('/api/queue')).status).toBe(200)
    expect((await owner.delete(`/api/auth/team/members/${data.members[1]?.id}`)).status).toBe(200)
    expect(await kim.browser.get('/api/queue')).toMatchObject({ status: 401, error: { code: 'signed-out' } })
  })

  test('keeps an owner', async () => {
    const door = await openFrontDoor()
    const owner = await door.owner()
    const { data } = await owner.get('/api/auth/team')
    const path = `/api/auth/team/members/${data.members[0]?.id}`
    expect(await owner.put(`${path}/role`, { role: 'chatter' })).toMatchObject({ error: { code: 'last-owner' } })
    expect(await owner.delete(path)).toMatchObject({ error: { code: 'last-owner' } })
  })
})

function accept(door: FrontDoor, token: string) {
  return door.browser().post('/api/auth/invitation/accept', { token, name: 'Kim' })
}

async function joins(door: FrontDoor, by: Browser, email: string, role: string) {
  const { data } = await by.post('/api/auth/team/invitations', { email, role })
  const token: string = tokenIn(data.link)
  const browser = door.browser()
  const name = email.startsWith('kim') ? 'Kim' : 'Lee'
  expect((await browser.post('/api/auth/invitation/accept', { token, name })).status).toBe(200)
  return { browser, token }
}
