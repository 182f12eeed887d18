import { passkey } from '@better-auth/passkey'
import { drizzleAdapter } from 'better-auth/adapters/drizzle'
import { createAuthEndpoint } from 'better-auth/api'
import { setSessionCookie } from 'better-auth/cookies'
import { betterAuth } from 'better-auth/minimal'
import { createAccessControl } from 'better-auth/plugins/access'
import { magicLink } from 'better-auth/plugins/magic-link'
import { organization } from 'better-auth/plugins/organization'
import { defaultStatements, ownerAc } from 'better-auth/plugins/organization/access'
import { z } from 'zod'
import * as tables from '../../db/auth-schema.ts'
import type { Store } from '../../db/db.ts'

/** A link of one use is worth something for so long. */
export const LINK_MINUTES = 30
/** A session ends after this, used or not. */
export const SESSION_DAYS = 30
export const SHORTEST_PASSWORD = 10
export const LONGEST_PASSWORD = 128
/** Where our routes write down who asked, and the library reads it. What a client sends under this name is thrown away. */
export const ADDRESS_HEADER = 'x-souvenir-address'

const DAY = 24 * 3_600

/** A token that must reach a person, and what it is for. */
export interface Letter {
  kind: 'sign-in' | 'confirm-email' | 'reset-password'
  email: string
  token: string
  /** Set when the caller wants the token itself, and nothing is to be mailed. */
  handover?: string
}

/**
 * The sign-in library with our rules. It is an engine and not a door: none of its own addresses is reachable, `routes.ts` calls
 * it by name, so what it could do beyond that does not exist here.
 */
export function createAuth({
  store,
  publicUrl,
  post,
}: {
  store: Store
  publicUrl: URL | undefined
  post: (letter: Letter) => Promise<void>
}) {
  const isSecure = publicUrl?.protocol === 'https:'
  const access = createAccessControl(defaultStatements)
  return betterAuth({
    appName: 'Souvenir',
    baseURL: publicUrl?.origin ?? 'http://localhost',
    basePath: '/api/auth',
    secret: store.vault.keyFor('sign-in').toString('base64url'),
    database: drizzleAdapter(store.db, { provider: 'pg', schema: tables }),
    telemetry: { enabled: false },
    logger: { disabled: true },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      requireEmailVerification: true,
      minPasswordLength: SHORTEST_PASSWORD,
      maxPasswordLength: LONGEST_PASSWORD,
      revokeSessionsOnPasswordReset: true,
      resetPasswordTokenExpiresIn: LINK_MINUTES * 60,
      sendResetPassword: async ({ user, token }) => post({ kind: 'reset-password', email: user.email, token }),
    },
    emailVerification: {
      sendOnSignIn: true,
      expiresIn: DAY,
      sendVerificationEmail: async ({ user, token }) => post({ kind: 'confirm-email', email: user.email, token }),
    },
    user: { changeEmail: { enabled: true } },
    // Idle time is ours (`session-source.ts`): one cookie for the whole life of a session, the row decides.
    session: { expiresIn: SESSION_DAYS * DAY, disableSessionRefresh: true },
    verification: { storeIdentifier: 'hashed' },
    // Ours counts by account too: `routes.ts`.
    rateLimit: { enabled: false },
    advanced: {
      useSecureCookies: false,
      cookiePrefix: isSecure ? '__Host-souvenir' : 'souvenir',
      defaultCookieAttributes: { secure: isSecure, httpOnly: true, sameSite: 'lax', path: '/' },
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
    },
    plugins: [
      magicLink({
        expiresIn: LINK_MINUTES * 60,
        storeToken: 'hashed',
        disableSignUp: true,
        sendMagicLink: async ({ email, token, metadata }) => {
          const handover: unknown = metadata?.handover
          await post({ kind: 'sign-in', email, token, ...(typeof handover === 'string' ? { handover } : {}) })
        },
      }),
      passkey({
        rpID: publicUrl?.hostname ?? 'localhost',
        rpName: 'Souvenir',
        authenticatorSelection: { residentKey: 'required', userVerification: 'preferred' },
      }),
      organization({
        allowUserToCreateOrganization: false,
        creatorRole: 'owner',
        cancelPendingInvitationsOnReInvite: true,
        invitationExpiresIn: 3 * DAY,
        ac: access,
        roles: {
          owner: ownerAc,
          manager: access.newRole({ member: ['update', 'delete'], invitation: ['create', 'cancel'] }),
          chatter: access.newRole({}),
        },
      }),
      openSessionPlugin,
    ],
  })
}
export type Auth = ReturnType<typeof createAuth>

/** A session for a person whose right to one was checked by the caller. Not reachable over HTTP. */
const openSessionPlugin = {
  id: 'open-session',
  endpoints: {
    openSession: createAuthEndpoint.serverOnly(
      { method: 'POST', body: z.object({ userId: z.string() }), requireHeaders: true },
      async (ctx) => {
        const user = await ctx.context.internalAdapter.findUserById(ctx.body.userId)
        if (!user) throw new Error('There is no such person.')
        const session = await ctx.context.internalAdapter.createSession(user.id)
        await setSessionCookie(ctx, { session, user })
        return ctx.json({ sessionId: session.id })
      },
    ),
  },
} as const
