import { CoreError } from '../../core/errors.ts'
import type { Db } from '../../db/db.ts'
import { isSchemaCurrent, NEWEST_MIGRATION } from '../../db/schema-state.ts'
import type { Vault } from '../../db/vault.ts'
import { openStore } from '../node/open-store.ts'
import type { WorkerSettings } from './worker-settings.ts'

// What requests of one isolate share: keys that were proven right for this database.
let proven: { for: string; vault: Vault } | undefined

/**
 * The keys, once it is sure that schema, master key and program belong together.
 * @throws CoreError `unavailable`, in words for the operator
 */
export async function provenVault(db: Db, env: WorkerSettings, url: string): Promise<Vault> {
  const pair = `${url}|${env.MASTER_KEY}`
  if (proven?.for === pair) return proven.vault
  const isCurrent = await isSchemaCurrent(db).catch((error: unknown) => {
    throw new CoreError('unavailable', `The database does not answer: ${problemOf(error)}. Try again in a moment.`)
  })
  if (!isCurrent) {
    throw new CoreError(
      'unavailable',
      `The database is behind this program, which needs ${NEWEST_MIGRATION}. Bring it up to date with ` +
        '"npm run db:migrate -- postgres://…", then try again. Nothing was changed.',
    )
  }
  const { store } = await openStore(db, env).catch((error: unknown) => {
    throw new CoreError('unavailable', problemOf(error))
  })
  proven = { for: pair, vault: store.vault }
  return store.vault
}

/** The driver's reason, not the statement around it. */
function problemOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  return cause instanceof Error ? cause.message : String(cause)
}
