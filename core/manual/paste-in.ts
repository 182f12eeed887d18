import { noteAudit } from '../../db/audit.ts'
import { touchFan } from '../../db/fans.ts'
import { noteExternalId, updateMessage } from '../../db/messages.ts'
import { inTenant } from '../../db/scope.ts'
import type { Actor } from '../actor.ts'
import { answerUnknown } from '../delivery/answer-unknown.ts'
import type { Deps } from '../deps.ts'
import { CoreError } from '../errors.ts'
import { creatorWrote } from '../inbound/creator-wrote.ts'
import { InboundMessage } from '../inbound/inbound-message.ts'
import { fanWrote } from '../journey.ts'
import { type MetAgain, metAgain } from './met-again.ts'
import { linesOf, type PastedLine, type PastedWords, type PastePlace, placeOf } from './pasted-lines.ts'

export interface PastedOutcome {
  fanId: string
  conversationId: string
  stored: number
  /** Were here before: a second paste changes nothing. */
  known: number
}

/**
 * Stores what a person pasted as what the fan wrote, through the same door as every platform. Doing it twice changes nothing; a
 * reply of ours that is met again there was sent, at the time that stands there.
 */
export async function pasteIn(
  deps: Deps,
  { tenantId, pasted, actor }: { tenantId: string; pasted: PastedWords; actor: Actor },
): Promise<PastedOutcome> {
  const { place, lines, met } = await inTenant(deps.store, tenantId, async (scope) => {
    const place = await placeOf(scope, pasted)
    const lines = linesOf(pasted, place, deps.now())
    const met = place.conversation ? await metAgain(scope, place.conversation, lines) : new Map<PastedLine, MetAgain>()
    return { place, lines, met }
  })
  let stored = 0
  for (const [index, line] of lines.entries()) {
    const known = met.get(line)
    if (known) {
      await settle(deps, { tenantId, known, line, actor })
      continue
    }
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

/** Of two times of one message the platform's own is right. */
async function settle(
  deps: Deps,
  { tenantId, known, line, actor }: { tenantId: string; known: MetAgain; line: PastedLine; actor: Actor },
): Promise<void> {
  const { message, isWaiting } = known
  if (isWaiting && message.draftId) {
    const about = { tenantId, draftId: message.draftId, actor }
    await answerUnknown(deps, { ...about, answer: 'arrived', asked: 'untimed' })
  }
  // From now on it is this line there: the same words in another one are said anew.
  if (line.isOurs) await inTenant(deps.store, tenantId, (scope) => noteExternalId(scope, message, line.externalId))
  const { sentAt } = line
  if (!sentAt || sentAt >= deps.now() || sentAt.getTime() === message.sentAt.getTime()) return
  await inTenant(deps.store, tenantId, async (scope) => {
    await updateMessage(scope, message.id, { sentAt })
    await touchFan(scope, message.fanId)
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
