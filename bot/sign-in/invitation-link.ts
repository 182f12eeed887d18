import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Vault } from '../../db/vault.ts'

/** The token of an invitation: its id, signed, so that somebody who reads the database cannot write one. */
export function invitationToken(vault: Vault, id: string): string {
  return `${id}.${signature(vault, id)}`
}

/** Undefined when we did not sign it. */
export function invitationIdIn(vault: Vault, token: string): string | undefined {
  const cut = token.lastIndexOf('.')
  const id = token.slice(0, Math.max(cut, 0))
  const given = Buffer.from(token.slice(cut + 1))
  const expected = Buffer.from(signature(vault, id))
  return given.length === expected.length && timingSafeEqual(given, expected) ? id : undefined
}

function signature(vault: Vault, id: string): string {
  return createHmac('sha256', vault.keyFor('invitations')).update(id).digest('base64url')
}
