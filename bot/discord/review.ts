import { createHash } from 'node:crypto'
import type { APIMessage } from 'discord-api-types/v10'
import type { EraseResult, ReviewDesk, ShowResult } from '../../core/deps.ts'
import { cardPieces, type Piece } from './card-view.ts'
import { COMPONENTS_V2 } from './components.ts'
import { explainError, type Trouble } from './explain-error.ts'
import type { DiscordRest } from './rest.ts'

const LOOK_AGAIN_MS = 60_000

/** Which channel a card stands in, named so that two bots in one channel are two places. */
export const placeOf = (botId: string, channelId: string) => `${botId}/${channelId}`
const channelOf = (place: string) => place.split('/')[1] ?? ''

/** Draws cards in channels of Discord. */
export function discordDesk({ rest, places }: { rest: DiscordRest; places: string[] }): ReviewDesk {
  return {
    name: 'discord',
    places,
    async show(card, { place, externalIds: before, hash: known }): Promise<ShowResult> {
      const channelId = channelOf(place)
      const pieces = cardPieces(card)
      const hash = pieces.map((piece) => piece.hash).join(',')
      const hashes = known?.split(',') ?? []
      const canEdit = before.length === pieces.length
      const externalIds = canEdit ? [...before] : []
      for (const [index, piece] of pieces.entries()) {
        if (canEdit && piece.hash === hashes[index]) continue
        // A lost answer asked again in a moment gives the same message, not a second one.
        const nonce = nonceOf([card.draftId, place, index, piece.hash, before.join()])
        const drawn = await draw(rest, { channelId, piece, nonce }, externalIds[index])
        if (drawn.kind !== 'drawn') return drawn.kind === 'later' ? { ...drawn, externalIds, hash: '' } : drawn
        externalIds[index] = drawn.externalId
      }
      if (!canEdit) await removeMessages(rest, channelId, before)
      return { kind: 'shown', externalIds, hash }
    },
    async erase({ place, externalIds }): Promise<EraseResult> {
      for (const id of externalIds) {
        const refused = await takeAway(rest, channelOf(place), id)
        if (refused) return refused
      }
      return { kind: 'erased' }
    },
  }
}

const nonceOf = (parts: unknown[]) =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 25)

type Drawn = { kind: 'drawn'; externalId: string } | Exclude<ShowResult, { kind: 'shown' }>
type Drawing = { channelId: string; piece: Piece; nonce: string }

async function draw(rest: DiscordRest, drawing: Drawing, messageId: string | undefined): Promise<Drawn> {
  const { channelId, piece, nonce } = drawing
  const content = { flags: COMPONENTS_V2, components: piece.components, allowed_mentions: { parse: [] } }
  try {
    if (messageId === undefined) {
      const body = { ...content, nonce, enforce_nonce: true }
      const sent = await rest.call<APIMessage>({ method: 'POST', path: `/channels/${channelId}/messages`, body })
      return { kind: 'drawn', externalId: sent.id }
    }
    await rest.call({ method: 'PATCH', path: `/channels/${channelId}/messages/${messageId}`, body: content })
    return { kind: 'drawn', externalId: messageId }
  } catch (error) {
    const trouble = explainError(error)
    // Somebody deleted the card, or it is too old to be changed: the draft still waits, so it is drawn anew.
    if (trouble.kind === 'not-there' && messageId !== undefined) {
      return draw(rest, { ...drawing, nonce: nonceOf([nonce, messageId]) }, undefined)
    }
    return whyNotDrawn(trouble)
  }
}

function whyNotDrawn(trouble: Trouble): Exclude<Drawn, { kind: 'drawn' }> {
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
async function takeAway(rest: DiscordRest, channelId: string, messageId: string): Promise<EraseResult | undefined> {
  try {
    await rest.call({ method: 'DELETE', path: `/channels/${channelId}/messages/${messageId}` })
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
  for (const id of externalIds) await takeAway(rest, channelId, id)
}
