import type { MoodReading } from '../../db/moods.ts'

/** After a negative message at least so many drafts carry no offer (MEM-4.3). */
export const DRAFTS_WITHOUT_OFFER = 2

/**
 * Whether offers still rest after something negative: until two replies have been given since. What cannot be seen far enough
 * back counts as not given, so that it rests rather too long than too short.
 * @param replies when we replied, a run of messages as one
 */
export function offersRest(
  readings: readonly { reading: MoodReading; saidAt: Date }[],
  replies: readonly Date[],
): boolean {
  const last = readings.findLast(({ reading }) => reading.label === 'negative')
  if (!last) return false
  return replies.filter((at) => at > last.saidAt).length < DRAFTS_WITHOUT_OFFER
}
