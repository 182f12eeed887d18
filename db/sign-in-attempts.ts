import { and, eq, gt, lte } from 'drizzle-orm'
import type { Scope } from './db.ts'
import { signInAttempts } from './schema.ts'
import { openJson, sealJson } from './seal.ts'

export interface SignInSecret {
  verifier: string
  redirectUri: string
}

const secretPlace = (stateHash: string) => ({ column: 'sign_in_attempts.secret', row: stateHash }) as const

/** Keeps what only we know of a sign-in that has begun; what nobody came back to is swept away. */
export async function insertSignInAttempt(
  scope: Scope,
  attempt: {
    state: string
    creatorId: string
    channel: string
    actorId: string
    secret: SignInSecret
    now: Date
    expiresAt: Date
  },
): Promise<void> {
  const { state, secret, now, ...row } = attempt
  const stateHash = scope.vault.fingerprint(scope.tenantId, state)
  const secretSealed = sealJson(scope.vault.tenantKey(scope.tenantId), secretPlace(stateHash), secret)
  await scope.tx
    .delete(signInAttempts)
    .where(and(eq(signInAttempts.tenantId, scope.tenantId), lte(signInAttempts.expiresAt, now)))
  await scope.tx.insert(signInAttempts).values({ ...row, tenantId: scope.tenantId, stateHash, secretSealed })
}

/** Takes a begun sign-in out, so that it can end once. Undefined for one that is over, another's, or never was. */
export async function takeSignInAttempt(
  scope: Scope,
  { state, channel, actorId, now }: { state: string; channel: string; actorId: string; now: Date },
): Promise<(SignInSecret & { creatorId: string }) | undefined> {
  const stateHash = scope.vault.fingerprint(scope.tenantId, state)
  const [row] = await scope.tx
    .delete(signInAttempts)
    .where(
      and(
        eq(signInAttempts.tenantId, scope.tenantId),
        eq(signInAttempts.stateHash, stateHash),
        eq(signInAttempts.channel, channel),
        eq(signInAttempts.actorId, actorId),
        gt(signInAttempts.expiresAt, now),
      ),
    )
    .returning()
  if (!row) return undefined
  const key = scope.vault.tenantKey(scope.tenantId)
  return { ...openJson<SignInSecret>(key, secretPlace(stateHash), row.secretSealed), creatorId: row.creatorId }
}
