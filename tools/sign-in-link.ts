import { type Env, readEnv } from '../bot/env.ts'
import { addressLeft } from '../bot/node/address-file.ts'
import { lockDataDir } from '../bot/node/data-lock.ts'
import { findMasterKey } from '../bot/node/master-key.ts'
import { openDatabase } from '../bot/node/open-database.ts'
import { openStore } from '../bot/node/open-store.ts'
import { proveOperator } from '../bot/sign-in/operator-proof.ts'
import { createSignIn } from '../bot/sign-in/sign-in.ts'
import type { Connected } from '../db/connect.node.ts'
import { connectHyperdrive } from '../db/connect.worker.ts'
import { isSchemaCurrent } from '../db/schema-state.ts'
import { createVault } from '../db/vault.ts'

/* Prints a new link of one use for the owner, whether Souvenir runs or not. The master key is the proof that one may. */

try {
  const env = readEnv(process.env)
  const masterKey = await findMasterKey(env)
  if (!masterKey)
    throw new Error('There is nobody to sign in yet: start Souvenir once, it prints the first link itself.')
  const running = (await addressLeft(env.DATA_DIR)) ?? `http://127.0.0.1:${env.PORT}`
  const link = (await askRunning(running, masterKey.bytes)) ?? (await makeAlone(env))
  console.log(
    `\n  ${link}\n\n  It works once, within 30 minutes, while Souvenir runs. Older links are worthless now.\n`,
  )
} catch (error) {
  console.error(`\nNo link was made. ${error instanceof Error ? error.message : error}\n`)
  process.exit(1)
}

/** Undefined when nothing of ours answers there. */
async function askRunning(address: string, key: Buffer): Promise<string | undefined> {
  const answer = await fetch(`${address}/api/auth/operator/link`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(proveOperator(createVault(key), new Date())),
    signal: AbortSignal.timeout(10_000),
  }).catch(() => undefined)
  const body = (await answer?.json().catch(() => undefined)) as { data?: { link?: string } } | undefined
  return body?.data?.link
}

async function makeAlone(env: Env): Promise<string> {
  const lock = env.DATABASE_URL ? undefined : await lockDataDir(env.DATA_DIR)
  try {
    const { db, close } = await open(env)
    try {
      const { store } = await openStore(db, env)
      const signIn = createSignIn({
        store,
        now: () => new Date(),
        log: { info: () => undefined, warn: () => undefined },
        publicUrl: env.PUBLIC_URL ? new URL(env.PUBLIC_URL) : undefined,
        mail: undefined,
        tell: console.log,
      })
      signIn.servedAt(`http://localhost:${env.PORT}`)
      return await signIn.signInLink()
    } finally {
      await close()
    }
  } finally {
    await lock?.release()
  }
}

/** A server's database is used as it stands: other processes may run on it with another version of this program. */
async function open(env: Env): Promise<Connected> {
  if (!env.DATABASE_URL) return openDatabase(env, { say: () => undefined, problem: () => undefined })
  const connected = connectHyperdrive(env.DATABASE_URL, () => undefined)
  if (await isSchemaCurrent(connected.db)) return connected
  await connected.close()
  throw new Error('The database is behind this program. Bring it up to date: npm run db:migrate -- URL')
}
