/** The server goes down or comes up, ends a session that stood still, or takes no more connections. */
const SERVER_SAYS = /^(08...|57P0[1-5]|25P03|53300)$/
const NETWORK_SAYS = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
])
/** What `pg` says of a connection of its own, without a code. */
const DRIVER_SAYS =
  /connection terminated|client has encountered a connection error|timeout exceeded when trying to connect/i
/** It waited too long, or two waited for each other. */
const LOCK_NOT_HAD = new Set<unknown>(['55P03', '40P01'])

/** True when it was not the work's fault: the database was away, or went while it was asked. In a moment the same may succeed. */
export function isAway(error: unknown): boolean {
  return causesOf(error).some(({ code, message }) => {
    if (typeof code === 'string' && (SERVER_SAYS.test(code) || NETWORK_SAYS.has(code))) return true
    return code === undefined && DRIVER_SAYS.test(message)
  })
}

/** True when somebody else held a row for longer than we wait (`waitBriefly`). */
export const isHeldElsewhere = (error: unknown): boolean => causesOf(error).some(({ code }) => LOCK_NOT_HAD.has(code))

/** drizzle wraps what the driver said. */
function causesOf(error: unknown): (Error & { code?: unknown })[] {
  const found: Error[] = []
  for (let one = error; one instanceof Error && found.length < 5; one = one.cause) found.push(one)
  return found
}
