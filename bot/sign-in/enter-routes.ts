import { Hono } from 'hono'
import { z } from 'zod'
import { ok } from '../../console/api/respond.ts'
import { valid } from '../../console/api/valid.ts'
import { ROLES } from '../../core/access.ts'
import { acceptInvitation, openInvitation, personByEmail, removePasskeys } from '../../db/people.ts'
import type { Auth } from './auth.ts'
import { type AtTheDoor, type Door, headersOf, keepCookies, slowDown, slowDownFor } from './door.ts'
import { invitationIdIn } from './invitation-link.ts'
import { linkEmail } from './one-time-link.ts'
import { isOperator } from './operator-proof.ts'
import { SignInError } from './sign-in-error.ts'

const Email = z
  .email()
  .max(200)
  .transform((email) => email.toLowerCase())
type PasskeyAnswer = NonNullable<Parameters<Auth['api']['verifyPasskeyAuthentication']>[0]>['body']

/** The library checks the rest. */
const Passkey = z.object({
  response: z.looseObject({ id: z.string(), rawId: z.string(), type: z.literal('public-key') }),
})
const Token = z.object({ token: z.string().min(1).max(2_000) })

/** Every way in. Nothing here says whether an address has an account, and no GET changes anything. */
export function enterRoutes(door: Door) {
  const { auth, store, now } = door
  return new Hono<AtTheDoor>()
    .get('/options', (c) => ok(c, { hasMail: door.hasMail, passkeyHost: door.passkeyHost }))
    .use(slowDown(door))
    .post('/link', valid('json', Token), async (c) => {
      const { token } = c.req.valid('json')
      const email = await linkEmail(auth, token)
      const person = email && (await personByEmail(store.db, email))
      const { headers } = await auth.api
        .magicLinkVerify({ query: { token }, headers: headersOf(c), returnHeaders: true })
        .catch(() => {
          throw new SignInError('link-spent')
        })
      // Whoever set up a passkey before this address was proven may be somebody else. The library ends the rest.
      if (person && !person.emailVerified) await removePasskeys(store.db, { userId: person.id })
      keepCookies(c, headers)
      return ok(c, { signedIn: true })
    })
    .post('/link/send', valid('json', z.object({ email: Email })), async (c) => {
      const { email } = c.req.valid('json')
      await slowDownFor(door, 'mail', email)
      await auth.api.signInMagicLink({ body: { email }, headers: headersOf(c) })
      return ok(c, { sent: true })
    })
    .post('/password', valid('json', z.object({ email: Email, password: z.string().max(1_000) })), async (c) => {
      const body = c.req.valid('json')
      await slowDownFor(door, 'password', body.email)
      const { headers } = await auth.api.signInEmail({ body, headers: headersOf(c), returnHeaders: true })
      keepCookies(c, headers)
      return ok(c, { signedIn: true })
    })
    .post('/password/forgot', valid('json', z.object({ email: Email })), async (c) => {
      const { email } = c.req.valid('json')
      await slowDownFor(door, 'mail', email)
      await auth.api.requestPasswordReset({ body: { email }, headers: headersOf(c) })
      return ok(c, { sent: true })
    })
    .post('/password/reset', valid('json', Token.extend({ password: z.string().max(1_000) })), async (c) => {
      const { token, password } = c.req.valid('json')
      await auth.api.resetPassword({ body: { token, newPassword: password }, headers: headersOf(c) })
      return ok(c, { changed: true })
    })
    .post('/email/confirm', valid('json', Token), async (c) => {
      await auth.api.verifyEmail({ query: c.req.valid('json'), headers: headersOf(c) })
      return ok(c, { confirmed: true })
    })
    .get('/passkey/options', async (c) => {
      const { headers, response } = await auth.api.generatePasskeyAuthenticationOptions({
        headers: headersOf(c),
        returnHeaders: true,
      })
      keepCookies(c, headers)
      return ok(c, response)
    })
    .post('/passkey', valid('json', Passkey), async (c) => {
      const body = c.req.valid('json') as unknown as PasskeyAnswer
      const { headers } = await auth.api
        .verifyPasskeyAuthentication({ body, headers: headersOf(c), returnHeaders: true })
        .catch(() => {
          throw new SignInError('passkey-failed')
        })
      keepCookies(c, headers)
      return ok(c, { signedIn: true })
    })
    .post('/operator/link', valid('json', z.object({ at: z.number(), code: z.string().max(100) })), async (c) => {
      if (!isOperator(store.vault, c.req.valid('json'), now())) throw new SignInError('not-operator')
      return ok(c, { link: await door.ownerLink() })
    })
    .post('/invitation', valid('json', Token), async (c) => {
      const invitation = await invitationOf(door, c.req.valid('json').token)
      const { email, role, tenantName, expiresAt } = invitation
      return ok(c, { email, role, tenantName, expiresAt })
    })
    .post(
      '/invitation/accept',
      valid('json', Token.extend({ name: z.string().trim().min(1).max(80).optional() })),
      async (c) => {
        const { token, name } = c.req.valid('json')
        const invitation = await invitationOf(door, token)
        const role = ROLES.find((known) => known === invitation.role) ?? 'chatter'
        // Asked of the library: whoever has an account and no seat yet is signed in, and yet nobody here.
        const person = (await auth.api.getSession({ headers: headersOf(c), query: { disableRefresh: true } }))?.user
        if (person && person.email !== invitation.email) throw new SignInError('other-person')
        const accepted = await acceptInvitation(store.db, {
          id: invitation.id,
          tenantId: invitation.organizationId,
          role,
          email: invitation.email,
          now: now(),
          ...(person ? { userId: person.id } : { name: name ?? invitation.email.split('@')[0] ?? '' }),
        })
        if (accepted.kind !== 'joined') throw new SignInError(accepted.kind)
        if (person) return ok(c, { signedIn: true })
        const { headers } = await auth.api.openSession({
          body: { userId: accepted.userId },
          headers: headersOf(c),
          returnHeaders: true,
        })
        keepCookies(c, headers)
        return ok(c, { signedIn: true })
      },
    )
}

async function invitationOf({ store, now }: Door, token: string) {
  const id = invitationIdIn(store.vault, token)
  const invitation = id && (await openInvitation(store.db, id, now()))
  if (!invitation) throw new SignInError('link-spent')
  return invitation
}
