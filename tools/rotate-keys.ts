import { readEnv } from '../bot/env.ts'
import { lockDataDir } from '../bot/node/data-lock.ts'
import { openDatabase } from '../bot/node/open-database.ts'
import { rotateMasterKey } from '../bot/node/rotate-master-key.ts'

/*
 * Gives the installation another master key: NEW_MASTER_KEY, or a new one in DATA_DIR/master.key. Every fan's key and the root are
 * wrapped anew in one transaction; nothing that was sealed is touched. Ends a change that was broken off.
 */

try {
  const env = readEnv(process.env)
  // An embedded database belongs to one process: Souvenir has to be stopped. On a server, see docs/deploy-node.md.
  const lock = env.DATABASE_URL ? undefined : await lockDataDir(env.DATA_DIR)
  try {
    const { db, close } = await openDatabase(env, { say: console.log, problem: () => undefined })
    try {
      console.log(`\n${await rotateMasterKey(db, env)}\n`)
    } finally {
      await close()
    }
  } finally {
    await lock?.release()
  }
} catch (error) {
  console.error(`\nThe master key was not changed. ${error instanceof Error ? error.message : error}\n`)
  process.exit(1)
}
