/** What a person chooses when they put a draft aside. `reply`: until the fan writes again. */
export const HOLD_CHOICES = ['hour', 'evening', 'tomorrow', 'reply'] as const
export type HoldChoice = (typeof HOLD_CHOICES)[number]

const HOUR = 3_600_000
const EVENING = 19
const MORNING = 9

/** When a draft put aside comes back. @param timeZone where the fan lives @returns undefined: when the fan writes */
export function holdUntil(choice: HoldChoice, { timeZone, now }: { timeZone: string; now: Date }): Date | undefined {
  switch (choice) {
    case 'hour':
      return new Date(now.getTime() + HOUR)
    case 'evening':
      return nextHour(EVENING, { timeZone, now })
    case 'tomorrow':
      // Between midnight and morning, "tomorrow" is the day that has begun.
      return nextHour(MORNING, { timeZone, now })
    case 'reply':
      return undefined
  }
}

/** The next time it is this hour there. Steps by the clock on the wall, so that a change of summer time is no error. */
function nextHour(hour: number, { timeZone, now }: { timeZone: string; now: Date }): Date {
  const wall = new Intl.DateTimeFormat('en-GB', { timeZone: known(timeZone), hour: 'numeric', hourCycle: 'h23' })
  const next = new Date(now)
  next.setUTCMinutes(0, 0, 0)
  for (let step = 0; step < 4 * 26; step += 1) {
    next.setTime(next.getTime() + HOUR / 4)
    if (Number(wall.format(next)) === hour && next > now) return next
  }
  return new Date(now.getTime() + 24 * HOUR)
}

/** A zone that a person mistyped must not keep a draft from being put aside. */
function known(timeZone: string): string {
  try {
    new Intl.DateTimeFormat('en-GB', { timeZone })
    return timeZone
  } catch {
    return 'UTC'
  }
}
