import { Hono } from 'hono'
import { readQueue } from '../../core/approval/read-queue.ts'
import { noteReads } from '../../core/audit/note-reads.ts'
import { inTenant } from '../../core/tenant.ts'
import { allow } from './allow.ts'
import { toCard } from './card.ts'
import type { ConsoleWorld } from './console-world.ts'
import { ok } from './respond.ts'
import type { SignedIn } from './session.ts'

/** The queue: what waits for a person, what is put aside, what needs a look, what was decided lately. */
export function queueApi({ deps }: ConsoleWorld) {
  return new Hono<SignedIn>().get('/queue', allow('queue.read'), async (c) => {
    const session = c.get('session')
    const queue = await inTenant(deps, session.tenantId, (scope) => readQueue(scope, deps.now()))
    const { waiting, held, stuck, byHand, decided, nextPromise } = queue
    const cards = [...waiting.map(({ card }) => card), ...held, ...stuck, ...byHand, ...decided]
    const fanIds = [...cards.map(({ fan }) => fan.id), ...(nextPromise ? [nextPromise.fanId] : [])]
    await noteReads(deps, session, { action: 'draft.list', fanIds, isList: true })
    return ok(c, {
      waiting: waiting.map(({ card, why }) => ({ card: toCard(card, session), why })),
      held: held.map((card) => toCard(card, session)),
      stuck: stuck.map((card) => toCard(card, session)),
      byHand: byHand.map((card) => toCard(card, session)),
      decided: decided.map((card) => toCard(card, session)),
      nextPromise,
    })
  })
}
