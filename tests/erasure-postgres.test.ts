import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { describe, expect, onTestFinished, test } from 'vitest'
import { runDueWork } from '../core/due-work.ts'
import { askErasure } from '../core/erasure/ask-erasure.ts'
import { replayLedger } from '../core/erasure/replay-ledger.ts'
import { connectPostgres } from '../db/connect.node.ts'
import { keepInstall } from '../db/installs.ts'
import { createVault, keyCheckOf } from '../db/vault.ts'
import { databaseUrl, MASTER_KEY } from './support/database.ts'
import { dump, plant } from './support/plant.ts'
import { dataFolder, runCommand } from './support/process.ts'
import { createWorld } from './support/world.ts'

describe('a backup of a Postgres server', () => {
  test('from before an erasure, restored, is without the fan once the ledger was replayed, and everybody else is there', async () => {
    const [live, backup, other] = [
      await newDatabase(),
      ...(await Promise.all([1, 2].map(() => newDatabase({ without: true })))),
    ]
    const first = await connectPostgres(live.url, () => undefined)
    const planted = await createWorld({ store: { db: first.db, vault: createVault(MASTER_KEY) } })
    const { fanId } = await plant(planted.deps, planted.tenantId, 'Zirkonvogel', planted.pass)
    await keepInstall(first.db, { keyCheck: keyCheckOf(MASTER_KEY), rootWrapped: null })
    await first.close()
    for (const copy of [backup, other]) await asAdmin(`create database ${copy?.name} template ${live.name}`)

    const second = await connectPostgres(live.url, () => undefined)
    const deps = { ...planted.deps, store: { db: second.db, vault: createVault(MASTER_KEY) } }
    const world = { ...planted, deps }
    await askErasure(deps, { tenantId: world.tenantId, fanId, actor: world.kim })
    await runDueWork(deps)
    expect(await dump(second.db, 'fan_keys')).toHaveLength(1)
    await second.close()

    const restored = await connectPostgres(backup?.url ?? '', () => undefined)
    const back = { ...planted.deps, store: { db: restored.db, vault: createVault(MASTER_KEY) } }
    expect(await dump(restored.db, 'fan_keys')).toHaveLength(2)
    const tampered = (await back.ledger.lines()).map((line) => line.replace('"kind":"begun"', '"kind":"done"'))
    expect(await replayLedger(back, { lines: tampered.slice(0, 1) })).toMatchObject({
      forgottenAgain: 0,
      unreadable: 1,
    })
    expect(await replayLedger(back)).toEqual({ erasures: 1, forgottenAgain: 1, unreadable: 0 })
    expect(await replayLedger(back)).toMatchObject({ forgottenAgain: 0 })
    expect(await dump(restored.db, 'fan_keys')).toHaveLength(1)
    for (const table of ['fans', 'messages', 'memories', 'drafts', 'draft_versions', 'conversations', 'fan_requests']) {
      for (const row of await dump(restored.db, table)) expect(row, table).not.toContain(fanId)
    }
    await runDueWork(back)
    expect((await dump(restored.db, 'erasures')).join()).toContain('"state": "done"')
    await restored.close()

    // The same by the command, as an operator types it.
    const folder = await dataFolder()
    onTestFinished(() => folder.remove())
    const ledger = join(folder.path, 'erasures.ledger')
    await writeFile(ledger, `${(await planted.deps.ledger.lines()).join('\n')}\n`)
    const env = { DATA_DIR: folder.path, DATABASE_URL: other?.url ?? '', MASTER_KEY: MASTER_KEY.toString('base64') }
    const { code, said, problems } = await runCommand('erasures:replay', [ledger], env)
    expect(said, problems).toContain('1 forgotten again, 0 lines unreadable.')
    expect(code).toBe(0)
    const replayed = await connectPostgres(other?.url ?? '', () => undefined)
    expect(await dump(replayed.db, 'fan_keys')).toHaveLength(1)
    for (const row of await dump(replayed.db, 'messages')) expect(row).not.toContain(fanId)
    await replayed.close()
  }, 240_000)
})

async function newDatabase({ without = false } = {}) {
  const name = `souvenir_restore_${process.pid}_${Math.random().toString(36).slice(2, 8)}`
  if (!without) await asAdmin(`create database ${name}`)
  onTestFinished(() => asAdmin(`drop database if exists ${name} with (force)`))
  const url = new URL(databaseUrl ?? '')
  url.pathname = `/${name}`
  return { name, url: url.href }
}

async function asAdmin(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  await client.query(statement).finally(() => client.end())
}
