import { createHash, randomBytes } from 'node:crypto'
import { z } from 'zod'
import { noteAudit } from '../../db/audit.ts'
import { newId } from '../../db/ids.ts'
import { insertReviewerInvite, openReviewerInvite } from '../../db/reviewers.ts'
import { acrossTenants, inTenant } from '../../db/scope.ts'
import { can } from '../access.ts'
import { type Actor, userOf } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { CoreError } from '../errors.ts'

const HOUR = 3_600_000
const INVITE_MS = 48 * HOUR
/** Whoever spends it acts as the person who made it, who has their phone at hand. */
const OWN_INVITE_MS = HOUR

/** An invitation as the console asks for it. */
export const InviteEntry = z.object({
  /** The chat account becomes that of whoever is signed in and asks: one person on every desk. */
  forMe: z.boolean().default(false),
})
export type InviteEntry = z.infer<typeof InviteEntry>

/** Everybody may bring their own chat account; bringing somebody else is for those who may change the team. */
export function refuseToInvite({ role }: Actor, { forMe }: InviteEntry): void {
  if (forMe || can(role, 'team.edit')) return
  throw new CoreError('not-allowed', `Your role here (${role}) lets you bring only your own account.`)
}

/**
 * An invitation for one person, to be spent once: within 48 hours, or within an hour by somebody who made it for themselves. The
 * token is shown here and kept nowhere.
 */
export async function inviteReviewer(
  { store, now }: Pick<Deps, 'store' | 'now'>,
  {
    tenantId,
    channel,
    actor,
    forMe = false,
  }: { tenantId: string; channel: 'telegram' | 'discord'; actor: Actor; forMe?: boolean },
): Promise<{ token: string; expiresAt: Date }> {
  const userId = forMe ? userOf(actor) : undefined
  if (forMe && !userId) throw new CoreError('invalid', 'Only somebody who is signed in can bring their own account.')
  const token = randomBytes(24).toString('base64url')
  const at = now()
  const expiresAt = new Date(at.getTime() + (userId ? OWN_INVITE_MS : INVITE_MS))
  await inTenant(store, tenantId, async (scope) => {
    await insertReviewerInvite(scope, {
      id: newId(),
      channel,
      tokenHash: inviteHash(token),
      role: 'chatter',
      userId: userId ?? null,
      invitedBy: actor.name,
      expiresAt,
      createdAt: at,
    })
    await noteAudit(scope, { actor, action: userId ? 'reviewer.bring' : 'reviewer.invite', happenedAt: at })
  })
  return { token, expiresAt }
}

/**
 * An invitation that still stands, without spending it: opening a link decides nothing. Undefined when it does not.
 * @see account the person who made it for themselves
 */
export async function inviteStands(
  { store, now }: Pick<Deps, 'store' | 'now'>,
  { tenantId, token, channel }: { tenantId: string; token: string; channel: 'telegram' | 'discord' },
): Promise<{ account: string | undefined } | undefined> {
  const open = await acrossTenants(store, (tx) => openReviewerInvite(tx, inviteHash(token), now()))
  return open?.tenantId === tenantId && open.channel === channel ? { account: open.account } : undefined
}

/** 24 random bytes need no slow hash. */
export const inviteHash = (token: string) => createHash('sha256').update(token).digest('hex')
