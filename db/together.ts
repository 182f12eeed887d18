import type { Store } from './db.ts'

/** So many groups may be under way at once: a slow one does not hold up everybody. */
const LANES = 2

interface Asked<Ask, Answer> {
  ask: Ask
  resolve: (answer: Answer) => void
  reject: (error: unknown) => void
}

/**
 * Makes one question of many: what is asked while others are being answered waits for them and then goes as one group. So the
 * busier it is the less each costs, and nobody is answered with what was known before they asked.
 * @param answerAll gets what was asked and answers in the same order; a failure is everybody's who asked with it
 */
export function together<Ask, Answer>(answerAll: (asks: Ask[]) => Promise<Answer[]>): (ask: Ask) => Promise<Answer> {
  let waiting: Asked<Ask, Answer>[] = []
  let lanes = 0
  const answer = async () => {
    while (waiting.length > 0) {
      const group = waiting
      waiting = []
      try {
        const answers = await answerAll(group.map(({ ask }) => ask))
        for (const [position, { resolve }] of group.entries()) resolve(answers[position] as Answer)
      } catch (error) {
        for (const { reject } of group) reject(error)
      }
    }
    lanes -= 1
  }
  return (ask) =>
    new Promise((resolve, reject) => {
      waiting.push({ ask, resolve, reject })
      if (lanes >= LANES) return
      lanes += 1
      // What arrives with this one goes with it.
      queueMicrotask(answer)
    })
}

/** The same for questions that belong to a tenant: what is asked in one tenant's name never goes with another's. */
export function togetherByTenant<Ask, Answer>(
  answerAll: (store: Store, tenantId: string, asks: Ask[]) => Promise<Answer[]>,
): (store: Store, tenantId: string, ask: Ask) => Promise<Answer> {
  const askersOf = new WeakMap<Store, Map<string, (ask: Ask) => Promise<Answer>>>()
  return (store, tenantId, ask) => {
    const askers = askersOf.get(store) ?? new Map<string, (ask: Ask) => Promise<Answer>>()
    askersOf.set(store, askers)
    const asker = askers.get(tenantId) ?? together((asks: Ask[]) => answerAll(store, tenantId, asks))
    askers.set(tenantId, asker)
    return asker(ask)
  }
}
