/** Work that is under way, by what it is about. */
export type Flights<T> = Map<string, Promise<T>>

/** Everybody who asks for the same while it is being made gets the one that is made; a failure is everybody's, and the next asks anew. */
export function oneFlight<T>(flights: Flights<T>, key: string, work: () => Promise<T>): Promise<T> {
  const underWay = flights.get(key)
  if (underWay) return underWay
  const flight = work().finally(() => {
    if (flights.get(key) === flight) flights.delete(key)
  })
  flights.set(key, flight)
  return flight
}
