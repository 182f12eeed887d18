import type { MiddlewareHandler } from 'hono'
import type { Actor } from '../../core/actor.ts'
import { failed, type Variables } from './respond.ts'

/** A signed-in person. The tenant comes from here and never from a request. */
export interface Session {
  tenantId: string
  actor: Actor
  email: string
}

/** Asks the sign-in library whose request this is. */
export interface SessionSource {
  sessionOf(request: Request): Promise<Session | undefined>
}

export interface SignedIn {
  Variables: Variables & { session: Session }
}

export function requireSession(sessions: SessionSource): MiddlewareHandler<SignedIn> {
  return async (c, next) => {
    const session = await sessions.sessionOf(c.req.raw)
    if (!session) {
      return failed(c, 401, {
        code: 'signed-out',
        message: 'You are signed out. Sign in and try again.',
        retryable: false,
      })
    }
    c.set('session', { ...session, actor: { ...session.actor, requestId: c.get('requestId') } })
    await next()
  }
}
