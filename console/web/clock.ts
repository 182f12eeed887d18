import { signal } from '@preact/signals'

/*
 * The server's time. Undo windows and leases end by the server's clock, and a laptop may be minutes off: every answer tells
 * the time, and everything that counts here counts from it.
 */

let aheadMs = 0

/** Now, by the server's clock, in milliseconds. */
export const serverNow = () => Date.now() + aheadMs

/** The same, once a second, for everything that counts. Stands still while nobody looks. */
export const tick = signal(serverNow())

export function noteServerTime(timestamp: string): void {
  const told = new Date(timestamp).getTime()
  if (Number.isNaN(told)) return
  aheadMs = told - Date.now()
  if (Math.abs(serverNow() - tick.value) > 1_500) tick.value = serverNow()
}

setInterval(() => {
  if (document.visibilityState === 'visible') tick.value = serverNow()
}, 1_000)
document.addEventListener('visibilitychange', () => {
  tick.value = serverNow()
})
