import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readEnv } from '../bot/env.ts'
import { createLocalEvents } from '../bot/live/local-events.ts'
import { openCache } from '../bot/live/open-cache.ts'
import { createLog } from '../bot/log.ts'
import { lockDataDir } from '../bot/node/data-lock.ts'
import { openLedgerFile } from '../bot/node/ledger-file.ts'
import { openDatabase } from '../bot/node/open-database.ts'
import { openStore } from '../bot/node/open-store.ts'
import { forgetElsewhere } from '../core/erasure/forget-elsewhere.ts'
import { replayLedger } from '../core/erasure/replay-ledger.ts'

/*
 * Forgets again whoever a ledger says was erased: after a restored backup, before anybody is served. It looks for everyone, also
 * for those whom this database calls erased itself, and afterwards the ledger of this machine knows every erasure of the database.
 * Souvenir must not run on an embedded database meanwhile.
 */
try {
  const env = readEnv(process.env)
  const lock = env.DATABASE_URL ? undefined : await lockDataDir(env.DATA_DIR)
  const { db, close } = await openDatabase(env, { say: () => undefined, problem: () => undefined })
  try {
    const { store } = await openStore(db, env)
    const log = createLog((line) => process.stderr.write(line))
    const own = openLedgerFile(env.ERASURE_LEDGER ?? join(env.DATA_DIR, 'erasures.ledger'))
    const deps = {
      store,
      log,
      ledger: own,
      now: () => new Date(),
      wake: () => undefined,
      cache: openCache(env, log),
      events: createLocalEvents(),
      desks: { desksFor: async () => [] },
    }
    const given = process.argv[2]
    const lines = given ? (await readFile(given, 'utf8')).split('\n').filter(Boolean) : await own.lines()
    const { erasures, forgottenAgain, unreadable } = await replayLedger(deps, { lines, everyone: true })
    await forgetElsewhere(deps)
    console.log(
      `${erasures} erasures in ${given ?? own.where}: ${forgottenAgain} forgotten again, ${unreadable} lines unreadable.`,
    )
    if (unreadable > 0) process.exitCode = 1
  } finally {
    await close()
    await lock?.release()
  }
} catch (error) {
  console.error(`\nNothing was replayed. ${error instanceof Error ? error.message : error}\n`)
  process.exit(1)
}
