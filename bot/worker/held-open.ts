/** Keeps something open while anybody holds it, and closes it once when the last one lets go. */
export function heldOpen(close: () => void) {
  const holders = new Set<symbol>()
  return {
    /** @returns lets go; calling it again changes nothing */
    hold(): () => void {
      const holder = Symbol()
      holders.add(holder)
      return () => {
        if (holders.delete(holder) && holders.size === 0) close()
      }
    },
  }
}
