import { insertCalibration } from '../../db/calibrations.ts'
import type { Scope } from '../../db/db.ts'
import { newId } from '../../db/ids.ts'
import { upsertMood } from '../../db/moods.ts'
import { insertOfferMade } from '../../db/offers-made.ts'
import { upsertTaste } from '../../db/tastes.ts'

/** A row in each table that says how a fan likes it, each free text with the word in it. */
export async function plantPersonality(
  scope: Scope,
  of: { fanId: string; conversationId: string; messageId: string; draftId: string; word: string; now: Date },
): Promise<void> {
  const { fanId, conversationId, messageId, draftId, word, now } = of
  const calibration = { trait: 'tone', status: 'applied', confidence: 0.9, author: 'machine', interactions: 5 } as const
  await insertCalibration(scope, { ...calibration, id: newId(), fanId, step: { word }, createdAt: now })
  const reading = { label: 'positive', confidence: 0.8 } as const
  await upsertMood(scope, { id: newId(), fanId, conversationId, messageId, reading, saidAt: now })
  const offer = { offerId: newId(), title: `set with ${word}`, category: 'photos', madeAt: now }
  await insertOfferMade(scope, { ...offer, id: newId(), fanId, conversationId, draftId })
  await upsertTaste(scope, { id: newId(), fanId, name: word, score: 0.8, author: 'Kim', updatedAt: now })
}
