import { tick } from '../clock.ts'
import { clockTime, day, fullTime, lasted, relativeTime, secondsTime } from '../words.ts'

/*
 * <Time at={message.sentAt} />             21:40
 * <Time at={stage.at} as="seconds" />      21:40:07
 * <Time at={memory.at} as="relative" />     3 days ago
 * <Time at={promise.dueAt} as="day" />      12 Aug
 * <Time at={card.waitingSince} as="lasted" />  1:12, counting
 * The full date is in the title.
 */
export function Time({
  at,
  as = 'clock',
}: {
  at: string | Date
  as?: 'clock' | 'seconds' | 'relative' | 'day' | 'lasted'
}) {
  const iso = typeof at === 'string' ? at : at.toISOString()
  return (
    <time dateTime={iso} title={fullTime(at)}>
      {as === 'clock' && clockTime(at)}
      {as === 'seconds' && secondsTime(at)}
      {as === 'day' && day(at)}
      {as === 'relative' && relativeTime(at, tick.value)}
      {as === 'lasted' && lasted(at, tick.value)}
    </time>
  )
}
