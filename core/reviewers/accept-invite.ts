import { noteAudit } from '../../db/audit.ts'
import type { Scope } from '../../db/db.ts'
import { newId } from '../../db/ids.ts'
import { becomePerson } from '../../db/one-person.ts'
import { memberOf } from '../../db/people.ts'
import {
  anyReviewerAt,
  inviteSpentBy,
  reviewerAt,
  spendReviewerInvite,
  upsertReviewer,
  upsertReviewerOf,
} from '../../db/reviewers.ts'
import { inTenant } from '../../db/scope.ts'
import type { Deps } from '../deps.ts'
import { inviteHash } from './invite-reviewer.ts'

/** A tap under an invitation. */
export interface Accepting {
  tenantId: string
  token: string
  channel: 'telegram' | 'discord'
  externalId: string
  /** As the platform tells it. */
  name: string
}

export type Accepted =
  /** May decide from now on. @see account whose account it is, when they brought their own */
  | { kind: 'joined'; account: string | undefined }
  /** It was spent by somebody else, is too old, or never was. */
  | { kind: 'gone' }
  /** Whoever made it for themselves is no longer in the team. */
  | { kind: 'left' }
  /** The chat account is somebody else's in the team. */
  | { kind: 'taken'; account: string }
  /** The chat account was taken off the list: one's own word does not bring it back. */
  | { kind: 'stopped' }

/** Spends an invitation, once, whatever comes of it. The same tap told twice is answered twice. */
export async function acceptInvite(
  { store, now }: Pick<Deps, 'store' | 'now'>,
  { tenantId, token, ...who }: Accepting,
): Promise<Accepted> {
  const at = now()
  const { channel, externalId, name } = who
  const chatId = `${channel}:${externalId}`
  return inTenant(store, tenantId, async (scope): Promise<Accepted> => {
    const tokenHash = inviteHash(token)
    const spent = await spendReviewerInvite(scope, { tokenHash, channel, usedBy: chatId, now: at })
    if (!spent) return spentBefore(scope, { tokenHash, channel, externalId })
    const row = { id: newId(), channel, externalId, name, role: spent.role, addedBy: spent.invitedBy, createdAt: at }
    if (spent.userId === null) {
      await upsertReviewer(scope, row)
      await noteAudit(scope, { actor: chatId, action: 'reviewer.join', happenedAt: at })
      const joined = await reviewerAt(scope, who)
      return { kind: 'joined', account: joined?.account?.name }
    }
    const member = await memberOf(scope.tx, { tenantId, userId: spent.userId })
    if (!member) return { kind: 'left' }
    if (!(await upsertReviewerOf(scope, { ...row, userId: spent.userId }))) {
      const there = await anyReviewerAt(scope, who)
      return there?.isActive ? { kind: 'taken', account: there.account?.name ?? there.name } : { kind: 'stopped' }
    }
    await becomePerson(scope, chatId, { id: `user:${spent.userId}`, name: member.name })
    await noteAudit(scope, { actor: chatId, action: 'reviewer.link', subjectId: spent.userId, happenedAt: at })
    return { kind: 'joined', account: member.name }
  })
}

async function spentBefore(
  scope: Scope,
  { tokenHash, ...who }: { tokenHash: string; channel: string; externalId: string },
): Promise<Accepted> {
  const mine = await inviteSpentBy(scope, { tokenHash, usedBy: `${who.channel}:${who.externalId}` })
  const reviewer = mine && (await reviewerAt(scope, who))
  if (!reviewer || (mine.userId !== null && mine.userId !== reviewer.userId)) return { kind: 'gone' }
  return { kind: 'joined', account: reviewer.account?.name }
}
