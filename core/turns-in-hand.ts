import { releaseTurn } from '../db/conversations.ts'
import type { Store } from '../db/db.ts'
import { inTenant } from '../db/scope.ts'

/** The turns that this process is answering, by conversation, each with its tenant. */
const turnsOf = new WeakMap<Store['vault'], Map<string, string>>()

function turnsHere({ vault }: Pick<Store, 'vault'>): Map<string, string> {
  const known = turnsOf.get(vault) ?? new Map<string, string>()
  turnsOf.set(vault, known)
  return known
}

/** Keeps in mind that this process has the turn, for as long as `work` lasts. */
export async function withTurnInHand(
  store: Store,
  { tenantId, conversationId }: { tenantId: string; conversationId: string },
  work: () => Promise<void>,
): Promise<void> {
  const turns = turnsHere(store)
  turns.set(conversationId, tenantId)
  try {
    await work()
  } finally {
    turns.delete(conversationId)
  }
}

/**
 * For a process that has to end before a slow model answers: its turns are free at once, and another process, or this one's next
 * start, answers them. A reply that is being sent is not given back: it may have left, so its lease runs out.
 * @returns how many were given back
 */
export async function handBackTurns(store: Store): Promise<number> {
  const turns = [...turnsHere(store)]
  for (const [conversationId, tenantId] of turns) {
    await inTenant(store, tenantId, (scope) => releaseTurn(scope, conversationId))
  }
  return turns.length
}
