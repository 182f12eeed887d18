import { cardAt as cardRowAt, cardsOfDraft, updateCard } from '../../db/cards.ts'
import { touchDraft } from '../../db/drafts.ts'
import { inTenant } from '../../db/scope.ts'
import type { Deps } from '../deps.ts'
import { type ReviewCard, reviewCard } from './review-card.ts'

/** A message of a chat app that may be part of a card. */
export interface CardPlace {
  tenantId: string
  desk: 'telegram' | 'discord'
  place: string
  externalId: string
}

/** The card that a message in a chat app is part of, as things are now. */
export async function cardAt(
  { store, now }: Pick<Deps, 'store' | 'now'>,
  { tenantId, ...at }: CardPlace,
): Promise<ReviewCard | undefined> {
  return inTenant(store, tenantId, async (scope) => {
    const row = await cardRowAt(scope, at)
    return row && reviewCard(scope, row.draftId, now())
  })
}

/**
 * The card of a draft, and whether it surely stands in other messages than this one: a copy left over. A card that is being
 * drawn right now stands nowhere yet. Undefined when the draft is gone or another creator's.
 */
export async function cardOfDraft(
  { store, now }: Pick<Deps, 'store' | 'now'>,
  { tenantId, creatorId, draftId, place, externalId }: Omit<CardPlace, 'desk'> & { creatorId: string; draftId: string },
): Promise<{ card: ReviewCard; isElsewhere: boolean } | undefined> {
  return inTenant(store, tenantId, async (scope) => {
    const card = await reviewCard(scope, draftId, now())
    if (card?.creatorId !== creatorId) return undefined
    const rows = await cardsOfDraft(scope, draftId)
    const standing = rows.find((row) => row.place === place)?.externalIds ?? []
    return { card, isElsewhere: standing.length > 0 && !standing.includes(externalId) }
  })
}

/**
 * Lets go of the messages in which a card stands, so that it is drawn anew at the end of the chat.
 * @returns the messages left behind
 */
export async function moveCardDown(
  { store, now, wake }: Pick<Deps, 'store' | 'now' | 'wake'>,
  { tenantId, draftId, desk, place }: Omit<CardPlace, 'externalId'> & { draftId: string },
): Promise<string[]> {
  const at = now()
  const left = await inTenant(store, tenantId, async (scope) => {
    const row = (await cardsOfDraft(scope, draftId)).find((card) => card.desk === desk && card.place === place)
    if (!row) return []
    await updateCard(scope, row.id, { externalIds: [], shownHash: null, notBefore: at, updatedAt: at })
    await touchDraft(scope, draftId)
    return row.externalIds
  })
  wake(at)
  return left
}

/** The buttons of a card were changed by hand (a menu was opened): its last message is drawn next time, even if it looks the same. */
export async function forgetPicture(
  { store, now }: Pick<Deps, 'store' | 'now'>,
  { tenantId, draftId, desk, place }: Omit<CardPlace, 'externalId'> & { draftId: string },
): Promise<void> {
  await inTenant(store, tenantId, async (scope) => {
    const row = (await cardsOfDraft(scope, draftId)).find((card) => card.desk === desk && card.place === place)
    const shownHash = row?.shownHash?.replace(/[^,]*$/, '')
    if (row && shownHash !== undefined) await updateCard(scope, row.id, { shownHash, updatedAt: now() })
  })
}

/** Has every card of a draft looked at once more: where its picture is another one now, it is drawn. */
export async function drawAgain(
  { store, now, wake }: Pick<Deps, 'store' | 'now' | 'wake'>,
  { tenantId, draftId }: { tenantId: string; draftId: string },
): Promise<void> {
  await inTenant(store, tenantId, (scope) => touchDraft(scope, draftId))
  wake(now())
}
