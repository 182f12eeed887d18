import type { Scope } from '../../db/db.ts'
import { draftsByStatus } from '../../db/drafts.ts'
import { type ReviewCard, reviewCards } from './review-card.ts'

/** Drafts that wait for a person, longest waiting first, then those put aside. */
export async function listQueue(scope: Scope, now: Date, limit = 100): Promise<ReviewCard[]> {
  const drafts = await draftsByStatus(scope, ['pending', 'held'], limit)
  return reviewCards(scope, drafts, now)
}
