import { Hono } from 'hono'
import { z } from 'zod'
import { ok } from '../../console/api/respond.ts'
import { valid } from '../../console/api/valid.ts'
import { ACTIONS, can } from '../../core/access.ts'
import { CoreError } from '../../core/errors.ts'
import {
  endOtherSessions,
  endSession,
  NOBODY,
  namePerson,
  passkeysOf,
  removePasskeys,
  sessionsOf,
  waysIn,
} from '../../db/people.ts'
import { type AtTheDoor, type Door, headersOf, keepCookies, requirePerson, slowDownFor } from './door.ts'
import { SignInError } from './sign-in-error.ts'

const Name = z.string().trim().min(1).max(80)
const Email = z
  .email()
  .max(200)
  .transform((email) => email.toLowerCase())
const Password = z.string().max(1_000)
const Passkey = z.object({
  name: Name.optional(),
  response: z.looseObject({ id: z.string(), rawId: z.string(), type: z.literal('public-key') }),
})

/** One's own name, ways to sign in, and sessions. */
export function accountRoutes(door: Door) {
  const { auth, store, now, sessions } = door
  return new Hono<AtTheDoor>()
    .use('/me/*', requirePerson({ sessions }))
    .post('/sign-out', async (c) => {
      const { headers } = await auth.api.signOut({ headers: headersOf(c), returnHeaders: true })
      keepCookies(c, headers)
      return ok(c, { signedOut: true })
    })
    .get('/me', async (c) => {
      const { userId, sessionId, actor, email, tenantName, isEmailConfirmed } = c.get('person')
      const ways = await waysIn(store.db, userId)
      const isNew = email === NOBODY
      return ok(c, {
        name: isNew ? '' : actor.name,
        email: isNew ? '' : email,
        role: actor.role,
        tenantName,
        isEmailConfirmed,
        may: ACTIONS.filter((action) => can(actor.role, action)),
        hasPassword: ways.hasPassword,
        /** No way back in but another link: the console asks for one at once. */
        mustChoose: !ways.hasPassword && ways.passkeys === 0,
        passkeys: await passkeysOf(store.db, userId),
        sessions: (await sessionsOf(store.db, userId, now())).map((session) => ({
          id: session.id,
          isThis: session.id === sessionId,
          address: session.ipAddress,
          browser: session.userAgent,
          since: session.createdAt,
          lastSeenAt: session.updatedAt,
        })),
      })
    })
    .put('/me/name', valid('json', z.object({ name: Name })), async (c) => {
      await namePerson(store.db, c.get('person').userId, { name: c.req.valid('json').name, updatedAt: now() })
      return ok(c, { changed: true })
    })
    .put('/me/email', valid('json', z.object({ email: Email })), async (c) => {
      const { userId, email: before } = c.get('person')
      const { email } = c.req.valid('json')
      if (before !== NOBODY) {
        await slowDownFor(door, 'mail', email)
        await auth.api.changeEmail({ body: { newEmail: email }, headers: headersOf(c) })
        return ok(c, { changed: false, confirm: true })
      }
      // The first owner came by a link that only the operator saw. Without a mail server nothing could prove more.
      const emailVerified = !door.hasMail
      if (!(await namePerson(store.db, userId, { email, emailVerified, updatedAt: now() }))) {
        throw new SignInError('email-taken')
      }
      if (door.hasMail) await auth.api.sendVerificationEmail({ body: { email }, headers: headersOf(c) })
      return ok(c, { changed: true, confirm: door.hasMail })
    })
    .put('/me/password', valid('json', z.object({ current: Password.optional(), password: Password })), async (c) => {
      const { userId, email, isEmailConfirmed } = c.get('person')
      const { current, password } = c.req.valid('json')
      if (email === NOBODY) throw new CoreError('conflict', 'Say your e-mail address first: a password needs one.')
      if ((await waysIn(store.db, userId)).hasPassword) {
        await slowDownFor(door, 'password', email)
        const body = { currentPassword: current ?? '', newPassword: password, revokeOtherSessions: true }
        const { headers } = await auth.api.changePassword({ body, headers: headersOf(c), returnHeaders: true })
        keepCookies(c, headers)
      } else {
        await auth.api.setPassword({ body: { newPassword: password }, headers: headersOf(c) })
        if (!isEmailConfirmed) await auth.api.sendVerificationEmail({ body: { email }, headers: headersOf(c) })
      }
      return ok(c, { changed: true, confirm: !isEmailConfirmed })
    })
    .get('/me/passkeys/options', async (c) => {
      const { headers, response } = await auth.api.generatePasskeyRegistrationOptions({
        query: {},
        headers: headersOf(c),
        returnHeaders: true,
      })
      keepCookies(c, headers)
      return ok(c, response)
    })
    .post('/me/passkeys', valid('json', Passkey), async (c) => {
      const { name, response } = c.req.valid('json')
      const { headers, response: added } = await auth.api.verifyPasskeyRegistration({
        body: { response, ...(name ? { name } : {}) },
        headers: headersOf(c),
        returnHeaders: true,
      })
      keepCookies(c, headers)
      return ok(c, { id: added.id })
    })
    .delete('/me/passkeys/:id', async (c) => {
      const { userId } = c.get('person')
      const ways = await waysIn(store.db, userId)
      if (!ways.hasPassword && ways.passkeys === 1) throw new SignInError('last-way-in')
      const gone = await removePasskeys(store.db, { userId, id: c.req.param('id') })
      if (gone === 0) throw new CoreError('not-found', 'You have no such passkey.')
      return ok(c, { removed: true })
    })
    .delete('/me/sessions/:id', async (c) => {
      const { userId } = c.get('person')
      if (!(await endSession(store.db, { userId, id: c.req.param('id') }))) {
        throw new CoreError('not-found', 'This session has ended already.')
      }
      return ok(c, { ended: 1 })
    })
    .delete('/me/sessions', async (c) => {
      const { userId, sessionId } = c.get('person')
      return ok(c, { ended: await endOtherSessions(store.db, { userId, keepId: sessionId }) })
    })
}
