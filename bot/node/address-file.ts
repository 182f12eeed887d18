import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const FILE = 'address'

/** Leaves beside the data where this process answers, for the tools of the same machine. @returns takes it away again */
export async function leaveAddress(dataDir: string, of: { host: string; port: number }): Promise<() => Promise<void>> {
  const file = join(dataDir, FILE)
  const host = of.host === '0.0.0.0' || of.host === '::' ? '127.0.0.1' : of.host
  await writeFile(file, `http://${host.includes(':') ? `[${host}]` : host}:${of.port}\n`, { mode: 0o600 })
  return () => rm(file, { force: true })
}

/** Where a Souvenir with these data answers, if one runs or was killed. */
export async function addressLeft(dataDir: string): Promise<string | undefined> {
  return (await readFile(join(dataDir, FILE), 'utf8').catch(() => '')).trim() || undefined
}
