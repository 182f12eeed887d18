import { createHash } from 'node:crypto'
import type { Auth } from './auth.ts'

/** The address that a link of one use signs in, without spending it. Undefined when it is worth nothing. */
export async function linkEmail(auth: Auth, token: string): Promise<string | undefined> {
  const { internalAdapter } = await auth.$context
  const hash = createHash('sha256').update(token).digest('base64url')
  const found = await internalAdapter.findVerificationValue(`magic-link:${hash}`)
  if (!found) return undefined
  const { email } = JSON.parse(found.value) as { email?: unknown }
  return typeof email === 'string' ? email : undefined
}
