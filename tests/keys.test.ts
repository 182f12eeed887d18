import { execFile } from 'node:child_process'
import { access, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openStore } from '../bot/node/open-store.ts'
import { connectEmbedded } from '../db/connect.embedded.ts'
import { embeddedSnapshot } from '../db/embedded-snapshot.ts'
import { rewrapKeys } from '../db/fan-keys.ts'
import { fanById } from '../db/fans.ts'
import { installs } from '../db/schema.ts'
import { acrossTenants, inTenant } from '../db/scope.ts'
import { createVault } from '../db/vault.ts'
import { dataFolder, failToStart, startProcess } from './support/process.ts'
import { createWorld } from './support/world.ts'

const COMMAND = fileURLToPath(new URL('../tools/rotate-keys.ts', import.meta.url))

describe('another master key', () => {
  let data: Awaited<ReturnType<typeof dataFolder>>
  beforeEach(async () => {
    data = await dataFolder()
  })
  afterEach(() => data.remove())

  test('opens everything, and the old one opens nothing any more', async () => {
    await settle()
    const before = await fanNames()
    expect(before).toEqual(['Mia', 'Tom'])
    const old = await keyText()
    expect(await rotate()).toMatch(/the keys of 2 fans are wrapped by the new one/)
    expect(await keyText()).not.toBe(old)
    expect(await fanNames()).toEqual(before)
    const refused = await failToStart({ DATA_DIR: data.path, MASTER_KEY: old })
    expect(refused.words).toMatch(/wrong master key/)
    const again = await startProcess({ DATA_DIR: data.path })
    expect(await again.end('SIGTERM')).toBe(0)
    const kept = (await readdir(data.path)).filter((name) => name.startsWith('master.key.until-'))
    expect(kept).toHaveLength(1)
  })

  test('a change that was broken off before or after the database took it is ended by the same command', async () => {
    await settle()
    const before = await fanNames()
    const [key, prepared, old] = ['master.key', 'master.key.new', 'master.key.old'].map((name) => join(data.path, name))
    await writeFile(prepared as string, `${Buffer.alloc(32, 5).toString('base64')}\n`)
    expect(await rotate()).toMatch(/was changed/)
    expect((await keyText()).trim()).toBe(Buffer.alloc(32, 5).toString('base64'))
    // As it was one moment before the file was taken up.
    await rename(key as string, prepared as string)
    const stuck = await failToStart({ DATA_DIR: data.path })
    expect(stuck.words).toMatch(/master key is missing/)
    expect(await rotate()).toMatch(/broken off is complete/)
    await expect(access(old as string)).rejects.toThrow()
    expect(await fanNames()).toEqual(before)
  })

  test('is refused with words while Souvenir runs, and when the key that is there is another database’s', async () => {
    await settle()
    const running = await startProcess({ DATA_DIR: data.path })
    await expect(rotate()).rejects.toThrow(/not changed[\s\S]*process/)
    await running.end('SIGTERM')
    await expect(rotate({ MASTER_KEY: Buffer.alloc(32, 1).toString('base64') })).rejects.toThrow(
      /not the one this database was sealed with/,
    )
    expect(await fanNames()).toEqual(['Mia', 'Tom'])
  })

  /** A database as a first start leaves it, with two fans. */
  async function settle() {
    const { db, close } = await connectEmbedded(join(data.path, 'database'), await embeddedSnapshot())
    const { store } = await openStore(db, { MASTER_KEY: undefined, DATA_DIR: data.path })
    const world = await createWorld({ store })
    await world.fan('Mia').writes('hi')
    await world.fan('Tom').writes('hello')
    await close()
    await writeFile(join(data.path, 'database', 'souvenir.whole'), '')
  }
  const keyText = () => readFile(join(data.path, 'master.key'), 'utf8')

  async function rotate(env: Record<string, string> = {}): Promise<string> {
    const settings = { PATH: process.env.PATH, HOME: process.env.HOME, DATA_DIR: data.path, ...env }
    const { stdout } = await promisify(execFile)(process.execPath, [COMMAND], { env: settings }).catch((error) => {
      throw new Error(error.stderr)
    })
    return stdout
  }

  async function fanNames(): Promise<string[]> {
    const { db, close } = await connectEmbedded(join(data.path, 'database'))
    try {
      const { store } = await openStore(db, { MASTER_KEY: undefined, DATA_DIR: data.path })
      const rows = await acrossTenants(store, (tx) => tx.query.fans.findMany({ columns: { id: true, tenantId: true } }))
      const fans = rows.map(({ id, tenantId }) => inTenant(store, tenantId, (scope) => fanById(scope, id)))
      return (await Promise.all(fans)).map((fan) => fan?.name ?? '').toSorted()
    } finally {
      await close()
    }
  }
})

test('a process that still has the old key makes no fan that nobody could read', async () => {
  const world = await createWorld()
  const { db, vault } = world.store
  await db.insert(installs).values({ id: 1, keyCheck: vault.keyCheck, rootWrapped: vault.wrapRoot() })
  const received = await world.fan('Mia').writes('hi')
  const next = createVault(Buffer.alloc(32, 8))
  expect(await rewrapKeys({ db }, vault, next)).toBe(1)
  expect(await rewrapKeys({ db }, vault, next)).toBeUndefined()
  await expect(world.fan('Tom').writes('hello')).rejects.toThrow(/master key was changed/)
  vault.fanKeys.clear()
  await expect(world.messagesOf(received.kind === 'stored' ? received.fanId : '')).rejects.toThrow()
})
