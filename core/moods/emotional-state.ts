import type { MoodReading } from '../../db/moods.ts'

/** An earlier message counts so much of the one after it. */
const FADES = 0.7
const LOOKED_AT = 5
const RECENT_MS = 24 * 3_600_000
/** As far from even as this is a state, not a word. */
const CLEAR = 0.3

const SIGN = { positive: 1, neutral: 0, negative: -1 } as const

/**
 * How a fan feels now, from the last five readings of the last 24 hours: their signs times how sure they are, each earlier one
 * counting 0.7 of the next. Positive from 0.3 on, unless the last message was negative; negative from -0.3 down, or when it was.
 * @param readings oldest first
 */
export function emotionalState(
  readings: readonly { reading: MoodReading; saidAt: Date }[],
  now: Date,
): MoodReading['label'] {
  const latest = readings
    .filter(({ saidAt }) => now.getTime() - saidAt.getTime() <= RECENT_MS)
    .slice(-LOOKED_AT)
    .toReversed()
  const [last] = latest
  if (!last) return 'neutral'
  if (last.reading.label === 'negative') return 'negative'
  let [sum, weights] = [0, 0]
  latest.forEach(({ reading }, back) => {
    const weight = FADES ** back
    sum += weight * reading.confidence * SIGN[reading.label]
    weights += weight
  })
  const mean = sum / weights
  return mean >= CLEAR ? 'positive' : mean <= -CLEAR ? 'negative' : 'neutral'
}
