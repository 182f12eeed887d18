import { Hono } from 'hono'
import { z } from 'zod'
import { noteReads } from '../../core/audit/note-reads.ts'
import { fanHistory } from '../../core/fans/fan-history.ts'
import { inTenant } from '../../core/tenant.ts'
import { listPlayers } from '../../core/try-it/list-players.ts'
import { PlayedMessage, playFan } from '../../core/try-it/play-fan.ts'
import { readJourney } from '../../core/try-it/read-journey.ts'
import { allow } from './allow.ts'
import { toCard } from './card.ts'
import type { ConsoleWorld } from './console-world.ts'
import { ok } from './respond.ts'
import type { SignedIn } from './session.ts'
import { valid } from './valid.ts'

const Step = z.object({ fanId: z.uuid(), messageId: z.uuid() })

/** Try it: write as a fan, and watch what becomes of the message. */
export function tryApi({ deps }: ConsoleWorld) {
  return new Hono<SignedIn>()
    .get('/try/players', allow('try-it.use'), async (c) => {
      const session = c.get('session')
      const players = await inTenant(deps, session.tenantId, listPlayers)
      await noteReads(deps, session, { action: 'fan.list', fanIds: players.map(({ id }) => id), isList: true })
      return ok(c, { players })
    })
    .post('/try/messages', allow('try-it.use'), valid('json', PlayedMessage), async (c) => {
      const { tenantId } = c.get('session')
      const { fanId, conversationId, messageId } = await playFan(deps, { tenantId, message: c.req.valid('json') })
      return ok(c, { fanId, conversationId, messageId })
    })
    .get('/try/:fanId/:messageId', allow('try-it.use'), valid('param', Step), async (c) => {
      const session = c.get('session')
      const { fanId, messageId } = c.req.valid('param')
      const watched = await inTenant(deps, session.tenantId, async (scope) => {
        const { card, ...journey } = await readJourney(scope, { fanId, messageId, now: deps.now() })
        const { lines } = await fanHistory(scope, { fanId, limit: 40 })
        return { ...journey, card: card && toCard(card, session), lines }
      })
      // The page asks every second while it watches.
      await noteReads(deps, session, { action: 'history.read', fanIds: [fanId], isList: true })
      return ok(c, watched)
    })
}
