import { LRUCache } from 'lru-cache'
import type { Session, SessionSource } from '../../console/api/session.ts'
import { ROLES } from '../../core/access.ts'
import type { Db } from '../../db/db.ts'
import { endSession, sessionsNow, touchSession } from '../../db/people.ts'
import { together } from '../../db/together.ts'
import type { Auth } from './auth.ts'

/** A session that nobody used for so long is over. */
const IDLE_MS = 7 * 24 * 3_600_000
/** Used within this time is written down once. */
const TOUCH_MS = 3_600_000

/** A signed-in person, and the row of the session that says so. */
export interface SignedInPerson extends Session {
  userId: string
  sessionId: string
  tenantName: string
  isEmailConfirmed: boolean
}

export interface PersonSource extends SessionSource {
  sessionOf(request: Request): Promise<SignedInPerson | undefined>
}

/** So many browsers are known by their cookie. */
const MOST_KNOWN = 2_000

/**
 * Whose request this is, asked of the database each time: a session that was ended and a member who was removed are out with
 * their very next request. The tenant is the one the person is a member of; nothing in a request can name another.
 *
 * The library proves a cookie once, and from then on the token in it is looked up by one statement, together with those of all
 * who ask at that moment.
 */
export function createSessionSource({ auth, db, now }: { auth: Auth; db: Db; now: () => Date }): PersonSource {
  const proven = new LRUCache<string, string>({ max: MOST_KNOWN })
  const sessionNow = together((tokens: string[]) => sessionsNow(db, tokens))

  const tokenOf = async (headers: Headers, cookie: string) => {
    const found = await auth.api.getSession({ headers, query: { disableRefresh: true } })
    if (found) proven.set(cookie, found.session.token)
    return found?.session.token
  }
  const known = async (cookie: string) => {
    const token = proven.get(cookie)
    const session = token === undefined ? undefined : await sessionNow(token)
    return session && session.expiresAt > now() ? session : undefined
  }
  const proved = async (headers: Headers, cookie: string) => {
    proven.delete(cookie)
    const token = await tokenOf(headers, cookie)
    return token === undefined ? undefined : await sessionNow(token)
  }
  return {
    async sessionOf({ headers }) {
      const cookie = headers.get('cookie')
      if (!cookie) return undefined
      const session = (await known(cookie)) ?? (await proved(headers, cookie))
      if (!session) return undefined
      const { user, seat } = session
      const idleMs = now().getTime() - session.updatedAt.getTime()
      if (idleMs > IDLE_MS) {
        await endSession(db, { userId: user.id, id: session.id })
        return undefined
      }
      if (idleMs > TOUCH_MS) await touchSession(db, session.id, now())
      const role = ROLES.find((known) => known === seat?.role)
      if (!seat || !role) return undefined
      return {
        tenantId: seat.tenantId,
        tenantName: seat.tenantName,
        actor: { id: `user:${user.id}`, name: user.name, role, via: 'console' },
        email: user.email,
        userId: user.id,
        sessionId: session.id,
        isEmailConfirmed: user.emailVerified,
      }
    },
  }
}
