import { v7 } from 'uuid'

/** What fits into the part of an id that tells apart what was made within one millisecond. */
const MOST = 0xffffffff

let clock = (): number => Date.now()
let [lastMs, counted] = [0, 0]

/**
 * Ids grow with time, and none sorts before one that this process made earlier, whatever is done to a clock: what a fan wrote
 * after an answer is known by that.
 * @param at the time to build in instead, for what was said long ago
 */
export function newId(at?: Date): string {
  if (at) return v7({ msecs: at.getTime() })
  const ms = Math.floor(clock())
  if (ms > lastMs) {
    // The lower half is left free, to be counted up in.
    ;[lastMs, counted] = [ms, Math.floor((Math.random() * MOST) / 2)]
  } else if (counted < MOST) counted += 1
  else [lastMs, counted] = [lastMs + 1, 0]
  return v7({ msecs: lastMs, seq: counted })
}

/**
 * From now on ids carry this clock's time. Processes that share a database share its clock, so that their ids fit together; on
 * Workers there is no process that could keep one, and the machines of one provider have to agree.
 */
export function timeIdsBy(now: () => Date): void {
  clock = () => now().getTime()
}

/** From now on ids sort after this one: the clock may have been put back while nothing ran. */
export function growFrom(id: string): void {
  const ms = Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)
  if (ms >= lastMs) [lastMs, counted] = [ms + 1, 0]
}
