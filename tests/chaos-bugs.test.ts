import { readFile } from 'node:fs/promises'
import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { BUGS } from './support/chaos-bugs.ts'
import { emptyStore } from './support/database.ts'

/** A bug that can no longer be put in would be told by nobody but whoever asks the chaos run for it. */
describe.each(Object.entries(BUGS))('the seeded bug %s', (_name, { change, sql: statements }) => {
  test('still fits the program', async () => {
    if (!change) return expect(statements).not.toEqual([])
    const program = await readFile(new URL(`..${change.file}`, import.meta.url), 'utf8')
    expect(program.replace(change.words, change.become)).not.toBe(program)
  })

  test('still fits the database', async () => {
    const { db } = await emptyStore()
    const undone = new Error('undone')
    await expect(
      db.transaction(async (tx) => {
        for (const statement of statements) await tx.execute(sql.raw(statement))
        throw undone
      }),
    ).rejects.toBe(undone)
  })
})
