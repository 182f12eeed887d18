import { clockIn } from '../../engagement/clock-in.ts'
import type { DraftBrief } from '../prompt.ts'
import type { Bank, Phrases } from './phrases.ts'

/** A question that fits the hour where the fan is. */
export function timely({ turn }: DraftBrief, phrases: Phrases): Bank | undefined {
  const timeZone = turn.fan.profile.timeZone ?? turn.persona.timeZone
  const { hour, weekday } = clockIn(turn.now, timeZone)
  if (weekday === 'Sat' || weekday === 'Sun') return phrases.weekend
  if (hour >= 6 && hour < 11) return phrases.morning
  return hour >= 18 && hour < 24 ? phrases.evening : undefined
}
