import { conversationById } from '../../db/conversations.ts'
import { deliveriesByStatus } from '../../db/deliveries.ts'
import { externalIdOf, recentMessages } from '../../db/messages.ts'
import { inTenant } from '../../db/scope.ts'
import type { Connection } from '../connections/find-connections.ts'
import { splitText } from '../delivery/split-text.ts'
import type { Channel, Deps } from '../deps.ts'
import { creatorWrote } from '../inbound/creator-wrote.ts'
import { InboundMessage } from '../inbound/inbound-message.ts'
import { fanWrote } from '../journey.ts'
import { conversationWith } from './chat-news.ts'
import type { SaidThere } from './platform.ts'

/** How many of our latest replies may still be without the platform's id. */
const MOST_OURS = 20

type World = Pick<Deps, 'store' | 'now' | 'wake' | 'events' | 'log' | 'platforms'>
interface Chat {
  connection: Connection
  conversationId: string
  address: string
}

/**
 * Stores what was said in a chat, by both sides and in its order: whoever spoke last there decides whether an answer is due.
 * @returns through when everything is stored; isHeldBack: a reply is on its way, and what stands there may be that reply
 */
export async function storeSaid(
  deps: World,
  { said, ...chat }: Chat & { said: SaidThere[] },
): Promise<{ through: Date | undefined; isHeldBack: boolean }> {
  let through: Date | undefined
  for (const one of said) {
    if (one.by === 'creator') {
      const ours = await isOurs(deps, chat, one)
      if (ours === 'perhaps') return { through, isHeldBack: true }
      if (!ours) await storeCreators(deps, chat, one)
    } else await storeFans(deps, chat, one)
    through = one.sentAt
  }
  return { through, isHeldBack: false }
}

function common({ connection, address }: Chat, one: SaidThere) {
  return {
    tenantId: connection.tenantId,
    creatorId: connection.creatorId,
    channel: connection.kind,
    address,
    fan: { name: one.fanName },
    externalId: one.externalId,
    body: one.body,
    media: one.media,
    sentAt: one.sentAt,
  }
}

async function storeFans(deps: World, chat: Chat, one: SaidThere): Promise<void> {
  const { connection, address } = chat
  const news = { address, fanName: one.fanName, at: one.sentAt }
  await inTenant(deps.store, connection.tenantId, (scope) => conversationWith(scope, connection, news, deps.now()))
  await fanWrote(deps as Deps, InboundMessage.parse(common(chat, one)))
}

/** She answered in the platform's own app, or a machine of it did. */
async function storeCreators(deps: World, chat: Chat, one: SaidThere): Promise<void> {
  await creatorWrote(deps, { ...InboundMessage.parse(common(chat, one)), isTakeOver: !one.isAutomatic })
}

/**
 * Whether this is a reply of ours that we meet again. One that is on its way, or of which nobody knows whether it arrived, has
 * no id of the platform yet: its words tell.
 */
async function isOurs(deps: World, chat: Chat, one: SaidThere): Promise<boolean | 'perhaps'> {
  const { connection, conversationId } = chat
  const longest = deps.platforms?.platformOn(connection.kind as Channel)?.longestText ?? one.body.length
  return inTenant(deps.store, connection.tenantId, async (scope) => {
    const conversation = await conversationById(scope, conversationId)
    if (!conversation) return false
    const about = { fanId: conversation.fanId, conversationId }
    for (const reply of await recentMessages(scope, { ...about, limit: MOST_OURS })) {
      if (reply.direction !== 'outbound' || !reply.draftId) continue
      const parts = splitText(reply.body, longest)
      const knownAs = parts.length === 1 ? await externalIdOf(scope, reply) : undefined
      if (knownAs ? knownAs === one.externalId : parts.includes(one.body.trim())) return true
    }
    const leaving = await deliveriesByStatus(scope, ['sending'], 100)
    return leaving.some((delivery) => delivery.conversationId === conversationId) ? 'perhaps' : false
  })
}
