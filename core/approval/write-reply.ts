import { finishTurn, lockConversation } from '../../db/conversations.ts'
import { creatorById } from '../../db/creators.ts'
import type { Scope } from '../../db/db.ts'
import { type Draft, draftById, insertDraft, insertDraftVersion, openDraftOf } from '../../db/drafts.ts'
import { newId } from '../../db/ids.ts'
import { recentMessages } from '../../db/messages.ts'
import { inTenant } from '../../db/scope.ts'
import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { checkWords } from '../draft/check-words.ts'
import type { DraftNotes } from '../draft/draft-notes.ts'
import { CoreError } from '../errors.ts'
import { cleanText } from '../inbound/clean-text.ts'
import { LONGEST_REPLY } from './decide-draft.ts'

/**
 * A person writes to a fan without a draft of ours: their words wait like any other draft and leave by the same yes.
 * Refused while another draft is open in this conversation: there is one answer at a time. @param id of the draft, where the request names it
 */
export async function writeReply(
  { store, now, events, wake }: Pick<Deps, 'store' | 'now' | 'events' | 'wake'>,
  {
    tenantId,
    conversationId,
    text,
    actor,
    id = newId(),
  }: { tenantId: string; conversationId: string; text: string; actor: Actor; id?: string },
): Promise<Draft> {
  const words = cleanText(text).trim()
  if (words === '') throw new CoreError('invalid', 'An empty message cannot be sent. Write something first.')
  if (words.length > LONGEST_REPLY) {
    throw new CoreError('too-large', `A message has at most ${LONGEST_REPLY} characters; this one has ${words.length}.`)
  }
  const at = now()
  const draft = await inTenant(store, tenantId, (scope) => write(scope, { id, conversationId, words, actor, now: at }))
  events.publish(tenantId, { kind: 'draft', id: draft.id, conversationId, fanId: draft.fanId })
  wake(at)
  return draft
}

async function write(
  scope: Scope,
  {
    id: draftId,
    conversationId,
    words,
    actor,
    now,
  }: { id: string; conversationId: string; words: string; actor: Actor; now: Date },
): Promise<Draft> {
  // Locked before anything is looked at: a message that comes in now waits, and then finds this draft and voids it.
  const conversation = await lockConversation(scope, conversationId)
  const creator = conversation && (await creatorById(scope, conversation.creatorId))
  if (!conversation || !creator) throw new CoreError('not-found', 'This conversation is gone.')
  if (await openDraftOf(scope, conversationId)) {
    throw new CoreError('conflict', 'A draft is already waiting here. Edit that one, or press No reply first.')
  }
  const latest = await recentMessages(scope, { fanId: conversation.fanId, conversationId, limit: 50 })
  const answered = latest.findLast((message) => message.direction === 'inbound')
  if (!answered) throw new CoreError('conflict', 'This fan has not written yet, so there is nobody to answer.')
  await finishTurn(scope, conversationId, conversation.version)
  await insertDraft(scope, {
    id: draftId,
    fanId: conversation.fanId,
    creatorId: creator.id,
    conversationId,
    conversationVersion: conversation.version,
    answersMessageId: answered.id,
    status: 'pending',
    waitingSince: answered.createdAt,
    expiresAt: new Date(now.getTime() + creator.expireHours * 3_600_000),
    createdAt: now,
  })
  const notes: DraftNotes = {
    recalled: [],
    claims: [],
    warnings: await checkWords(scope, { conversation, text: words, now }),
    attempts: [],
  }
  await insertDraftVersion(scope, {
    draftId,
    version: 1,
    fanId: conversation.fanId,
    text: words,
    origin: 'person',
    authorName: actor.name,
    notes,
    createdAt: now,
  })
  return (await draftById(scope, draftId)) as Draft
}
