/** Telegram's own figures are 20 a minute in a group, sends and edits together, and one a second in a chat, bursts forgiven. */
const GROUP_WINDOW_MS = 60_000
const MOST_PER_GROUP = 18
/** Kept free for what a person just tapped or decided: a new card can wait, an answer to a tap or an outcome should not. */
const KEPT_FOR_TAPS = 4
const BURST = 3
const KEPT_OF_A_BURST = 1
const ONE_EVERY_MS = 1_000

export interface Limits {
  /**
   * Takes leave to send or edit `units` messages at once in this chat.
   * @returns 0 when it may be done now, else how many milliseconds to wait before asking again
   */
  take(bot: string, chatId: string, units: number, urgent: boolean): number
  /** Telegram asked for patience. */
  pause(bot: string, chatId: string, afterMs: number): void
  /** Runs work one after the other in each chat, so that parts of two cards do not mix. */
  inTurn<T>(bot: string, chatId: string, work: () => Promise<T>): Promise<T>
}

/** Paces one process. Two processes together may still be told to wait by Telegram, and do. */
export function createLimits(now: () => Date): Limits {
  const used = new Map<string, number[]>()
  const pausedUntil = new Map<string, number>()
  /** Until when something urgent has waited its turn: it goes before what is not. */
  const owedUntil = new Map<string, number>()
  const turns = new Map<string, Promise<unknown>>()
  const keyOf = (bot: string, chatId: string) => (chatId.startsWith('-') ? chatId : `${bot}/${chatId}`)

  return {
    take(bot, chatId, units, urgent) {
      const key = keyOf(bot, chatId)
      const at = now().getTime()
      const pause = pausedUntil.get(key) ?? 0
      if (pause > at) return pause - at
      const isGroup = chatId.startsWith('-')
      const since = at - (isGroup ? GROUP_WINDOW_MS : BURST * ONE_EVERY_MS)
      const recent = (used.get(key) ?? []).filter((time) => time > since)
      const [whole, kept] = isGroup ? [MOST_PER_GROUP, KEPT_FOR_TAPS] : [BURST, KEPT_OF_A_BURST]
      const most = urgent ? whole : whole - kept
      // More at once than ever fits: it may go when nothing else went lately.
      const free = recent.length + units <= most || recent.length === 0
      if (!free) {
        const oldest = recent[Math.min(recent.length - 1, recent.length + units - most - 1)] ?? at
        const wait = Math.max(1, oldest + (at - since) - at)
        if (urgent) owedUntil.set(key, at + wait + ONE_EVERY_MS)
        return wait
      }
      const owed = owedUntil.get(key) ?? 0
      if (!urgent && owed > at) return owed - at
      if (urgent) owedUntil.delete(key)
      used.set(key, [...recent, ...Array.from({ length: units }, () => at)])
      return 0
    },
    pause(bot, chatId, afterMs) {
      pausedUntil.set(keyOf(bot, chatId), now().getTime() + afterMs)
    },
    inTurn(bot, chatId, work) {
      const key = keyOf(bot, chatId)
      const turn = (turns.get(key) ?? Promise.resolve()).then(work, work)
      const settled = turn.catch(() => undefined).finally(() => turns.get(key) === settled && turns.delete(key))
      turns.set(key, settled)
      return turn
    },
  }
}
