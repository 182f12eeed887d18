import { createHash } from 'node:crypto'
import type { APIMessage } from 'discord-api-types/v10'
import type { ReviewCard } from '../../core/approval/review-card.ts'
import type { EraseResult, ReviewDesk, ShowResult } from '../../core/deps.ts'
import { cardPieces, type Piece } from './card-view.ts'
import { COMPONENTS_V2 } from './components.ts'
import { explainError, type Trouble } from './explain-error.ts'
import type { DiscordRest } from './rest.ts'
import type { FanThread } from './threads.ts'

const LOOK_AGAIN_MS = 60_000

/** Which channel a card stands in, named so that two bots in one channel are two places. */
export const placeOf = (botId: string, channelId: string) => `${botId}/${channelId}`
const channelOf = (place: string) => place.split('/')[1] ?? ''

/** Names a message of a card: by its own id in the review channel, with its thread's id before it below that. */
export const messageIdAt = (review: string, channelId: string, messageId: string) =>
  channelId === review ? messageId : `${channelId}/${messageId}`

/** Draws cards in channels of Discord, or in the threads below them. */
export function discordDesk(
  { rest, places, consoleUrl }: { rest: DiscordRest; places: string[]; consoleUrl?: string | undefined },
  threadFor: (card: ReviewCard, place: string) => FanThread,
): ReviewDesk {
  return {
    name: 'discord',
    places,
    async show(card, { place, externalIds: before, hash: known }): Promise<ShowResult> {
      const channelId = channelOf(place)
      const pieces = cardPieces(card, consoleUrl)
      const hash = pieces.map((piece) => piece.hash).join(',')
      const hashes = known?.split(',') ?? []
      const canEdit = before.length === pieces.length
      const externalIds = canEdit ? [...before] : []
      const chat = { rest, channelId, thread: threadFor(card, place) }
      for (const [index, piece] of pieces.entries()) {
        if (canEdit && piece.hash === hashes[index]) continue
        // A lost answer asked again in a moment gives the same message, not a second one.
        const nonce = nonceOf([card.draftId, place, index, piece.hash, before.join()])
        const drawn = await draw(chat, { piece, nonce }, externalIds[index])
        // With a thread everything that stood there is gone.
        if (drawn.kind === 'thread-gone') return { ...THREAD_GONE, externalIds: [], hash: '' }
        if (drawn.kind !== 'drawn') return drawn.kind === 'later' ? { ...drawn, externalIds, hash: '' } : drawn
        externalIds[index] = drawn.externalId
      }
      if (!canEdit) await removeMessages(rest, channelId, before)
      return { kind: 'shown', externalIds, hash }
    },
    async erase({ place, externalIds, topicId }): Promise<EraseResult> {
      for (const id of externalIds) {
        const refused = await takeAway(rest, pathOf(channelOf(place), id))
        if (refused) return refused
      }
      // The fan's thread goes, with whatever people wrote in it.
      const refused = topicId ? await takeAway(rest, `/channels/${topicId}`) : undefined
      return refused ?? { kind: 'erased' }
    },
  }
}

const nonceOf = (parts: unknown[]) =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 25)

const THREAD_GONE = {
  kind: 'later',
  afterMs: 1_000,
  problem: 'The thread of this fan is gone; a new one is made.',
} as const

type Drawn = { kind: 'drawn'; externalId: string } | { kind: 'thread-gone' } | Exclude<ShowResult, { kind: 'shown' }>
type Drawing = { piece: Piece; nonce: string }
interface Chat {
  rest: DiscordRest
  channelId: string
  thread: FanThread
}

async function draw(chat: Chat, drawing: Drawing, externalId: string | undefined): Promise<Drawn> {
  const { rest, channelId, thread } = chat
  const { piece, nonce } = drawing
  const content = { flags: COMPONENTS_V2, components: piece.components, allowed_mentions: { parse: [] } }
  const standsIn = externalId?.includes('/') ? externalId.split('/')[0] : undefined
  let isInThread = standsIn !== undefined
  try {
    if (externalId === undefined) {
      const threadId = await thread.id()
      isInThread = threadId !== undefined
      // Before the card, or it is old news to them.
      const people = threadId && (await thread.bringPeople(threadId))
      const path = `/channels/${threadId ?? channelId}/messages`
      const sent = await rest.call<APIMessage>({
        method: 'POST',
        path,
        body: { ...content, nonce, enforce_nonce: true },
      })
      // What was said opened the thread again.
      if (threadId && people === 'archived') await thread.bringPeople(threadId)
      return { kind: 'drawn', externalId: messageIdAt(channelId, threadId ?? channelId, sent.id) }
    }
    await rest.call({ method: 'PATCH', path: pathOf(channelId, externalId), body: content })
    return { kind: 'drawn', externalId }
  } catch (error) {
    const trouble = explainError(error)
    // Somebody deleted the card, or it is too old to be changed: the draft still waits, so it is drawn anew.
    if (trouble.kind === 'not-there' && externalId !== undefined) {
      const anew = await draw(chat, { ...drawing, nonce: nonceOf([nonce, externalId]) }, undefined)
      // The new message opened the archived thread again: what stood there is no second card.
      if (trouble.isArchived && anew.kind === 'drawn') await takeAway(rest, pathOf(channelId, externalId))
      return anew
    }
    if (trouble.kind === 'forbidden' && trouble.isGone && isInThread) {
      await thread.forget()
      return { kind: 'thread-gone' }
    }
    return whyNotDrawn(trouble)
  }
}

/** Where a message of a card is changed or taken away. */
function pathOf(channelId: string, externalId: string): string {
  const [messageId, threadId = channelId] = externalId.split('/').toReversed()
  return `/channels/${threadId}/messages/${messageId}`
}

function whyNotDrawn(trouble: Trouble): Exclude<ShowResult, { kind: 'shown' }> {
  const { problem } = trouble
  switch (trouble.kind) {
    case 'wait':
      return { kind: 'later', afterMs: trouble.afterMs, problem }
    case 'broken':
      return { kind: 'later', afterMs: 5_000, problem }
    case 'bad-token':
      return { kind: 'later', afterMs: LOOK_AGAIN_MS, problem }
    case 'forbidden':
      // A right can be given; a channel that was deleted does not come back.
      return trouble.isGone ? { kind: 'gone', problem } : { kind: 'later', afterMs: LOOK_AGAIN_MS, problem }
    case 'not-there':
    case 'refused':
      return { kind: 'gone', problem }
  }
}

/** Undefined when nothing can be read there any more. */
async function takeAway(rest: DiscordRest, path: string): Promise<EraseResult | undefined> {
  try {
    await rest.call({ method: 'DELETE', path })
    return undefined
  } catch (error) {
    const trouble = explainError(error)
    switch (trouble.kind) {
      case 'wait':
        return { kind: 'later', afterMs: trouble.afterMs, problem: trouble.problem }
      case 'broken':
        return { kind: 'later', afterMs: 5_000, problem: trouble.problem }
      case 'bad-token':
        return { kind: 'later', afterMs: LOOK_AGAIN_MS, problem: trouble.problem }
      case 'not-there':
        return undefined
      case 'forbidden':
        // With its channel a message is gone, too.
        return trouble.isGone ? undefined : { kind: 'out-of-reach', problem: trouble.problem }
      case 'refused':
        return { kind: 'out-of-reach', problem: trouble.problem }
    }
  }
}

/** Takes old messages of a card away. Best effort: a button left over does no harm. */
async function removeMessages(rest: DiscordRest, channelId: string, externalIds: string[]): Promise<void> {
  for (const id of externalIds) await takeAway(rest, pathOf(channelId, id))
}
