import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sql } from 'drizzle-orm'
import { expect, onTestFinished, test } from 'vitest'
import { connectEmbedded } from '../db/connect.embedded.ts'
import { dataFolder, launch } from './support/process.ts'

const TOOL = fileURLToPath(new URL('../tools/audit-verify.ts', import.meta.url))

test('npm run audit:verify says that a record is whole, then where it was changed, then that its end is gone', async () => {
  const folder = await dataFolder()
  onTestFinished(folder.remove)
  const souvenir = launch({ DATA_DIR: folder.path })
  await souvenir.url
  const busy = await verify(folder.path)
  expect(busy).toMatchObject({ code: 2, words: expect.stringMatching(/Another Souvenir.*\n.*DATA_DIR=copy/) })
  await souvenir.end('SIGTERM')

  const whole = await verify(folder.path)
  expect(whole.words).toMatch(/^Checked: \d+ entries in \d+ links, [1-9]\d* checkpoints from .*audit-checkpoints\.txt/)
  expect(whole).toMatchObject({ code: 0, words: expect.stringMatching(/Unbroken until .* \(link \d+\)/) })

  await tampering(folder.path, `update audit_events set actor = 'user:nobody' where seq = 1`)
  expect(await verify(folder.path)).toMatchObject({
    code: 1,
    words: expect.stringMatching(/DAMAGED at entry 1 \(entry-changed\)/),
  })
  expect(JSON.parse((await verify(folder.path, '--json')).words)).toMatchObject({
    whole: false,
    damage: { kind: 'entry-changed', place: 'entry 1' },
  })

  await tampering(folder.path, 'delete from audit_events', 'delete from audit_links')
  expect(await verify(folder.path)).toMatchObject({ code: 1, words: expect.stringMatching(/end-cut-off/) })

  const path = join(folder.path, 'audit-checkpoints.txt')
  const lines = await readFile(path, 'utf8')
  await writeFile(path, lines.replace(/v1 \d+/, 'v1 9'))
  expect(await verify(folder.path)).toMatchObject({
    code: 1,
    words: expect.stringMatching(/line 1 \(checkpoint-changed\)/),
  })
}, 240_000)

async function verify(dataDir: string, ...args: string[]): Promise<{ code: number; words: string }> {
  const child = spawn(process.execPath, [TOOL, ...args], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, DATA_DIR: dataDir },
  })
  let words = ''
  child.stdout.on('data', (chunk) => {
    words += chunk
  })
  child.stderr.on('data', (chunk) => {
    words += chunk
  })
  const [code] = await once(child, 'close')
  return { code: Number(code), words: words.trim() }
}

/** What somebody who has the folder can do: no trigger stops them. */
async function tampering(dataDir: string, ...statements: string[]): Promise<void> {
  const { db, close } = await connectEmbedded(join(dataDir, 'database'))
  await db.execute(sql`set session_replication_role = replica`)
  for (const statement of statements) await db.execute(sql.raw(statement))
  await close()
}
