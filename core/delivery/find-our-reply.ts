import type { Conversation } from '../../db/conversations.ts'
import type { Scope } from '../../db/db.ts'
import { type Delivery, latestDeliveries } from '../../db/deliveries.ts'
import { externalIdOf, type Message, messagesById } from '../../db/messages.ts'
import { CLOCKS_DIFFER_MS } from './send-limits.ts'
import { splitText } from './split-text.ts'

/** How many of our latest replies may still be without the platform's id. */
const MOST_OURS = 20
/** So long after a reply was settled the same words are still that reply. Later, she may have said them anew. */
const SAME_WORDS_FOR_MS = 24 * 60 * 60_000

type Where = Pick<Conversation, 'id' | 'fanId' | 'lastInboundAt'>

/** Something that stands in a chat as the creator's. */
export interface StandsThere {
  externalId: string
  body: string
  sentAt: Date
}

/** A reply of ours that was met again. @see isWhole: not just one part of it */
export interface OurReply {
  delivery: Delivery
  message: Message
  isWhole: boolean
}

/**
 * The reply of ours that this is, if it is one: a reply that was carried over by hand, is on its way, or of which nobody knows
 * whether it arrived, has no id of the platform yet, and its words tell. The same words that have an id, or have surely not
 * left, are somebody else's doing. Of equal replies the one that was approved first.
 * @param longestText where the platform takes longer words in parts
 */
export async function findOurReply(
  scope: Scope,
  conversation: Where,
  { said, longestText = Number.POSITIVE_INFINITY }: { said: StandsThere; longestText?: number | undefined },
): Promise<OurReply | undefined> {
  const words = bare(said.body)
  const replies = (await latestDeliveries(scope, conversation.id, MOST_OURS)).filter((one) =>
    mayStand(one, said, conversation),
  )
  if (replies.length === 0) return undefined
  const ids = replies.map(({ messageId }) => messageId)
  const bodies = new Map((await messagesById(scope, conversation.fanId, ids)).map((one) => [one.id, one]))
  for (const delivery of replies.reverse()) {
    const message = bodies.get(delivery.messageId)
    if (!message) continue
    const parts = splitText(message.body, longestText).map(bare)
    const isByKey = said.externalId.startsWith(keyOf(delivery))
    if (!isByKey && (words === '' || !parts.includes(words))) continue
    const isWhole = parts.length === 1
    if (isWhole && (await isKnownThere(scope, delivery, message))) continue
    return { delivery, message, isWhole }
  }
  return undefined
}

/** The key under which each part was handed over begins like this; where nothing else is named, it stands as the id. */
const keyOf = ({ id }: Delivery) => `${id}:`

async function isKnownThere(scope: Scope, delivery: Delivery, message: Message): Promise<boolean> {
  const externalId = await externalIdOf(scope, message)
  return externalId !== undefined && !externalId.startsWith(keyOf(delivery))
}

function mayStand(delivery: Delivery, { sentAt }: StandsThere, { lastInboundAt }: Where): boolean {
  const { status, partsSent, inDoubtSince, createdAt, settledAt } = delivery
  const hasSurelyNotLeft = partsSent === 0 && !inDoubtSince
  if (status === 'ready' && hasSurelyNotLeft) return false
  // What the platform refused she may have carried over herself; but once the fan has written again, she answers that.
  const isOvertaken = settledAt && lastInboundAt && lastInboundAt >= settledAt && sentAt > lastInboundAt
  if (status === 'failed' && hasSurelyNotLeft && isOvertaken) return false
  if (sentAt.getTime() < createdAt.getTime() - CLOCKS_DIFFER_MS) return false
  const isSettled = settledAt && (status === 'sent' || status === 'failed')
  return !isSettled || sentAt.getTime() <= settledAt.getTime() + SAME_WORDS_FOR_MS
}

/** Platforms give words back with other spaces and line ends. */
const bare = (text: string) => text.normalize('NFC').replace(/\s+/g, ' ').trim()
