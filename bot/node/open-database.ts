import { access, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { whileItRestarts } from '../../core/patiently.ts'
import type { Connected } from '../../db/connect.node.ts'
import type { Env } from '../env.ts'
import { freeMegabytes, LEAST_FREE_MB } from './disk-room.ts'

export interface OpenedDatabase extends Connected {
  kind: 'embedded' | 'postgres'
  /** Says that the first start came to its end: from now on what is in it is kept whatever happens. */
  isWhole(): Promise<void>
}

/** What is said while it takes a moment, and what goes wrong later without ending anything. */
export interface Telling {
  say(line: string): void
  problem(error: Error): void
}

const WAIT_FOR_POSTGRES_MS = 30_000
/** Stands in a database folder whose first start came to its end. */
const WHOLE = 'souvenir.whole'

/** Opens the database that the settings name: a Postgres server, or the embedded one in DATA_DIR. Migrates it. */
export async function openDatabase(
  env: Pick<Env, 'DATABASE_URL' | 'DATA_DIR' | 'PLAINTEXT_HOSTS'>,
  telling: Telling,
): Promise<OpenedDatabase> {
  return env.DATABASE_URL
    ? openPostgres(env.DATABASE_URL, env.PLAINTEXT_HOSTS, telling)
    : openEmbedded(join(env.DATA_DIR, 'database'), env.DATA_DIR, telling)
}

async function openPostgres(
  url: string,
  plainHosts: readonly string[],
  { say, problem }: Telling,
): Promise<OpenedDatabase> {
  const { connectPostgres, waitForPostgres } = await import('../../db/connect.node.ts')
  await waitForPostgres(url, {
    forMs: WAIT_FOR_POSTGRES_MS,
    onWait: (why) => say(`Waiting for Postgres (${why}) …`),
    plainHosts,
  })
  const connected = await whileItRestarts(() => connectPostgres(url, problem, plainHosts))
  return { kind: 'postgres', isWhole: async () => undefined, ...connected }
}

async function openEmbedded(folder: string, dataDir: string, { say }: Telling): Promise<OpenedDatabase> {
  const free = await freeMegabytes(dataDir)
  if (free !== undefined && free < LEAST_FREE_MB) {
    throw new Error(
      `There are ${free} MB free where ${dataDir} is; the embedded database needs at least ${LEAST_FREE_MB}. ` +
        'Make room, or set DATA_DIR to a larger disk. Nothing was changed.',
    )
  }
  const { connectEmbedded } = await import('../../db/connect.embedded.ts')
  const { embeddedSnapshot } = await import('../../db/embedded-snapshot.ts')
  const isWhole = () => writeFile(join(folder, WHOLE), '')
  if (await isThere(join(folder, WHOLE))) return { kind: 'embedded', isWhole, ...(await connectEmbedded(folder)) }
  // A first start that was broken off: nothing had been accepted yet, so a new database loses nothing.
  if (await isThere(folder)) {
    await rename(folder, `${folder}.unfinished-${Date.now()}`)
    say('The last start was broken off while it made the database; making it again.')
  }
  const snapshot = await embeddedSnapshot()
  if (!snapshot) say('Making the database, once …')
  return { kind: 'embedded', isWhole, ...(await connectEmbedded(folder, snapshot)) }
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
