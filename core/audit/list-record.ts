import { type AuditQuery, listAudit } from '../../db/audit.ts'
import { fansBehind } from '../../db/audit-fans.ts'
import type { Scope } from '../../db/db.ts'
import { fansById } from '../../db/fans.ts'
import { membersOf } from '../../db/people.ts'
import { reviewersOf } from '../../db/reviewers.ts'

/** One entry of the record, for people. */
export interface RecordLine {
  /** Asks for what is older. */
  seq: number
  at: Date
  /** Undefined: nobody of that id works here any more, or Souvenir itself. */
  actor: { id: string; name: string | undefined }
  action: string
  purpose: string
  /** Undefined: no fan's data; without a name: erased, or too long unseen to be named. */
  fan: { pseudonym: string; id: string | undefined; name: string | undefined } | undefined
  subjectId: string | undefined
  requestId: string | undefined
  count: number
}

/** Who saw and changed what, latest first, with the names that can still be known. */
export async function listRecord(
  scope: Scope,
  { limit, ...query }: AuditQuery,
): Promise<{ lines: RecordLine[]; hasMore: boolean }> {
  const found = await listAudit(scope, { ...query, limit: limit + 1 })
  const shown = found.slice(0, limit)
  const hashes = [...new Set(shown.flatMap(({ fanHash }) => fanHash ?? []))]
  const ids = await fansBehind(scope, hashes)
  const names = new Map((await fansById(scope, [...new Set(ids.values())])).map(({ id, name }) => [id, name]))
  const people = await peopleHere(scope)
  return {
    hasMore: found.length > limit,
    lines: shown.map(({ seq, happenedAt, actor, action, purpose, fanHash, subjectId, requestId, count }) => {
      const fanId = ids.get(fanHash ?? '')
      const name = names.get(fanId ?? '')
      return {
        seq,
        at: happenedAt,
        actor: { id: actor, name: people.get(actor) },
        action,
        purpose,
        fan: fanHash ? { pseudonym: fanHash, id: name && fanId, name } : undefined,
        subjectId: subjectId ?? undefined,
        requestId: requestId ?? undefined,
        count,
      }
    }),
  }
}

/** By the ids under which they act. */
async function peopleHere(scope: Scope): Promise<Map<string, string>> {
  const members = await membersOf(scope.tx, scope.tenantId)
  const reviewers = await reviewersOf(scope)
  return new Map([
    ...reviewers.map(({ channel, externalId, name }) => [`${channel}:${externalId}`, name] as const),
    // Who left the team and decided in a chat app is still known there.
    ...reviewers.flatMap(({ userId, account }) =>
      userId && account ? [[`user:${userId}`, account.name] as const] : [],
    ),
    ...members.map(({ userId, name }) => [`user:${userId}`, name] as const),
  ])
}
