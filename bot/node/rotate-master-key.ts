import { randomBytes } from 'node:crypto'
import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Db } from '../../db/db.ts'
import { rewrapKeys } from '../../db/fan-keys.ts'
import { installOf } from '../../db/installs.ts'
import { createVault, keyCheckOf, unwrapRoot } from '../../db/vault.ts'
import type { Env } from '../env.ts'
import { findMasterKey, parseMasterKey } from './master-key.ts'

type KeyEnv = Pick<Env, 'MASTER_KEY' | 'NEW_MASTER_KEY' | 'DATA_DIR'>

/**
 * Changes the master key of an installation, whole or not at all. A new key that nobody gave is written to a file before the
 * database takes it, so that a process that dies in between loses neither key.
 * @returns what happened and what is left to do, in words
 * @throws when there is no key, the key is not this database's, or nothing was ever sealed here
 */
export async function rotateMasterKey(db: Db, env: KeyEnv): Promise<string> {
  const install = await installOf(db)
  if (!install) throw new Error('There is nothing here yet to change the key of: start Souvenir once first.')
  const waiting = join(env.DATA_DIR, 'master.key.new')
  const prepared = await keyIn(waiting)
  if (prepared && keyCheckOf(prepared) === install.keyCheck) {
    await takeUp(waiting, env.DATA_DIR)
    return 'The change that was broken off is complete. Start Souvenir with the new key.'
  }
  const current = await findMasterKey(env)
  if (!current) throw new Error(`There is no master key in MASTER_KEY or in ${env.DATA_DIR}.`)
  if (keyCheckOf(current.bytes) !== install.keyCheck) {
    const given = env.NEW_MASTER_KEY && keyCheckOf(parseMasterKey(env.NEW_MASTER_KEY, 'NEW_MASTER_KEY'))
    if (given === install.keyCheck) {
      return 'The database has the new key already. Put it in MASTER_KEY, in place of the old one, and start Souvenir.'
    }
    throw new Error(`The key from ${current.from} is not the one this database was sealed with.`)
  }
  const isInFile = current.from !== 'MASTER_KEY'
  if (!isInFile && !env.NEW_MASTER_KEY) {
    throw new Error(
      'The key stands in MASTER_KEY: name the new one in NEW_MASTER_KEY. A new one: openssl rand -base64 32',
    )
  }
  const next = env.NEW_MASTER_KEY ? parseMasterKey(env.NEW_MASTER_KEY, 'NEW_MASTER_KEY') : (prepared ?? randomBytes(32))
  if (next.equals(current.bytes)) throw new Error('The new key is the old one.')
  if (isInFile) await writeFile(waiting, `${next.toString('base64')}\n`, { mode: 0o600, flush: true })
  const root = install.rootWrapped ? unwrapRoot(current.bytes, install.rootWrapped) : current.bytes
  const count = await rewrapKeys({ db }, createVault(current.bytes, root), createVault(next, root))
  if (count === undefined) {
    if (isInFile) await rm(waiting, { force: true })
    throw new Error('Another process changed the key at the same time. Look which one it kept, and try again.')
  }
  if (isInFile) await takeUp(waiting, env.DATA_DIR)
  const where = isInFile ? `It stands in ${join(env.DATA_DIR, 'master.key')}.` : 'Put it in MASTER_KEY now.'
  return (
    `The master key was changed; the keys of ${count} ${count === 1 ? 'fan' : 'fans'} are wrapped by the new one. ${where}\n` +
    'The old key still opens backups made before: destroy it when you need them no longer.'
  )
}

/** The old file is kept beside it until a person removes it: older backups need it. */
async function takeUp(waiting: string, dataDir: string): Promise<void> {
  const file = join(dataDir, 'master.key')
  await rename(file, join(dataDir, `master.key.until-${new Date().toISOString().slice(0, 10)}`)).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error
    },
  )
  await rename(waiting, file)
}

async function keyIn(file: string): Promise<Buffer | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined)
  return text === undefined ? undefined : parseMasterKey(text.trim(), file)
}
