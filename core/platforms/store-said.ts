import { conversationById } from '../../db/conversations.ts'
import { deliveriesByStatus } from '../../db/deliveries.ts'
import { messageByExternalId } from '../../db/messages.ts'
import { inTenant } from '../../db/scope.ts'
import type { Connection } from '../connections/find-connections.ts'
import { findOurReply } from '../delivery/find-our-reply.ts'
import type { Channel, Deps } from '../deps.ts'
import { creatorWrote } from '../inbound/creator-wrote.ts'
import { InboundMessage } from '../inbound/inbound-message.ts'
import { fanWrote } from '../journey.ts'
import { conversationWith } from './chat-news.ts'
import type { SaidThere } from './platform.ts'

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
      if (await isPerhapsLeaving(deps, chat, one)) return { through, isHeldBack: true }
      await storeCreators(deps, chat, one)
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

/** She answered in the platform's own app, or a machine of it did; or it is a reply of ours that we meet again. */
async function storeCreators(deps: World, chat: Chat, one: SaidThere): Promise<void> {
  const longestText = longestOn(deps, chat)
  await creatorWrote(deps, {
    ...InboundMessage.parse(common(chat, one)),
    isTakeOver: !one.isAutomatic,
    ...(longestText === undefined ? {} : { longestText }),
  })
}

const longestOn = ({ platforms }: World, { connection }: Chat) =>
  platforms?.platformOn(connection.kind as Channel)?.longestText

/** A reply of ours is just leaving, and these words, which are none that we know, may be it all the same. */
async function isPerhapsLeaving(deps: World, chat: Chat, said: SaidThere): Promise<boolean> {
  const { connection, conversationId } = chat
  return inTenant(deps.store, connection.tenantId, async (scope) => {
    const conversation = await conversationById(scope, conversationId)
    if (!conversation) return false
    const leaving = await deliveriesByStatus(scope, ['sending'], 100)
    if (!leaving.some((delivery) => delivery.conversationId === conversationId)) return false
    if (await messageByExternalId(scope, conversation, said.externalId)) return false
    return !(await findOurReply(scope, conversation, { said, longestText: longestOn(deps, chat) }))
  })
}
