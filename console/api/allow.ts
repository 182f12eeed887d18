import type { MiddlewareHandler } from 'hono'
import { type Action, can } from '../../core/access.ts'
import { CoreError } from '../../core/errors.ts'
import type { SignedIn } from './session.ts'

/** A route's declaration of what it does. Every route of the API has exactly one: a test walks them all. */
export type Declared = MiddlewareHandler<SignedIn> & { action: Action }

/** Lets people pass whose role may do this: `.get('/fans/:id', allow('fan.read'), …)`. */
export function allow(action: Action): Declared {
  const check: MiddlewareHandler<SignedIn> = async (c, next) => {
    const { role } = c.get('session').actor
    if (!can(role, action)) {
      throw new CoreError('not-allowed', `Your role here (${role}) does not allow this. Ask an owner or a manager.`, {
        role,
        action,
      })
    }
    await next()
  }
  return Object.assign(check, { action })
}
