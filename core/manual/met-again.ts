import type { Scope } from '../../db/db.ts'
import { type DeliveryStatus, deliveryOfDraft } from '../../db/deliveries.ts'
import { type Message, messageByExternalId, recentMessages } from '../../db/messages.ts'
import type { PastedLine } from './pasted-lines.ts'

const MOST = 200
const MINUTE_MS = 60_000
/** Stamps have whole minutes, and two clocks are never quite the same. */
const BEFORE_MS = MINUTE_MS
const AFTER_MS = 15 * MINUTE_MS
/** So long before it was pasted without a time somebody may have said it. */
const FRESH_MS = 48 * 60 * MINUTE_MS
/** Where a person may have carried the words over already. */
const CARRIED: DeliveryStatus[] = ['by-hand', 'sent']

/** A message that stands here already, and whether its reply still waits for somebody to say that it was sent. */
export interface MetAgain {
  message: Message
  isWaiting: boolean
}

/**
 * Which lines of a copied chat stand here already: by what they are known by, or, where that was not known when they came here, by
 * their words and their time. That is a reply of ours that a person carried over, and what was pasted without a time first.
 * Each message here is one line there.
 */
export async function metAgain(
  scope: Scope,
  conversation: { id: string; fanId: string },
  lines: PastedLine[],
): Promise<Map<PastedLine, MetAgain>> {
  const met = new Map<PastedLine, MetAgain>()
  for (const line of lines) {
    const message = await messageByExternalId(scope, conversation, line.externalId)
    if (message) met.set(line, { message, isWaiting: false })
  }
  const recent = await recentMessages(scope, {
    fanId: conversation.fanId,
    conversationId: conversation.id,
    limit: MOST,
  })
  const taken = new Set([...met.values()].map(({ message }) => message.id))
  const others = recent.filter(({ id, deletedAt }) => !taken.has(id) && !deletedAt)
  for (const message of others) {
    const window = await windowOf(scope, message)
    const line =
      window &&
      nearest(
        message,
        window,
        lines.filter((one) => !met.has(one)),
      )
    if (line) met.set(line, { message, isWaiting: window.isWaiting })
  }
  return met
}

interface Window {
  from: number
  to: number
  isWaiting: boolean
}

/** When it may have been said over there; undefined: by its own time alone it is known already. */
async function windowOf(scope: Scope, message: Message): Promise<Window | undefined> {
  const createdAt = message.createdAt.getTime()
  const saidAt = message.sentAt.getTime()
  if (message.direction === 'outbound') {
    const delivery = message.draftId ? await deliveryOfDraft(scope, message.draftId) : undefined
    if (!delivery || !CARRIED.includes(delivery.status)) return undefined
    const isWaiting = delivery.status !== 'sent'
    return { from: createdAt - BEFORE_MS, to: isWaiting ? Number.POSITIVE_INFINITY : saidAt + AFTER_MS, isWaiting }
  }
  const hadNoTime = saidAt >= createdAt - BEFORE_MS
  const [from, to] = hadNoTime ? [createdAt - FRESH_MS, createdAt + AFTER_MS] : [saidAt, saidAt]
  return { from, to, isWaiting: false }
}

function nearest(message: Message, { from, to }: Window, lines: PastedLine[]): PastedLine | undefined {
  const away = ({ sentAt }: PastedLine) => Math.abs((sentAt?.getTime() ?? 0) - message.sentAt.getTime())
  return lines
    .filter(({ isOurs, body, sentAt }) => {
      const at = sentAt?.getTime() ?? Number.NaN
      return (
        isOurs === (message.direction === 'outbound') && plain(body) === plain(message.body) && at >= from && at <= to
      )
    })
    .toSorted((a, b) => away(a) - away(b))[0]
}

/** Platforms set spaces and lines their own way. */
const plain = (words: string) => words.normalize('NFC').replaceAll(/\s+/g, ' ').trim()
