import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Vault } from '../../db/vault.ts'

/** Whoever holds the master key runs this place. They prove it with a time and a code over it, good for a minute. */
export interface OperatorProof {
  /** Milliseconds since 1970. */
  at: number
  code: string
}

const GOOD_FOR_MS = 60_000

export function proveOperator(vault: Vault, now: Date): OperatorProof {
  const at = now.getTime()
  return { at, code: codeOf(vault, at) }
}

export function isOperator(vault: Vault, { at, code }: OperatorProof, now: Date): boolean {
  const expected = Buffer.from(codeOf(vault, at))
  const given = Buffer.from(code)
  return (
    Math.abs(now.getTime() - at) <= GOOD_FOR_MS && given.length === expected.length && timingSafeEqual(given, expected)
  )
}

function codeOf(vault: Vault, at: number): string {
  return createHmac('sha256', vault.operatorKey()).update(String(at)).digest('base64url')
}
