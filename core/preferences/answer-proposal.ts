import { touchFan } from '../../db/fans.ts'
import { newId } from '../../db/ids.ts'
import { insertPreference, updatePreference } from '../../db/preferences.ts'
import { inTenant } from '../../db/scope.ts'
import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { CoreError } from '../errors.ts'
import { audit, preferenceHere } from './write-preference.ts'

export const PROPOSAL_ANSWERS = ['this-fan', 'everyone', 'no'] as const
export type ProposalAnswer = (typeof PROPOSAL_ANSWERS)[number]

/**
 * A person answers what Souvenir proposes to learn from their edits. Yes for everyone makes a rule for all fans of the creator,
 * sealed with the tenant's key, and the proposal about this one fan is put away.
 */
export async function answerProposal(
  { store, now, events }: Pick<Deps, 'store' | 'now' | 'events'>,
  {
    tenantId,
    preferenceId,
    answer,
    actor,
  }: { tenantId: string; preferenceId: string; answer: ProposalAnswer; actor: Actor },
): Promise<void> {
  const at = now()
  const { fanId } = await inTenant(store, tenantId, async (scope) => {
    const proposal = await preferenceHere(scope, preferenceId)
    if (proposal.status !== 'proposed') {
      throw new CoreError('conflict', 'Somebody has answered this already. Reload the page to see what holds now.')
    }
    const settled = answer === 'this-fan' ? 'active' : answer === 'everyone' ? 'retired' : 'refused'
    if (answer === 'everyone') {
      await insertPreference(scope, {
        id: newId(),
        creatorId: proposal.creatorId,
        fanId: null,
        kind: proposal.kind,
        rule: proposal.rule,
        status: 'active',
        author: actor.name,
        createdAt: at,
        updatedAt: at,
      })
    }
    await updatePreference(scope, proposal, { status: settled, author: actor.name, updatedAt: at })
    if (proposal.fanId) await touchFan(scope, proposal.fanId)
    await audit(scope, answer === 'no' ? 'preference.refuse' : 'preference.accept', proposal, actor, at)
    return proposal
  })
  if (fanId) events.publish(tenantId, { kind: 'fan', id: fanId, fanId })
}
