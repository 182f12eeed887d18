import { signal } from '@preact/signals'
import type { InferResponseType } from 'hono/client'
import { type api, api as server, unwrap } from './client.ts'

/*
 * Review cards as this browser knows them. A card comes back with every answer about it; whatever came last and is not older
 * stands everywhere at once, in the list and in the conversation.
 */

type DataOf<Ask> = Extract<
  InferResponseType<Ask extends (...args: never[]) => unknown ? Ask : never>,
  { data: unknown }
>['data']
export type Queue = DataOf<typeof api.queue.$get>
export type ConversationPage = DataOf<(typeof api.conversations)[':id']['$get']>
export type Card = Queue['held'][number]
export type Why = Queue['waiting'][number]['why']
export type Warning = Card['warnings'][number]
export type Message = ConversationPage['messages'][number]

const MOST_KEPT = 400
const known = signal<ReadonlyMap<string, Card>>(new Map())

export function noteCards(cards: Iterable<Card | undefined>): void {
  const next = new Map(known.value)
  for (const card of cards) {
    if (!card || (next.get(card.draftId)?.rev ?? 0) > card.rev) continue
    next.delete(card.draftId)
    next.set(card.draftId, card)
  }
  for (const id of next.keys()) if (next.size > MOST_KEPT) next.delete(id)
  known.value = next
}

/** This card as it stands now, by all that this browser has heard. */
export const freshest = (card: Card): Card => known.value.get(card.draftId) ?? card

/** Whoever has a draft open goes on: every desk counts from the new end, and nothing is read again. */
export function noteLease(draftId: string, until: string): void {
  const card = known.value.get(draftId)
  if (card?.lease) known.value = new Map(known.value).set(draftId, { ...card, lease: { ...card.lease, until } })
}

/** What this person typed for a draft and did not put up. */
export const mineOf = ({ halfWritten }: Card): string | undefined => halfWritten.find(({ isMine }) => isMine)?.text

/** What colleagues left half written, latest first; not what the holder is typing just now. */
export const onOffer = ({ halfWritten, lease, text }: Card) =>
  halfWritten.filter((one) => !one.isMine && one.text !== text && (!lease || lease.isMine || lease.name !== one.name))

/** How many drafts wait for a person; for the rail. */
export const waitingCount = signal(0)

export const isOpen = ({ state }: Card) => state === 'waiting' || state === 'editing' || state === 'held'

export async function readQueue(): Promise<Queue> {
  const queue = await unwrap(server.queue.$get())
  waitingCount.value = queue.waiting.length
  noteCards([
    ...queue.waiting.map(({ card }) => card),
    ...queue.held,
    ...queue.byHand,
    ...queue.stuck,
    ...queue.decided,
  ])
  return queue
}

export async function readConversation(id: string, before?: Message): Promise<ConversationPage> {
  const query = before ? { before: before.sentAt, beforeId: before.id } : {}
  const page = await unwrap(server.conversations[':id'].$get({ param: { id }, query }))
  noteCards([page.card])
  return page
}
