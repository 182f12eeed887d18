import { noteAudit } from '../../db/audit.ts'
import { inTenant } from '../../db/scope.ts'
import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { CoreError } from '../errors.ts'
import { creatorWrote } from '../inbound/creator-wrote.ts'
import { InboundMessage } from '../inbound/inbound-message.ts'
import { fanWrote } from '../journey.ts'
import { linesOf, type PastedLine, type PastedWords, type PastePlace, placeOf } from './pasted-lines.ts'

export interface PastedOutcome {
  fanId: string
  conversationId: string
  stored: number
  /** Were here before: a second paste changes nothing. */
  known: number
}

/** Stores what a person pasted as what the fan wrote, through the same door as every platform. Doing it twice changes nothing. */
export async function pasteIn(
  deps: Deps,
  { tenantId, pasted, actor }: { tenantId: string; pasted: PastedWords; actor: Actor },
): Promise<PastedOutcome> {
  const place = await inTenant(deps.store, tenantId, (scope) => placeOf(scope, pasted))
  let stored = 0
  const lines = linesOf(pasted, place, deps.now())
  for (const [index, line] of lines.entries()) {
    const said = inbound({ tenantId, place, line, index }, deps.now())
    const isNew = line.isOurs
      ? await creatorWrote(deps, { ...said, isTakeOver: true })
      : (await fanWrote(deps, said)).kind === 'stored'
    if (isNew) stored += 1
  }
  return inTenant(deps.store, tenantId, async (scope) => {
    const { conversation } = await placeOf(scope, pasted)
    if (!conversation) throw new CoreError('not-found', 'This fan is being forgotten. Nothing was kept.')
    const { id: conversationId, fanId } = conversation
    if (stored > 0) {
      const about = { actor, fanId, subjectId: conversationId, happenedAt: deps.now() }
      await noteAudit(scope, { ...about, action: 'message.paste' })
    }
    return { fanId, conversationId, stored, known: lines.length - stored }
  })
}

function inbound(
  { tenantId, place, line, index }: { tenantId: string; place: PastePlace; line: PastedLine; index: number },
  now: Date,
): InboundMessage {
  // Those without a time keep the order in which they stand. A clock that is ahead of ours says nothing of the future.
  const sentAt = line.sentAt && line.sentAt < now ? line.sentAt : new Date(now.getTime() + index)
  return InboundMessage.parse({
    tenantId,
    creatorId: place.creatorId,
    channel: 'manual',
    address: place.address,
    fan: { name: place.name },
    externalId: line.externalId,
    body: line.body,
    sentAt,
    burstSeconds: 1,
  })
}
