import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { afterEach, describe, expect, test } from 'vitest'
import { connectEmbedded } from '../db/connect.embedded.ts'
import type { Connected } from '../db/connect.node.ts'
import { embeddedSnapshot } from '../db/embedded-snapshot.ts'
import { deleteFan, fanById } from '../db/fans.ts'
import { messagesOfFan } from '../db/messages.ts'
import { inTenant, rowsOf } from '../db/scope.ts'
import { createVault } from '../db/vault.ts'
import { MASTER_KEY } from './support/database.ts'
import { dump, plant } from './support/plant.ts'
import { dataFolder } from './support/process.ts'
import { filesIn, spellingsOf, whereFound } from './support/spellings.ts'
import { createWorld } from './support/world.ts'

/** A word that no program would write by chance, with letters that are two bytes in UTF-8. */
const CANARY = 'Zirkonvögelchen'

let opened: Connected | undefined
let folder: Awaited<ReturnType<typeof dataFolder>> | undefined
afterEach(async () => {
  await opened?.close()
  await folder?.remove()
  opened = undefined
  folder = undefined
})

describe('words of and about a fan', () => {
  test('are nowhere in the files of the embedded database', async () => {
    folder = await dataFolder()
    opened = await connectEmbedded(join(folder.path, 'database'), await embeddedSnapshot())
    const world = await createWorld({ store: { db: opened.db, vault: createVault(MASTER_KEY) } })
    const { fanId } = await plant(world.deps, world.tenantId, CANARY, world.pass)
    await opened.db.execute(sql`checkpoint`)
    const files = await filesIn(folder.path)
    expect(files.length).toBeGreaterThan(100)
    expect(await whereFound(files, ['photos'])).not.toEqual([])
    expect(await whereFound(files, [CANARY])).toEqual([])
    const [first] = await world.messagesOf(fanId)
    expect(first?.body).toContain(CANARY)
  })

  test('are in no column of any table, in any spelling', async () => {
    const world = await createWorld()
    await plant(world.deps, world.tenantId, CANARY, world.pass)
    const tables = rowsOf(
      await world.store.db.execute(sql`select tablename from pg_tables where schemaname = 'public'`),
    )
    expect(tables.length).toBeGreaterThan(25)
    for (const { tablename } of tables) {
      for (const row of await dump(world.store.db, String(tablename))) {
        const bytes = Buffer.from(
          row.replace(/\\\\x([0-9a-f]+)/g, (_, hex) => Buffer.from(hex, 'hex').toString('latin1')),
          'latin1',
        )
        for (const spelling of spellingsOf(CANARY)) {
          expect(row.includes(spelling.toString('latin1')) || bytes.includes(spelling), `${tablename}: ${row}`).toBe(
            false,
          )
        }
        expect(row, String(tablename)).not.toContain(CANARY)
      }
    }
  })

  test('do not open with another master key', async () => {
    const world = await createWorld()
    const { fanId } = await plant(world.deps, world.tenantId, CANARY, world.pass)
    const thief = { db: world.store.db, vault: createVault(Buffer.alloc(32, 99)) }
    await expect(inTenant(thief, world.tenantId, (scope) => fanById(scope, fanId))).rejects.toThrow()
  })

  test('do not open when a byte was changed, nor in another row, another fan or another tenant', async () => {
    const world = await createWorld()
    const { fanId } = await plant(world.deps, world.tenantId, CANARY, world.pass)
    const read = async () => {
      world.store.vault.fanKeys.clear()
      return inTenant(world.store, world.tenantId, (scope) => messagesOfFan(scope, fanId))
    }
    const { db } = world.store
    const [a, b] = await read()
    const kept = await dump(db, 'messages', sql`id = ${a?.id}`)
    await db.execute(
      sql`update messages set body_sealed = set_byte(body_sealed, 20, get_byte(body_sealed, 20) # 1) where id = ${a?.id}`,
    )
    await expect(read()).rejects.toThrow()
    await db.execute(
      sql`update messages set body_sealed = set_byte(body_sealed, 20, get_byte(body_sealed, 20) # 1) where id = ${a?.id}`,
    )
    expect(await dump(db, 'messages', sql`id = ${a?.id}`)).toEqual(kept)
    await read()

    await db.execute(
      sql`update messages set body_sealed = (select body_sealed from messages where id = ${b?.id}) where id = ${a?.id}`,
    )
    await expect(read()).rejects.toThrow()
    await db.execute(
      sql`update messages set body_sealed = decode(${kept[0]?.match(/"body_sealed": "\\\\x([0-9a-f]+)"/)?.[1]}, 'hex') where id = ${a?.id}`,
    )
    await read()

    await db.execute(
      sql`update fan_keys set wrapped = (select wrapped from fan_keys where fan_id <> ${fanId} limit 1) where fan_id = ${fanId}`,
    )
    await expect(read()).rejects.toThrow()
  })

  test('are unreadable for ever once the fan is erased, even in a copy that was kept', async () => {
    const world = await createWorld()
    const { fanId } = await plant(world.deps, world.tenantId, CANARY, world.pass)
    await inTenant(world.store, world.tenantId, (scope) => deleteFan(scope, fanId))
    for (const table of [
      'fan_keys',
      'messages',
      'memories',
      'drafts',
      'draft_versions',
      'decisions',
      'deliveries',
      'cards',
    ]) {
      expect(await dump(world.store.db, table, sql`fan_id = ${fanId}`), table).toEqual([])
    }
  })
})
