import { conversationById } from '../../db/conversations.ts'
import type { Scope } from '../../db/db.ts'
import { draftsOfConversation } from '../../db/drafts.ts'
import { type Fan, fanById } from '../../db/fans.ts'
import { type Memory, memoriesOf } from '../../db/memories.ts'
import { type Message, recentMessages } from '../../db/messages.ts'
import { type Preference, preferencesFor } from '../../db/preferences.ts'
import { type FanPromise, promisesOf } from '../../db/promises.ts'
import { type Purchase, purchasesOf } from '../../db/purchases.ts'
import { type ReviewCard, reviewCard } from '../approval/review-card.ts'
import { CoreError } from '../errors.ts'

export interface ConversationPage {
  id: string
  channel: string
  /** Why nothing can be sent here, in plain words. */
  unreachable: string | undefined
  /** A draft is being made, or will be as soon as the fan has stopped writing. */
  isDrafting: boolean
  fan: Fan
  /** Oldest first. */
  messages: Message[]
  hasMore: boolean
  /** The latest draft of any state; undefined when there was none yet. */
  card: ReviewCard | undefined
  memories: Memory[]
  preferences: Preference[]
  promises: FanPromise[]
  purchases: Purchase[]
}

const PAGE = 50

/** A conversation as one reads it, with the draft and all that is known beside it. */
export async function readConversation(
  scope: Scope,
  { conversationId, before, now }: { conversationId: string; before?: { sentAt: Date; id: string }; now: Date },
): Promise<ConversationPage> {
  const conversation = await conversationById(scope, conversationId)
  const fan = conversation && (await fanById(scope, conversation.fanId))
  if (!conversation || !fan) throw new CoreError('not-found', 'This conversation is gone.')
  const read = await recentMessages(scope, {
    fanId: fan.id,
    conversationId,
    limit: PAGE + 1,
    ...(before ? { before: before.sentAt, beforeId: before.id } : {}),
  })
  const [latest] = await draftsOfConversation(scope, conversationId, 1)
  return {
    id: conversation.id,
    channel: conversation.channel,
    unreachable: conversation.unreachable ?? undefined,
    isDrafting: conversation.draftDueAt !== null,
    fan,
    messages: read.slice(-PAGE),
    hasMore: read.length > PAGE,
    card: latest && (await reviewCard(scope, latest.id, now)),
    memories: await memoriesOf(scope, fan.id),
    preferences: await preferencesFor(scope, { creatorId: conversation.creatorId, fanId: fan.id }),
    promises: await promisesOf(scope, fan.id, 'open'),
    purchases: await purchasesOf(scope, fan.id),
  }
}
