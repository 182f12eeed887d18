import { nextWindowTick } from '../db/business-accounts.ts'
import {
  type Conversation,
  claimTurn,
  conversationById,
  dueTurns,
  finishTurn,
  nextTurnDue,
} from '../db/conversations.ts'
import { unlearnedDecisions } from '../db/decisions.ts'
import { nextDeliveryDue } from '../db/due-deliveries.ts'
import { nextEngagementDue } from '../db/engagement.ts'
import { nextErasureDue } from '../db/erasures.ts'
import { acrossTenants, inTenant } from '../db/scope.ts'
import { noteTrouble, resolveTrouble } from '../db/troubles.ts'
import { nextWebhookPost } from '../db/webhook-events.ts'
import { ageDrafts } from './approval/age-drafts.ts'
import { refreshCards } from './approval/refresh-cards.ts'
import { noteRecall } from './audit/note-recall.ts'
import { tickWindows } from './business/tick-windows.ts'
import { sendDueReplies } from './delivery/send-due-replies.ts'
import type { Deps } from './deps.ts'
import { loadTurn } from './draft/load-turn.ts'
import { type Turn, traceOf } from './draft/turn.ts'
import { refreshEngagement } from './engagement/refresh-engagement.ts'
import { eraseDueFans } from './erasure/erase-fan.ts'
import { forgetElsewhere } from './erasure/forget-elsewhere.ts'
import { figuresHere } from './health/figures-here.ts'
import { answerIsDue } from './journey.ts'
import { learnFromDecision } from './learning/learn-from-decision.ts'
import { patiently } from './patiently.ts'
import { nextPlatformWork, readPlatforms } from './platforms/read-platforms.ts'
import { problemOf } from './problem-of.ts'
import { rememberMeaning } from './recall/meaning-by-model.ts'
import { keepHouse } from './rights/keep-house.ts'
import { giveBack, TURN_LEASE_MS, type TurnInHand, withTurnInHand } from './turns-in-hand.ts'
import { postEvents } from './webhooks/post-events.ts'

const AT_ONCE = 8
/** Who decided is about to learn from it, too. */
const LESSON_PATIENCE_MS = 60_000
const MOST_WAIT_MS = 5 * 60_000

/**
 * Does everything whose time has come, in every tenant, and nothing twice: each piece is claimed by a conditional update, so
 * any number of processes may run this at once. The rows are the queue; a process that dies loses its lease and nothing else.
 * @param sends whether replies leave here too; where they have a lane of their own, they do not
 * @returns when it should run again at the latest; undefined when nothing is planned
 */
export async function runDueWork(deps: Deps, { sends = true } = {}): Promise<Date | undefined> {
  await forgetElsewhere(deps)
  await ageDrafts(deps)
  await tickWindows(deps)
  await keepHouse(deps)
  await eraseDueFans(deps)
  await readPlatforms(deps)
  await Promise.all([answerDueTurns(deps), sends && sendDueReplies(deps)])
  await refreshCards(deps)
  await postEvents(deps)
  await learnWhatWasMissed(deps)
  await refreshEngagement(deps)
  return nextDue(deps, { sends })
}

async function answerDueTurns(deps: Deps): Promise<void> {
  const due = await acrossTenants(deps.store, (tx) => dueTurns(tx, deps.now(), AT_ONCE))
  await Promise.all(due.map(({ id, tenantId }) => answerTurn(deps, tenantId, id)))
}

/** Claims one turn, if it is due, and makes its draft. */
export async function answerTurn(deps: Deps, tenantId: string, conversationId: string): Promise<void> {
  const { store, now } = deps
  const at = now()
  // Committed before anything is read: a turn that cannot even be read waits longer each time, like one that fails later.
  const claimed = await inTenant(store, tenantId, (scope) =>
    claimTurn(scope, conversationId, { now: at, leaseUntil: new Date(at.getTime() + TURN_LEASE_MS) }),
  )
  if (claimed) await withTurnInHand(deps, claimed, (turn) => answerClaimed(deps, claimed, turn, at))
}

async function answerClaimed(deps: Deps, claimed: Conversation, inHand: TurnInHand, at: Date): Promise<void> {
  const { store, now, log } = deps
  const { id: conversationId, tenantId } = claimed
  const about = { stage: 'draft', subjectId: conversationId } as const
  const { drafts: figures } = figuresHere(store)
  let answered: Turn | undefined
  let trace: string | undefined
  try {
    const turn = await inTenant(store, tenantId, async (scope) => {
      const loaded = await loadTurn(scope, claimed, at)
      // Nothing to answer after all: the fan took the words back, or changed what was answered long ago.
      if (!loaded) await finishTurn(scope, conversationId, claimed.version)
      else await noteRecall(scope, loaded)
      return loaded
    })
    if (turn) {
      // Words of one burst are answered together: whoever looks for an earlier one finds here under which id it went on.
      const earlier = turn.unanswered.slice(0, -1).map(({ id }) => id)
      trace = traceOf(turn)
      log.info('answering', { trace, tenantId, conversationId, ...(earlier.length > 0 ? { with: earlier } : {}) })
      const begunAt = performance.now()
      await answerIsDue(deps, turn)
      figures.made += 1
      figures.seconds += (performance.now() - begunAt) / 1_000
    }
    answered = turn
    await inTenant(store, tenantId, (scope) => resolveTrouble(scope, { ...about, now: now() }))
  } catch (error) {
    figures.failed += 1
    const problem = problemOf(error)
    const waitMs = Math.min(MOST_WAIT_MS, 2_000 * 2 ** claimed.draftAttempts)
    const retryAt = new Date(now().getTime() + waitMs)
    log.warn('draft failed', { trace, tenantId, conversationId, problem })
    await patiently(() =>
      inTenant(store, tenantId, async (scope) => {
        // Of a fan who was erased meanwhile there is nothing left to mend.
        if (!(await conversationById(scope, conversationId))) return
        await giveBack(scope, inHand, retryAt)
        await noteTrouble(scope, { ...about, problem: `No draft could be made: ${problem}`, now: now() })
      }),
    )
    deps.wake(retryAt)
  } finally {
    await patiently(() => inTenant(store, tenantId, (scope) => giveBack(scope, inHand)))
  }
  if (answered) await rememberMeaning(deps, answered)
}

/** A process that died between sending and learning leaves the lesson to the next one. */
async function learnWhatWasMissed(deps: Deps): Promise<void> {
  const before = new Date(deps.now().getTime() - LESSON_PATIENCE_MS)
  const missed = await acrossTenants(deps.store, (tx) => unlearnedDecisions(tx, before, AT_ONCE))
  for (const one of missed) {
    await learnFromDecision(deps, one).catch((error: unknown) =>
      deps.log.warn('lesson put off', { ...one, problem: problemOf(error) }),
    )
  }
}

async function nextDue(deps: Deps, { sends }: { sends: boolean }): Promise<Date | undefined> {
  const times = await acrossTenants(deps.store, async (tx) => [
    await nextTurnDue(tx),
    sends ? await nextDeliveryDue(tx) : undefined,
    await nextErasureDue(tx),
    await nextEngagementDue(tx),
    await nextWindowTick(tx),
    await nextPlatformWork(deps, tx),
    await (deps.endpoints && nextWebhookPost(tx, deps.now())),
  ])
  return times.filter((time) => time !== undefined).toSorted((a, b) => a.getTime() - b.getTime())[0]
}
