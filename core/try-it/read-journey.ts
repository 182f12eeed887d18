import { conversationById } from '../../db/conversations.ts'
import type { Scope } from '../../db/db.ts'
import { decisionOfDraft } from '../../db/decisions.ts'
import { deliveryOfDraft } from '../../db/deliveries.ts'
import { type Draft, draftsOfConversation, draftVersionsOf } from '../../db/drafts.ts'
import { allMemoriesOf } from '../../db/memories.ts'
import { type Message, messagesById, recentMessages } from '../../db/messages.ts'
import { preferencesOfFan } from '../../db/preferences.ts'
import { promisesOf } from '../../db/promises.ts'
import { hasBegun } from '../approval/card-state.ts'
import { type ReviewCard, reviewCard } from '../approval/review-card.ts'
import type { DraftNotes } from '../draft/draft-notes.ts'
import { CoreError } from '../errors.ts'
import { fanHere } from '../fans/fan-here.ts'
import { type MemoryLine, memoryLine } from '../memories/list-memories.ts'

/** How far one message came, stage by stage. A stage that was not reached is undefined. */
export interface MessageJourney {
  message: { id: string; body: string; receivedAt: Date }
  fan: { id: string; name: string; language: string }
  conversationId: string
  /** When the draft is due; undefined once it was begun, or when none is due (the fan is muted). */
  burstUntil: Date | undefined
  /** The messages that one draft answers together. */
  burst: { id: string; body: string; at: Date }[]
  drafted:
    | { at: Date; draftId: string; origin: string; attempts: DraftNotes['attempts']; recalled: DraftNotes['recalled'] }
    | undefined
  /** The draft as a reviewer sees it. */
  card: ReviewCard | undefined
  decided: { name: string; verdict: string; at: Date; editShare: number; draftedAs: string; sentAs: string } | undefined
  delivery: { status: string; undoUntil: Date | undefined; at: Date; problem: string | undefined } | undefined
  learned: {
    memories: MemoryLine[]
    promises: { id: string; text: string; dueAt: Date | undefined }[]
    preferences: { id: string; kind: string; rule: string; status: string }[]
  }
}

/** The fan's message, from its arrival to what it taught. Throws `not-found`. */
export async function readJourney(
  scope: Scope,
  { fanId, messageId, now }: { fanId: string; messageId: string; now: Date },
): Promise<MessageJourney> {
  const fan = await fanHere(scope, fanId)
  const [message] = await messagesById(scope, fanId, [messageId])
  const conversation = message && (await conversationById(scope, message.conversationId))
  if (message?.direction !== 'inbound' || !conversation) {
    throw new CoreError('not-found', 'This message is gone.', { messageId })
  }
  const said = await recentMessages(scope, { fanId, conversationId: conversation.id, limit: 80 })
  const draft = await draftFor(scope, conversation.id, message, said)
  const card = draft && (await reviewCard(scope, draft.id, now))
  const burst = card?.messages.length
    ? card.messages.map(({ id, body, sentAt }) => ({ id, body, at: sentAt }))
    : [{ id: message.id, body: message.body, at: message.sentAt }]
  return {
    message: { id: message.id, body: message.body, receivedAt: message.createdAt },
    fan: { id: fan.id, name: fan.name, language: fan.language },
    conversationId: conversation.id,
    burstUntil: draft ? undefined : (conversation.draftDueAt ?? undefined),
    burst,
    card,
    ...(draft ? await whatCameOfIt(scope, draft) : { drafted: undefined, decided: undefined, delivery: undefined }),
    learned: await whatItTaught(scope, { fanId, draft, burst: burst.map(({ id }) => id) }),
  }
}

/** The newest draft that has read the message: one that was superseded before it was decided counts until another is there. */
async function draftFor(
  scope: Scope,
  conversationId: string,
  message: Message,
  said: Message[],
): Promise<Draft | undefined> {
  const place = (id: string) => said.findIndex((one) => one.id === id)
  const drafts = await draftsOfConversation(scope, conversationId, 40)
  const readers = drafts.filter(({ answersMessageId }) => place(answersMessageId) >= place(message.id)).toReversed()
  return readers.find(({ status }) => status !== 'superseded') ?? readers.at(-1)
}

async function whatCameOfIt(scope: Scope, draft: Draft) {
  const versions = await draftVersionsOf<DraftNotes>(scope, draft)
  const first = versions[0]
  const shown = versions.find(({ version }) => version === draft.version)
  const drafted = versions.findLast(({ origin }) => origin !== 'person') ?? first
  const decision = await decisionOfDraft(scope, draft.id)
  const delivery = await deliveryOfDraft(scope, draft.id)
  return {
    drafted: first && {
      at: first.createdAt,
      draftId: draft.id,
      origin: (shown?.origin === 'person' ? drafted : shown)?.origin ?? first.origin,
      attempts: (drafted ?? first).notes.attempts,
      recalled: (shown ?? first).notes.recalled,
    },
    decided: decision && {
      name: decision.decidedByName,
      verdict: decision.verdict,
      at: decision.decidedAt,
      editShare: decision.editShare,
      draftedAs: drafted?.text ?? '',
      sentAs: shown?.text ?? '',
    },
    delivery: delivery && {
      status: delivery.status,
      undoUntil: delivery.status === 'ready' && !hasBegun(delivery) ? delivery.notBefore : undefined,
      at: delivery.settledAt ?? delivery.createdAt,
      problem: delivery.problem ?? undefined,
    },
  }
}

async function whatItTaught(
  scope: Scope,
  { fanId, draft, burst }: { fanId: string; draft: Draft | undefined; burst: string[] },
): Promise<MessageJourney['learned']> {
  const delivery = draft && (await deliveryOfDraft(scope, draft.id))
  const decidedAt = draft?.decidedAt
  const memories = (await allMemoriesOf(scope, fanId)).filter(
    ({ sourceMessageId, status }) => status === 'active' && burst.includes(sourceMessageId ?? ''),
  )
  return {
    memories: memories.map((memory) => memoryLine(memory, undefined)),
    promises: (await promisesOf(scope, fanId))
      .filter(({ messageId }) => messageId && messageId === delivery?.messageId)
      .map(({ id, text, dueAt }) => ({ id, text, dueAt: dueAt ?? undefined })),
    preferences: decidedAt
      ? (await preferencesOfFan(scope, fanId))
          .filter(({ createdAt }) => createdAt >= decidedAt)
          .map(({ id, kind, rule, status }) => ({ id, kind, rule, status }))
      : [],
  }
}
