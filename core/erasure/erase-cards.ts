import { type Erasure, updateErasure } from '../../db/erasures.ts'
import { inTenant } from '../../db/scope.ts'
import type { Deps } from '../deps.ts'
import type { StepResult } from './erase-fan.ts'

/**
 * Takes every review card of the fan down, on every desk, and their topics. One that cannot be reached for good is counted on the receipt; one
 * that cannot be reached now is tried again, for as long as it takes.
 */
export async function eraseCards(
  { store, desks }: Pick<Deps, 'store' | 'desks'>,
  erasure: Erasure,
): Promise<StepResult> {
  const { tenantId, id, creatorId } = erasure
  const connected = await desks.desksFor({ tenantId, creatorId })
  let current = erasure
  let waits: { laterMs: number; problem: string } | undefined
  for (const card of erasure.cardsLeft) {
    const desk = connected.find(({ name, places }) => name === card.desk && places.includes(card.place))
    const result = desk ? await desk.erase(card) : ({ kind: 'out-of-reach' } as const)
    if (result.kind === 'later') {
      waits = { laterMs: result.afterMs, problem: `Review card in ${card.desk}: ${result.problem}` }
      continue
    }
    const count = result.kind === 'erased' ? 'cards_taken_down' : 'cards_out_of_reach'
    // A topic that went is no card; one that stays has something of the fan.
    const isCounted = !card.topicId || result.kind !== 'erased'
    const receipt = isCounted ? { ...current.receipt, [count]: (current.receipt[count] ?? 0) + 1 } : current.receipt
    const cardsLeft = current.cardsLeft.filter((one) => one !== card && !isSame(one, card))
    // One by one: whoever goes on after a kill begins with the first that is left.
    current = await inTenant(store, tenantId, (scope) => updateErasure(scope, id, { cardsLeft, receipt }))
  }
  return waits ?? { erasure: current }
}

type Left = Erasure['cardsLeft'][number]
const isSame = (a: Left, b: Left) =>
  a.desk === b.desk && a.place === b.place && a.externalIds.join() === b.externalIds.join() && a.topicId === b.topicId
