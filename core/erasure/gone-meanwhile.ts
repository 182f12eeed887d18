import { FanGone } from '../../db/fan-keys.ts'
import { CoreError } from '../errors.ts'

/** The name of a reference to something that goes with its fan, as Postgres tells it with code 23503. */
const REFERENCE = /_(fans|conversations|messages|drafts|memories)_id_fk$/

/**
 * Whoever looks at a fan, or writes about one, in the very moment in which that fan is forgotten meets half of what was there.
 * That is no fault: they are told what became of it.
 * @returns the refusal to tell them; undefined when the error is another one
 */
export function goneMeanwhile(error: unknown): CoreError | undefined {
  for (let one = error; one instanceof Error; one = one.cause) {
    const { code, constraint } = one as { code?: unknown; constraint?: unknown }
    if (one instanceof FanGone || (code === '23503' && REFERENCE.test(String(constraint)))) {
      return new CoreError(
        'not-found',
        'This fan was forgotten a moment ago, and nothing of them is left to show. Load the page again.',
      )
    }
  }
  return undefined
}
