import { type Conversation, releaseTurn, renewTurn } from '../db/conversations.ts'
import type { Scope, Store } from '../db/db.ts'
import { inTenant } from '../db/scope.ts'
import type { Deps } from './deps.ts'

/** So long a turn stays with a process that says nothing more: whoever waits for the draft of a dead one waits no longer. */
export const TURN_LEASE_MS = 30_000
/** A model may take minutes. Often enough that one renewal may fail. */
const RENEW_EVERY_MS = 10_000

/** A turn that this process is answering. */
export interface TurnInHand {
  id: string
  tenantId: string
  /** Until when it is ours: of the newest it may not be known whether it was written. Empty: another process has it. */
  held: Date[]
}

/** Those of this process, by conversation. */
const turnsOf = new WeakMap<Store['vault'], Map<string, TurnInHand>>()

function turnsHere({ vault }: Pick<Store, 'vault'>): Map<string, TurnInHand> {
  const known = turnsOf.get(vault) ?? new Map<string, TurnInHand>()
  turnsOf.set(vault, known)
  return known
}

/** Keeps in mind that this process has the turn, and keeps it from all others, for as long as `work` lasts. */
export async function withTurnInHand(
  deps: Pick<Deps, 'store' | 'now'>,
  { id, tenantId, draftLeaseUntil }: Conversation,
  work: (turn: TurnInHand) => Promise<void>,
): Promise<void> {
  const turns = turnsHere(deps.store)
  const turn: TurnInHand = { id, tenantId, held: draftLeaseUntil ? [draftLeaseUntil] : [] }
  turns.set(id, turn)
  const renewing = keepRenewing(deps, turn)
  try {
    await work(turn)
  } finally {
    clearInterval(renewing)
    turns.delete(id)
  }
}

function keepRenewing({ store, now }: Pick<Deps, 'store' | 'now'>, turn: TurnInHand): ReturnType<typeof setInterval> {
  let isAsking = false
  const renew = async () => {
    const { id, tenantId, held } = turn
    const until = new Date(now().getTime() + TURN_LEASE_MS)
    turn.held = [...held, until]
    const isOurs = await inTenant(store, tenantId, (scope) => renewTurn(scope, id, { held, until }))
    // Who was taken for dead has lost it, and says nothing more.
    turn.held = isOurs ? [until] : []
  }
  return setInterval(() => {
    if (isAsking || turn.held.length === 0) return
    isAsking = true
    // A database that is away for a moment is asked again.
    renew()
      .catch(() => undefined)
      .finally(() => (isAsking = false))
  }, RENEW_EVERY_MS)
}

/** Gives the turn back, to be tried again at `dueAt`; one that another process took over stays there. */
export async function giveBack(scope: Scope, { id, held }: TurnInHand, dueAt?: Date): Promise<void> {
  if (held.length > 0) await releaseTurn(scope, id, { held, ...(dueAt ? { dueAt } : {}) })
}

/**
 * For a process that has to end before a slow model answers: its turns are free at once, and another process, or this one's next
 * start, answers them. A reply that is being sent is not given back: it may have left, so its lease runs out.
 * @returns how many were given back
 */
export async function handBackTurns(store: Store): Promise<number> {
  const turns = [...turnsHere(store).values()]
  for (const turn of turns) await inTenant(store, turn.tenantId, (scope) => giveBack(scope, turn))
  return turns.length
}
