const clocks = new Map<string, Intl.DateTimeFormat>()

/** Hour and weekday on a clock somewhere. A time zone that nobody knows is read as UTC. */
export function clockIn(at: Date, timeZone: string): { hour: number; weekday: string } {
  const parts = clockOf(timeZone).formatToParts(at)
  const part = (type: string) => parts.find((candidate) => candidate.type === type)?.value ?? ''
  return { hour: Number(part('hour')), weekday: part('weekday') }
}

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone)
  if (known) return known
  const clock = makeClock(timeZone) ?? makeClock('UTC')
  if (!clock) throw new Error('There is no clock.')
  clocks.set(timeZone, clock)
  return clock
}

function makeClock(timeZone: string): Intl.DateTimeFormat | undefined {
  try {
    return new Intl.DateTimeFormat('en-GB', { timeZone, hour: 'numeric', weekday: 'short', hourCycle: 'h23' })
  } catch {
    return undefined
  }
}
