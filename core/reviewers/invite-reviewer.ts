import { createHash, randomBytes } from 'node:crypto'
import { noteAudit } from '../../db/audit.ts'
import { newId } from '../../db/ids.ts'
import { insertReviewerInvite, spendReviewerInvite, tenantOfInvite, upsertReviewer } from '../../db/reviewers.ts'
import { acrossTenants, inTenant } from '../../db/scope.ts'
import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'

const INVITE_MS = 48 * 3_600_000

/** An invitation for one person, to be spent once within 48 hours. The token is shown here and kept nowhere. */
export async function inviteReviewer(
  { store, now }: Pick<Deps, 'store' | 'now'>,
  { tenantId, channel, actor }: { tenantId: string; channel: 'telegram' | 'discord'; actor: Actor },
): Promise<{ token: string; expiresAt: Date }> {
  const token = randomBytes(24).toString('base64url')
  const at = now()
  const expiresAt = new Date(at.getTime() + INVITE_MS)
  await inTenant(store, tenantId, async (scope) => {
    await insertReviewerInvite(scope, {
      id: newId(),
      channel,
      tokenHash: hashOf(token),
      role: 'chatter',
      invitedBy: actor.name,
      expiresAt,
      createdAt: at,
    })
    await noteAudit(scope, { actor, action: 'reviewer.invite', happenedAt: at })
  })
  return { token, expiresAt }
}

/** Whether an invitation still stands, without spending it: opening a link decides nothing. */
export async function inviteStands(
  { store, now }: Pick<Deps, 'store' | 'now'>,
  { tenantId, token }: { tenantId: string; token: string },
): Promise<boolean> {
  return (await acrossTenants(store, (tx) => tenantOfInvite(tx, hashOf(token), now()))) === tenantId
}

/** Spends an invitation: this person may decide from now on. False when it was spent, is too old, or never was. */
export async function acceptInvite(
  { store, now }: Pick<Deps, 'store' | 'now'>,
  invite: { tenantId: string; token: string; channel: 'telegram' | 'discord'; externalId: string; name: string },
): Promise<boolean> {
  const { tenantId, token, channel, externalId, name } = invite
  const at = now()
  return inTenant(store, tenantId, async (scope) => {
    const spent = await spendReviewerInvite(scope, hashOf(token), { usedBy: `${channel}:${externalId}`, now: at })
    if (spent?.channel !== channel) return false
    await upsertReviewer(scope, {
      id: newId(),
      channel,
      externalId,
      name,
      role: spent.role,
      addedBy: spent.invitedBy,
      createdAt: at,
    })
    await noteAudit(scope, { actor: `${channel}:${externalId}`, action: 'reviewer.join', happenedAt: at })
    return true
  })
}

/** 24 random bytes need no slow hash. */
const hashOf = (token: string) => createHash('sha256').update(token).digest('hex')
