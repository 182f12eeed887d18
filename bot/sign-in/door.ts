import type { Context, MiddlewareHandler } from 'hono'
import type { Variables } from '../../console/api/respond.ts'
import { CoreError } from '../../core/errors.ts'
import type { Store } from '../../db/db.ts'
import { takeTry } from '../../db/rate-limits.ts'
import { ADDRESS_HEADER, type Auth } from './auth.ts'
import { isLoopback } from './origins.ts'
import type { PersonSource, SignedInPerson } from './session-source.ts'
import { SignInError } from './sign-in-error.ts'

/** What the routes of the door work with. */
export interface Door {
  auth: Auth
  store: Store
  sessions: PersonSource
  now: () => Date
  /** Where our pages are, without a slash at the end. */
  site: () => string
  hasMail: boolean
  passkeyHost: string
  /** A new link of one use for the first owner. */
  ownerLink: () => Promise<string>
  /** Mails a link, or shows it to the operator. */
  invite: (invitation: { email: string; link: string; tenantName: string }) => void
}

export interface AtTheDoor {
  Variables: Variables & { person: SignedInPerson }
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** Tries of one address at anything that could be guessed. */
export function slowDown({ store, now }: Pick<Door, 'store' | 'now'>): MiddlewareHandler {
  return async (c, next) => {
    await within(store, now, { key: `door|${addressOf(c)}`, most: 20, perMs: MINUTE })
    await next()
  }
}

/** Tries at one person's account, from wherever they come. */
export async function slowDownFor({ store, now }: Pick<Door, 'store' | 'now'>, what: string, email: string) {
  const who = store.vault.fingerprint('sign-in', email.toLowerCase())
  await within(store, now, { key: `${what}|${who}`, most: 10, perMs: HOUR })
}

async function within(store: Store, now: () => Date, budget: { key: string; most: number; perMs: number }) {
  const waitMs = await takeTry(store.db, { ...budget, now: now().getTime() })
  if (waitMs > 0) {
    const seconds = Math.ceil(waitMs / 1_000)
    throw new CoreError('too-many', `Too many tries. Wait ${seconds} seconds and try again.`, { seconds })
  }
}

export function requirePerson({ sessions }: Pick<Door, 'sessions'>): MiddlewareHandler<AtTheDoor> {
  return async (c, next) => {
    const person = await sessions.sessionOf(c.req.raw)
    if (!person) throw new SignInError('signed-out')
    c.set('person', person)
    await next()
  }
}

/** The request's headers as the library may see them: with the address that we saw, whatever the client claims. */
export function headersOf(c: Context): Headers {
  const headers = new Headers(c.req.raw.headers)
  headers.set(ADDRESS_HEADER, addressOf(c))
  return headers
}

/** Hands the library's cookies on to the browser. */
export function keepCookies(c: Context, headers: Headers): void {
  for (const cookie of headers.getSetCookie()) c.header('set-cookie', cookie, { append: true })
}

/**
 * Where a request comes from: the socket's other end. A proxy on this machine is believed about the one before it; a
 * stranger's `X-Forwarded-For` is not.
 */
function addressOf(c: Context): string {
  const socket = (c.env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined)?.incoming?.socket
  if (!socket) return c.req.header('cf-connecting-ip') ?? 'unknown'
  const peer = (socket.remoteAddress ?? 'unknown').replace(/^::ffff:/, '')
  const forwarded = c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim()
  return forwarded && (isLoopback(peer) || peer === '::1') ? forwarded : peer
}
