import { Hono } from 'hono'
import { z } from 'zod'
import { writeReply } from '../../core/approval/write-reply.ts'
import { noteReads } from '../../core/audit/note-reads.ts'
import { listConversations } from '../../core/conversations/list-conversations.ts'
import { markRead } from '../../core/conversations/mark-read.ts'
import { readConversation } from '../../core/conversations/read-conversation.ts'
import { requestDraft } from '../../core/draft/request-draft.ts'
import { inTenant } from '../../core/tenant.ts'
import { allow } from './allow.ts'
import { cardNow, toCard } from './card.ts'
import type { ConsoleWorld } from './console-world.ts'
import { ok } from './respond.ts'
import type { SignedIn } from './session.ts'
import { valid } from './valid.ts'

const Id = z.object({ id: z.uuid() })
/** The oldest message one has: the page before it is asked for. */
const Before = z.object({ before: z.iso.datetime().optional(), beforeId: z.uuid().optional() })

/** Conversations as people read them. */
export function conversationsApi({ deps }: ConsoleWorld) {
  return new Hono<SignedIn>()
    .get('/conversations', allow('queue.read'), async (c) => {
      const session = c.get('session')
      const conversations = await inTenant(deps, session.tenantId, (scope) => listConversations(scope))
      const fanIds = conversations.map(({ fan }) => fan.id)
      await noteReads(deps, session, { action: 'conversation.list', fanIds, isList: true })
      return ok(c, { conversations })
    })
    .get('/conversations/:id', allow('queue.read'), valid('param', Id), valid('query', Before), async (c) => {
      const session = c.get('session')
      const { before, beforeId } = c.req.valid('query')
      const page = await inTenant(deps, session.tenantId, (scope) =>
        readConversation(scope, {
          conversationId: c.req.valid('param').id,
          now: deps.now(),
          ...(before && beforeId ? { before: { sentAt: new Date(before), id: beforeId } } : {}),
        }),
      )
      await noteReads(deps, session, { action: 'conversation.read', fanIds: [page.fan.id] })
      const { fan, card, messages, memories, preferences, promises, purchases, ...rest } = page
      return ok(c, {
        ...rest,
        fan: { id: fan.id, name: fan.name, language: fan.language, inCare: fan.inCare, isMuted: fan.isMuted },
        card: card && toCard(card, session),
        messages: messages.map((message) => ({
          id: message.id,
          direction: message.direction,
          body: message.body,
          media: message.media.map(({ kind, label, seconds }) => ({ kind, label, seconds })),
          status: message.status,
          draftId: message.draftId,
          sentAt: message.sentAt,
          isEdited: message.editedAt !== null,
          isDeleted: message.deletedAt !== null,
        })),
        memories: memories.map((memory) => ({
          id: memory.id,
          fact: memory.fact,
          quote: memory.quote,
          author: memory.author,
          sensitivity: memory.sensitivity,
          isPinned: memory.isPinned,
          isPrivate: memory.isPrivate,
          lastSeenAt: memory.lastSeenAt,
          sourceMessageId: memory.sourceMessageId,
        })),
        preferences: preferences.map(({ id, kind, rule, fanId, isPinned }) => ({
          id,
          kind,
          rule,
          isPinned,
          isForEveryone: fanId === null,
        })),
        promises: promises.map(({ id, text, dueAt }) => ({ id, text, dueAt })),
        purchases: purchases.map(({ id, title, amountMinor, currency, purchasedAt }) => ({
          id,
          title,
          amountMinor,
          currency,
          purchasedAt,
        })),
      })
    })
    .post('/conversations/:id/read', allow('draft.decide'), valid('param', Id), async (c) => {
      const { tenantId } = c.get('session')
      await inTenant(deps, tenantId, (scope) => markRead(scope, c.req.valid('param').id))
      return ok(c, {})
    })
    .post(
      '/conversations/:id/reply',
      allow('draft.decide'),
      valid('param', Id),
      valid('json', z.object({ text: z.string().max(20_000) })),
      async (c) => {
        const session = c.get('session')
        const { id: conversationId } = c.req.valid('param')
        const draft = await writeReply(deps, { ...session, conversationId, text: c.req.valid('json').text })
        return ok(c, { card: await cardNow(deps, session, draft.id) })
      },
    )
    .post('/conversations/:id/draft', allow('draft.decide'), valid('param', Id), async (c) => {
      const { tenantId } = c.get('session')
      await requestDraft(deps, { tenantId, conversationId: c.req.valid('param').id })
      return ok(c, {})
    })
}
