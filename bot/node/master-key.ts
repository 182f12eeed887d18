import { randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

export interface MasterKey {
  bytes: Buffer
  /** `MASTER_KEY`, or the file it stands in. */
  from: string
}

const KEY_BYTES = 32
const FILE = 'master.key'

/** The master key that is there: the setting, else the file beside the data. Undefined when there is neither. */
export async function findMasterKey(env: {
  MASTER_KEY?: string | undefined
  DATA_DIR: string
}): Promise<MasterKey | undefined> {
  if (env.MASTER_KEY !== undefined) return { bytes: parseMasterKey(env.MASTER_KEY, 'MASTER_KEY'), from: 'MASTER_KEY' }
  const file = join(env.DATA_DIR, FILE)
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw new Error(`The master key in ${file} cannot be read: ${error.message}`)
  })
  return text === undefined ? undefined : { bytes: parseMasterKey(text.trim(), file), from: file }
}

/** Makes a key file that only this user may read. Of two processes that do it at once, both get the key of the first. */
export async function createMasterKey(dataDir: string): Promise<MasterKey> {
  const file = join(dataDir, FILE)
  const bytes = randomBytes(KEY_BYTES)
  try {
    await writeFile(file, `${bytes.toString('base64')}\n`, { flag: 'wx', mode: 0o600, flush: true })
    return { bytes, from: file }
  } catch (error) {
    const winner = (error as NodeJS.ErrnoException).code === 'EEXIST' && (await findMasterKey({ DATA_DIR: dataDir }))
    if (winner) return winner
    throw error
  }
}

/** 32 bytes, written as base64 or as 64 hexadecimal digits. @param from what to name when it is wrong */
export function parseMasterKey(text: string, from: string): Buffer {
  const bytes = /^[0-9a-f]{64}$/i.test(text) ? Buffer.from(text, 'hex') : Buffer.from(text, 'base64')
  const isClean = /^[0-9a-f]{64}$/i.test(text) || /^[A-Za-z0-9+/_-]{43}=?$/.test(text)
  if (isClean && bytes.length === KEY_BYTES) return bytes
  throw new Error(
    `${from} is no master key: it must be 32 bytes, as base64 (44 characters) or as 64 hexadecimal digits. ` +
      'A new one: openssl rand -base64 32',
  )
}
