import type { PGlite } from '@electric-sql/pglite'
import { eq, sql } from 'drizzle-orm'
import fc from 'fast-check'
import pg from 'pg'
import { describe, expect, test } from 'vitest'
import { linkEntries } from '../core/audit/link-entries.ts'
import { commitAudit } from '../db/audit.ts'
import { gapsIn, type Range, readRanges, sizeOf, union, writeRanges } from '../db/audit-ranges.ts'
import type { Db } from '../db/db.ts'
import { auditEvents } from '../db/schema.ts'
import { acrossTenants, inTenant } from '../db/scope.ts'
import { noteSome } from './support/audit-rows.ts'
import { createWorld } from './support/world.ts'

describe('who may touch the record', () => {
  const FORBIDDEN = [
    `update audit_events set actor = 'x'`,
    'delete from audit_events',
    'truncate audit_events',
    'drop table audit_events',
    'alter table audit_events disable trigger all',
    'alter table audit_events disable row level security',
    'select * from audit_links',
    `insert into audit_links values (1, 'entries', '1', '', 1, '', '', now(), 1)`,
    'delete from audit_links',
    'truncate audit_links',
    'drop table audit_links',
    'create or replace function refuse_change() returns trigger language plpgsql as $$ begin return old; end $$',
    'set local session_replication_role = replica',
  ]
  test.each(FORBIDDEN)('the role of the application is refused: %s', async (statement) => {
    const world = await createWorld()
    await noteSome(world, 2)
    const attempt = inTenant(world.store, world.tenantId, async ({ tx }) => {
      await tx.execute(sql.raw(statement))
    })
    await expect(attempt).rejects.toMatchObject({ cause: { code: '42501' } })
    const kept = await world.store.db.select().from(auditEvents).where(eq(auditEvents.tenantId, world.tenantId))
    expect(kept).toHaveLength(2)
  })

  test('a role that row-level security holds back may add, for several tenants in one trip, and nothing else', async () => {
    const { store, tenantId, now } = await createWorld()
    const event = { actor: 'user:kim', action: 'fan.read', fanId: 'tom', happenedAt: now() }
    await withOnlyItsRole(store.db, (db) =>
      commitAudit({ ...store, db }, [
        { tenantId, event },
        { tenantId: 'another', event },
      ]),
    )
    const entries = await store.db.select().from(auditEvents)
    expect(entries.map((entry) => entry.tenantId)).toEqual([tenantId, 'another'])
  })

  test.each([
    `update audit_events set actor = 'x'`,
    'delete from audit_events',
    'truncate audit_events',
    `update audit_links set covers = ''`,
    'delete from audit_links',
    'truncate audit_links',
  ])('even the owner of the tables is stopped by the triggers: %s', async (statement) => {
    const world = await createWorld()
    await noteSome(world, 2)
    await linkEntries(world.deps)
    await expect(acrossTenants(world.store, (tx) => tx.execute(sql.raw(statement)))).rejects.toMatchObject({
      cause: { message: expect.stringMatching(/only be added to/) },
    })
  })
})

/** Connections that never have more than the application's role, as where it signs in by that role. */
async function withOnlyItsRole(db: Db, does: (db: Db) => Promise<void>): Promise<void> {
  const { $client: driver } = db as Db & { $client: pg.Pool | PGlite }
  if (!('totalCount' in driver)) {
    await driver.query('set role souvenir_app')
    return does(db).finally(() => driver.query('reset role'))
  }
  const pool = new pg.Pool({ ...driver.options, options: '-c role=souvenir_app' })
  await does({ $client: pool } as unknown as Db).finally(() => pool.end())
}

describe('ranges of numbers', () => {
  const numbers = fc.uniqueArray(fc.nat(60)).map((list) => list.toSorted((a, b) => a - b))
  const rangesIn = (list: number[]) => union(list.map((number): Range => [number, number]))
  const all = (ranges: Range[]) =>
    ranges.flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, index) => from + index))

  test('say the same numbers however they are written, and what lies between them is the rest', () => {
    fc.assert(
      fc.property(numbers, numbers, (one, other) => {
        const ranges = rangesIn(one)
        expect(all(ranges)).toEqual(one)
        expect(readRanges(writeRanges(ranges))).toEqual(ranges)
        expect(all(union(ranges, rangesIn(other)))).toEqual([...new Set([...one, ...other])].toSorted((a, b) => a - b))
        const gaps = gapsIn(ranges, [0, 60])
        expect([...one, ...all(gaps)].toSorted((a, b) => a - b)).toEqual(Array.from({ length: 61 }, (_, at) => at))
        expect(sizeOf(gaps) + sizeOf(ranges)).toBe(61)
      }),
    )
  })

  test.each(['3-1', '1-1', '1 2', '5 3', '1-3 2-4', 'x', '1-', ' 1'])('"%s" is none', (text) => {
    expect(readRanges(text)).toBeUndefined()
  })
})
