/** Closed list: each surface maps a code to its own form (HTTP status, pop-up text) once. */
export type CoreErrorCode =
  | 'invalid'
  | 'not-found'
  | 'not-allowed'
  | 'conflict'
  /** It was changed since it was read. */
  | 'changed'
  | 'too-large'
  | 'too-many'
  | 'unavailable'
  | 'not-approved'

/** A refusal with a reason a person can act on. Its message says what, why and what to do; it never holds a fan's words. */
export class CoreError extends Error {
  readonly code: CoreErrorCode
  readonly metadata: Record<string, unknown>

  constructor(code: CoreErrorCode, message: string, metadata: Record<string, unknown> = {}) {
    super(message)
    this.name = 'CoreError'
    this.code = code
    this.metadata = metadata
  }

  /** Whether the same request may succeed later, unchanged. */
  get retryable(): boolean {
    return this.code === 'unavailable' || this.code === 'too-many'
  }
}
