import { noteAudit } from '../../db/audit.ts'
import { type Reviewer, reviewerById, setReviewerActive, unlinkReviewer } from '../../db/reviewers.ts'
import { inTenant } from '../../db/scope.ts'
import { mayGive, ROLES } from '../access.ts'
import { type Actor, userOf } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { CoreError } from '../errors.ts'

interface About {
  tenantId: string
  reviewerId: string
  actor: Actor
}

/** Takes a person off the list of those who decide in a chat app, or puts them back on it. */
export async function changeReviewer(
  { store, now }: Pick<Deps, 'store' | 'now'>,
  { tenantId, reviewerId, isActive, actor }: About & { isActive: boolean },
): Promise<void> {
  await inTenant(store, tenantId, async (scope) => {
    const reviewer = await reviewerById(scope, reviewerId)
    if (!reviewer) throw notThere()
    refuseAbove(reviewer, actor)
    if (isActive && reviewer.account && reviewer.account.role === undefined) {
      throw new CoreError(
        'conflict',
        `${reviewer.account.name} is no longer in the team. Invite them to the team again, or make this account nobody's first.`,
      )
    }
    await setReviewerActive(scope, reviewerId, isActive)
    const action = isActive ? 'reviewer.allow' : 'reviewer.stop'
    await noteAudit(scope, { actor, action, subjectId: reviewerId, happenedAt: now() })
  })
}

/**
 * A chat account is no longer that of a team member, and decides nothing until somebody allows it again, for itself: whoever brings
 * an account of their own and leaves it behind must not leave power behind. What was decided there stays decided by that member.
 * @param onlyOwn by somebody who may change no account but their own
 */
export async function partReviewer(
  { store, now }: Pick<Deps, 'store' | 'now'>,
  { tenantId, reviewerId, actor, onlyOwn }: About & { onlyOwn: boolean },
): Promise<void> {
  await inTenant(store, tenantId, async (scope) => {
    let theirs = userOf(actor) ?? ''
    if (!onlyOwn) {
      const reviewer = await reviewerById(scope, reviewerId)
      if (!reviewer?.userId) throw notThere()
      refuseAbove(reviewer, actor)
      // Of just that member: it may become somebody else's in between.
      theirs = reviewer.userId
    }
    if (!(await unlinkReviewer(scope, reviewerId, theirs))) throw notThere()
    await noteAudit(scope, { actor, action: 'reviewer.part', subjectId: reviewerId, happenedAt: now() })
  })
}

/** A phone decides as its person does: whoever may not unmake a member may not unmake their chat account either. */
export function mayChangeReviewer({ userId, account }: Reviewer, actor: Actor): boolean {
  const role = ROLES.find((known) => known === account?.role)
  return role === undefined || userId === userOf(actor) || mayGive(actor.role, role)
}

function refuseAbove(reviewer: Reviewer, actor: Actor): void {
  if (mayChangeReviewer(reviewer, actor)) return
  const name = reviewer.account?.name ?? reviewer.name
  throw new CoreError('not-allowed', `${name} stands above you here. Ask them, or somebody with their role.`)
}

const notThere = () => new CoreError('not-found', 'There is no such person on the list.')
