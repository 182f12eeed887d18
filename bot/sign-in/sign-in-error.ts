import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { failed } from '../../console/api/respond.ts'

/** What can go wrong at the door, with the sentence for it. The console has its own words for each code. */
const REFUSALS = {
  'foreign-origin': [
    403,
    'This request came from another site, so nothing was done. Open Souvenir itself and try again.',
  ],
  'signed-out': [401, 'You are signed out. Sign in and try again.'],
  'link-spent': [400, 'This link was used before or is too old. Ask for a new one.'],
  'wrong-credentials': [401, 'E-mail address or password is wrong.'],
  'email-unconfirmed': [
    403,
    'Confirm your e-mail address first: a new link was sent to you. Without a mail server it is in the log of Souvenir.',
  ],
  'weak-password': [400, 'Choose a password of 10 to 128 characters.'],
  'wrong-password': [400, 'Your present password is wrong.'],
  'passkey-failed': [400, 'This passkey was not accepted. Try again, or sign in another way.'],
  'not-operator': [403, 'Only whoever runs this Souvenir can ask for this.'],
  'stale-session': [403, 'You signed in a while ago. Sign out and in again, then do this.'],
  'email-taken': [409, 'This e-mail address belongs to somebody else here.'],
  'has-account': [409, 'This e-mail address has an account. Sign in with it, then open the invitation again.'],
  'other-person': [403, 'This invitation is for another e-mail address than yours. Sign out first.'],
  'last-way-in': [409, 'This is your only way to sign in. Add another one first.'],
  'last-owner': [409, 'A workspace needs an owner. Make somebody else an owner first.'],
  'already-member': [409, 'This person is a member already.'],
  'not-above': [403, 'You cannot change somebody who stands above you, nor give more than you have.'],
} as const satisfies Record<string, readonly [ContentfulStatusCode, string]>
export type Refusal = keyof typeof REFUSALS

export class SignInError extends Error {
  readonly refusal: Refusal

  constructor(refusal: Refusal) {
    super(REFUSALS[refusal][1])
    this.name = 'SignInError'
    this.refusal = refusal
  }
}

export function refused(c: Context, refusal: Refusal): Response {
  const [status, message] = REFUSALS[refusal]
  return failed(c, status, { code: refusal, message, retryable: false })
}

/** What the library calls it, and what we call it. Anything else it throws is a fault of ours. */
const LIBRARY: Record<string, Refusal> = {
  INVALID_EMAIL_OR_PASSWORD: 'wrong-credentials',
  INVALID_EMAIL: 'wrong-credentials',
  EMAIL_NOT_VERIFIED: 'email-unconfirmed',
  INVALID_TOKEN: 'link-spent',
  TOKEN_EXPIRED: 'link-spent',
  USER_NOT_FOUND: 'link-spent',
  PASSWORD_TOO_SHORT: 'weak-password',
  PASSWORD_TOO_LONG: 'weak-password',
  INVALID_PASSWORD: 'wrong-password',
  SESSION_NOT_FRESH: 'stale-session',
  SESSION_EXPIRED: 'stale-session',
  UNAUTHORIZED: 'signed-out',
  CHALLENGE_NOT_FOUND: 'passkey-failed',
  PASSKEY_NOT_FOUND: 'passkey-failed',
  AUTHENTICATION_FAILED: 'passkey-failed',
  FAILED_TO_VERIFY_REGISTRATION: 'passkey-failed',
  PREVIOUSLY_REGISTERED: 'passkey-failed',
  USER_IS_ALREADY_A_MEMBER_OF_THIS_ORGANIZATION: 'already-member',
  YOU_CANNOT_LEAVE_THE_ORGANIZATION_AS_THE_ONLY_OWNER: 'last-owner',
  YOU_CANNOT_LEAVE_THE_ORGANIZATION_WITHOUT_AN_OWNER: 'last-owner',
  YOU_ARE_NOT_ALLOWED_TO_UPDATE_THIS_MEMBER: 'not-above',
  YOU_ARE_NOT_ALLOWED_TO_DELETE_THIS_MEMBER: 'not-above',
  YOU_ARE_NOT_ALLOWED_TO_INVITE_USER_WITH_THIS_ROLE: 'not-above',
}

export function refusalOf(error: unknown): Refusal | undefined {
  if (error instanceof SignInError) return error.refusal
  const body = (error as { body?: { code?: unknown } } | undefined)?.body
  return typeof body?.code === 'string' ? LIBRARY[body.code] : undefined
}
