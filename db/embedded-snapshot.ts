import { createHash } from 'node:crypto'
import { openAsBlob } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { connectEmbedded } from './connect.embedded.ts'

const MIGRATIONS = new URL('./migrations/', import.meta.url)
const CACHE = new URL('../.cache/', import.meta.url)
/** Another one whenever what a snapshot leaves out changes. */
const FORM = 'without templates'

/**
 * An empty migrated database as one file: a new embedded database begins from it several times faster than from nothing.
 * @returns undefined when none was made for these very migrations
 */
export async function embeddedSnapshot(): Promise<Blob | undefined> {
  try {
    return await openAsBlob(fileURLToPath(await snapshotFile()), { type: 'application/x-gzip' })
  } catch {
    return undefined
  }
}

/** Makes the snapshot for the migrations as they are now, and drops older ones. @returns false when it was there already */
export async function makeEmbeddedSnapshot(): Promise<boolean> {
  if (await embeddedSnapshot()) return false
  const file = await snapshotFile()
  const made = await connectEmbedded('memory')
  // Templates for databases that nobody will create: without them a new house is 600 files and 15 MB lighter.
  await made.pglite.exec(`update pg_database set datistemplate = false;`)
  for (const template of ['template0', 'template1']) await made.pglite.exec(`drop database ${template}`)
  await made.pglite.exec('checkpoint')
  const dump = await made.pglite.dumpDataDir('none')
  const packed = gzipSync(new Uint8Array(await dump.arrayBuffer()))
  await made.close()
  await mkdir(CACHE, { recursive: true })
  const older = (await readdir(CACHE)).filter((name) => /^database-.*\.tar\.gz$/.test(name))
  // Under another name first: a half-written snapshot must never be taken for a whole one.
  const unfinished = new URL(`unfinished-${process.pid}.tar.gz`, CACHE)
  await writeFile(unfinished, packed)
  await rename(unfinished, file)
  for (const name of older) await rm(new URL(name, CACHE), { force: true })
  return true
}

/** Named by what is in it, so that a snapshot of other migrations or another engine is never used. */
async function snapshotFile(): Promise<URL> {
  const { dependencies } = JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8'))
  const hash = createHash('sha256').update(FORM).update(dependencies['@electric-sql/pglite'])
  const names = (await readdir(MIGRATIONS)).filter((name) => name.endsWith('.sql')).toSorted()
  for (const name of names) hash.update(name).update(await readFile(new URL(name, MIGRATIONS)))
  return new URL(`database-${hash.digest('hex').slice(0, 16)}.tar.gz`, CACHE)
}
