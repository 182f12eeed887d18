import { noteAudit } from '../../db/audit.ts'
import { type Card, claimCard, staleCards, updateCard } from '../../db/cards.ts'
import { draftById } from '../../db/drafts.ts'
import { acrossTenants, inTenant } from '../../db/scope.ts'
import { noteTrouble, resolveTrouble } from '../../db/troubles.ts'
import type { Deps, ShowResult } from '../deps.ts'
import { problemOf } from '../problem-of.ts'
import { reviewCard } from './review-card.ts'

const AT_ONCE = 20
const MOST_ROUNDS = 5
const LEASE_MS = 30_000
const LONGEST_WAIT_MS = 5 * 60_000

/**
 * Makes every card in every chat app say what is true of its draft. A card is a picture: whatever failed before, a lost
 * acknowledgement or a restart, the next round draws it again until what stands there is the draft's present state.
 */
export async function refreshCards(deps: Pick<Deps, 'store' | 'desks' | 'now' | 'log' | 'wake'>): Promise<void> {
  // A draft may go on while its card is drawn, and whoever moved it on could not have the card: so look once more.
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const stale = await acrossTenants(deps.store, (tx) => staleCards(tx, deps.now(), AT_ONCE))
    if (stale.length === 0) return
    await Promise.all(stale.map(({ id, tenantId }) => refreshCard(deps, tenantId, id)))
  }
}

async function refreshCard(
  deps: Pick<Deps, 'store' | 'desks' | 'now' | 'log' | 'wake'>,
  tenantId: string,
  cardId: string,
): Promise<void> {
  const { store, now } = deps
  const card = await inTenant(store, tenantId, (scope) =>
    claimCard(scope, cardId, { now: now(), leaseUntil: new Date(now().getTime() + LEASE_MS) }),
  )
  if (!card) return
  // One card that cannot even be read waits, and is a trouble; every other card is drawn.
  const result = await showCard(deps, card).catch(
    (error: unknown): Shown => ({ kind: 'later', afterMs: backoff(card.attempts), problem: problemOf(error), rev: 0 }),
  )
  switch (result.kind) {
    case 'shown':
      return settle(deps, card, {
        externalIds: result.externalIds,
        shownHash: result.hash,
        shownRev: result.rev,
        attempts: 0,
        problem: null,
      })
    case 'later': {
      const notBefore = new Date(now().getTime() + result.afterMs)
      deps.wake(notBefore)
      // Half a card is remembered, so that the next round goes on from it and leaves no copy behind.
      const half = result.externalIds ? { externalIds: result.externalIds, shownHash: result.hash ?? null } : {}
      return settle(deps, card, { notBefore, problem: result.problem, ...half })
    }
    case 'gone':
      return settle(deps, card, { isGone: true, problem: result.problem })
  }
}

type Shown = ShowResult & { rev: number }

async function showCard(
  { store, now, desks }: Pick<Deps, 'store' | 'desks' | 'now'>,
  { tenantId, draftId, desk: name, place, externalIds, shownHash }: Card,
): Promise<Shown> {
  const view = await inTenant(store, tenantId, async (scope) => {
    const card = await reviewCard(scope, draftId, now())
    // On record before anything leaves this house for a chat.
    if (card) await noteAudit(scope, { ...shownBy(name), fanId: card.fan.id, subjectId: draftId, happenedAt: now() })
    return card
  })
  if (!view) return { kind: 'gone', problem: 'Its draft is gone.', rev: 0 }
  const desk = (await desks.desksFor({ tenantId, creatorId: view.creatorId })).find(
    (one) => one.name === name && one.places.includes(place),
  )
  if (!desk) return { kind: 'gone', problem: 'This review desk is no longer connected.', rev: view.rev }
  return { ...(await desk.show(view, { place, externalIds, hash: shownHash })), rev: view.rev }
}

async function settle(
  { store, now, log }: Pick<Deps, 'store' | 'now' | 'log'>,
  card: Card,
  change: Omit<Parameters<typeof updateCard>[2], 'updatedAt' | 'leaseUntil'>,
): Promise<void> {
  const at = now()
  const trace = await inTenant(store, card.tenantId, async (scope) => {
    await updateCard(scope, card.id, { ...change, leaseUntil: null, updatedAt: at })
    const about = { stage: 'card', subjectId: card.id, now: at } as const
    // A card that waits for its turn is no trouble; one that keeps failing, or is lost, is.
    if (change.problem && (change.isGone || card.attempts > 3)) {
      await noteTrouble(scope, { ...about, problem: `Review card in ${card.desk}: ${change.problem}` })
    } else if (!change.problem) await resolveTrouble(scope, about)
    return change.problem ? (await draftById(scope, card.draftId))?.answersMessageId : undefined
  })
  if (change.problem) {
    log.warn('card not shown', {
      trace,
      tenantId: card.tenantId,
      draftId: card.draftId,
      desk: card.desk,
      problem: change.problem,
    })
  }
}

const shownBy = (desk: string) => ({ actor: `desk:${desk}`, action: 'draft.show' })

const backoff = (attempts: number) => Math.min(LONGEST_WAIT_MS, 1_000 * 2 ** Math.min(attempts, 10))
