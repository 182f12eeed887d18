import { noteAudit } from '../../db/audit.ts'
import {
  type BusinessAccount,
  businessAccountById,
  touchDraftsOfAccount,
  updateBusinessAccount,
} from '../../db/business-accounts.ts'
import { inTenant } from '../../db/scope.ts'
import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { CoreError } from '../errors.ts'
import { publishTaken, sayStanding } from './note-account.ts'
import { backToCards } from './stop-replies.ts'

/** A person says whether an account is the creator's. Of one that is not, nothing is read, and nothing is sent from it. */
export async function answerAccount(
  deps: Pick<Deps, 'store' | 'now' | 'wake' | 'events'>,
  {
    tenantId,
    creatorId,
    accountId,
    isHers,
    actor,
  }: { tenantId: string; creatorId: string; accountId: string; isHers: boolean; actor: Actor },
): Promise<void> {
  const at = deps.now()
  const taken = await inTenant(deps.store, tenantId, async (scope) => {
    const account = await businessAccountById(scope, accountId)
    if (account?.creatorId !== creatorId) throw new CoreError('not-found', 'This account is not connected here.')
    const standing = isHers ? 'accepted' : 'refused'
    await updateBusinessAccount(scope, accountId, { standing, changedAt: at })
    await sayStanding(scope, { ...account, standing } satisfies BusinessAccount, at)
    await noteAudit(scope, {
      actor,
      action: isHers ? 'business.accept' : 'business.refuse',
      subjectId: accountId,
      happenedAt: at,
    })
    await touchDraftsOfAccount(scope, accountId)
    return isHers ? [] : backToCards(scope, accountId, at)
  })
  publishTaken(deps, tenantId, taken)
  deps.events.publish(tenantId, { kind: 'health', id: accountId })
}
