import { Hono } from 'hono'
import { z } from 'zod'
import { lookAt, lookAway, whoLooks } from '../../core/conversations/look-at.ts'
import { allow } from './allow.ts'
import type { ConsoleWorld } from './console-world.ts'
import { ok } from './respond.ts'
import type { SignedIn } from './session.ts'
import { valid } from './valid.ts'

const Id = z.object({ id: z.uuid() })

/** Who of the team looks at which conversation now. One answer serves a whole page; a live event says when it is another. */
export function presenceApi({ deps }: ConsoleWorld) {
  return new Hono<SignedIn>()
    .get('/looking', allow('queue.read'), async (c) => {
      const { tenantId, actor } = c.get('session')
      const looking = (await whoLooks(deps, tenantId)).map(({ conversationId, personId, personName, until }) => ({
        conversationId,
        name: personName,
        until,
        isMe: personId === actor.id,
      }))
      return ok(c, { looking })
    })
    .post('/conversations/:id/looking', allow('queue.read'), valid('param', Id), async (c) => {
      await lookAt(deps, { ...c.get('session'), conversationId: c.req.valid('param').id })
      return ok(c, {})
    })
    .delete('/conversations/:id/looking', allow('queue.read'), valid('param', Id), async (c) => {
      await lookAway(deps, { ...c.get('session'), conversationId: c.req.valid('param').id })
      return ok(c, {})
    })
}
