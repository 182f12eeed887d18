import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { writeCheckpoint } from '../core/audit/checkpoint.ts'
import { dropOldEntries } from '../core/audit/drop-old-entries.ts'
import { linkEntries } from '../core/audit/link-entries.ts'
import { createRecordTender } from '../core/audit/tend-record.ts'
import { verifyRecord } from '../core/audit/verify-record.ts'
import { verifyStored } from '../core/audit/verify-stored.ts'
import { commitAudit, noteAudit } from '../db/audit.ts'
import { entriesIn, linksAfter } from '../db/audit-links.ts'
import type { Range } from '../db/audit-ranges.ts'
import type { Db } from '../db/db.ts'
import { auditEvents, auditLinks } from '../db/schema.ts'
import { acrossTenants, inTenant } from '../db/scope.ts'
import { openTroubles } from '../db/troubles.ts'
import { bypassing, noteSome } from './support/audit-rows.ts'
import { copyOf, inMemory, type StoredRecord, TAMPERINGS } from './support/tamper-record.ts'
import { createWorld, type World } from './support/world.ts'

const EVERYTHING: Range[] = [[Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER]]
const HOUR = 3_600_000

describe('the record of accesses', () => {
  test('1,000 random tamperings are all found, each at its first place', async () => {
    const world = await createWorld()
    const record = await aRecord(world)
    const { vault } = world.store
    expect(await verifyRecord(inMemory(record), { vault, checkpoints: record.checkpoints })).toMatchObject({
      damage: undefined,
      entries: record.entries.length,
      links: record.links.length,
    })
    const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31))
    console.log(`tampering with seed ${seed}; SEED=${seed} repeats it`)
    const random = seeded(seed)
    const missed: string[] = []
    const kinds = new Set<string>()
    const names = Object.keys(TAMPERINGS)
    for (let time = 0; time < 1_000; time += 1) {
      const name = names[time % names.length] ?? ''
      const tampered = copyOf(record)
      TAMPERINGS[name]?.(tampered, random)
      const { damage } = await verifyRecord(inMemory(tampered), { vault, checkpoints: tampered.checkpoints })
      if (damage) kinds.add(damage.kind)
      else missed.push(`${name} (seed ${seed}, number ${time})`)
    }
    expect(missed).toEqual([])
    // Not one alarm for everything: what happened is told apart.
    expect(kinds.size).toBeGreaterThan(6)
  })

  test.each(Object.keys(TAMPERINGS))(
    'in the database itself, by somebody who may do anything there: %s',
    async (name) => {
      const world = await createWorld()
      const record = await aRecord(world)
      const tampered = copyOf(record)
      TAMPERINGS[name]?.(tampered, seeded(7))
      await store(world.store.db, tampered)
      const { damage } = await verifyStored(world, tampered.checkpoints)
      const inMemoryToo = await verifyRecord(inMemory(tampered), {
        vault: world.store.vault,
        checkpoints: tampered.checkpoints,
      })
      expect(damage).toBeDefined()
      expect(damage).toEqual(inMemoryToo.damage)
      await store(world.store.db, record)
      expect((await verifyStored(world, record.checkpoints)).damage).toBeUndefined()
    },
  )

  test('work that commits late is linked late, and nothing is missed or linked twice', async () => {
    const world = await createWorld()
    const note = (scope: Parameters<typeof noteAudit>[0], subjectId: string) =>
      noteAudit(scope, { actor: 'user:kim', action: 'memory.edit', subjectId, happenedAt: world.now() })
    await inTenant(world.store, world.tenantId, (scope) => note(scope, 'first'))
    await expect(
      inTenant(world.store, world.tenantId, async (scope) => {
        await note(scope, 'rolled back')
        throw new Error('no')
      }),
    ).rejects.toThrow()
    await inTenant(world.store, world.tenantId, (scope) => note(scope, 'second'))
    await linkEntries(world.deps)
    // As if work that drew its number before had only now been committed.
    const entry = { actor: 'user:kim', action: 'memory.edit', subjectId: 'late', happenedAt: world.now() }
    await late(world, 2, entry)
    expect((await verifyStored(world)).waiting.count).toBe(1)
    await linkEntries(world.deps)
    const links = await acrossTenants(world.store, (tx) => linksAfter(tx, 0, 10))
    expect(links.map(({ covers }) => covers)).toEqual(['1 3', '2'])
    expect(await verifyStored(world)).toMatchObject({ damage: undefined, entries: 3, waiting: { count: 0 } })
  })

  test('two processes that link at once make one chain', async () => {
    const world = await createWorld()
    await noteSome(world, 30)
    await Promise.all([linkEntries(world.deps), linkEntries(world.deps), linkEntries(world.deps)])
    await noteSome(world, 3)
    await Promise.all([linkEntries(world.deps), linkEntries(world.deps)])
    expect(await verifyStored(world)).toMatchObject({ damage: undefined, entries: 33, links: 2 })
  })

  test('entries that are older than the chain are covered by its first link, and no later one is without a seal', async () => {
    const world = await createWorld()
    await noteSome(world, 3)
    await bypassing(world.store.db, (tx) => tx.execute(sql`update audit_events set mac = null`))
    await linkEntries(world.deps)
    expect((await verifyStored(world)).damage).toBeUndefined()
    await noteSome(world, 1)
    await linkEntries(world.deps)
    await bypassing(world.store.db, (tx) => tx.execute(sql`update audit_events set mac = null where seq = 4`))
    expect((await verifyStored(world)).damage).toMatchObject({ kind: 'entry-changed', place: 'entry 4' })
  })

  test('after 24 months, and a checkpoint, old entries go; the chain goes on from where they ended', async () => {
    const world = await createWorld()
    const lines: string[] = []
    const keeper = { lines: async () => lines }
    const longAgo = { ...world.deps, now: () => new Date('2020-05-01T10:00:00Z') }
    for (let link = 0; link < 3; link += 1) {
      await noteSome(world, 4, longAgo.now())
      await linkEntries(longAgo)
    }
    await noteSome(world, 5)
    const { last } = await linkEntries(world.deps)
    expect(await dropOldEntries(world.deps, keeper), 'without a checkpoint').toBe(0)
    if (last) lines.push(writeCheckpoint(world.store.vault, last))
    expect(await dropOldEntries(world.deps, keeper)).toBe(12)
    expect(await dropOldEntries(world.deps, keeper)).toBe(0)
    const verified = await verifyStored(world, lines)
    expect(verified).toMatchObject({ damage: undefined, entries: 5, dropped: 3, links: 2, checkpoints: 1 })
    await noteSome(world, 2)
    await linkEntries(world.deps)
    expect(await verifyStored(world, lines)).toMatchObject({ damage: undefined, entries: 7 })
  })

  test('what is not old enough is not dropped by anybody', async () => {
    const world = await createWorld()
    await noteSome(world, 1)
    const withTheSetting = world.store.db.transaction(async (tx) => {
      await tx.execute(sql`select set_config('app.audit_retention', 'on', true)`)
      await tx.execute(sql`delete from audit_events`)
    })
    await expect(withTheSetting).rejects.toMatchObject({
      cause: { message: expect.stringMatching(/only be added to/) },
    })
  })

  test('a running process tells everybody when the end of the record is cut off behind its back', async () => {
    const world = await createWorld()
    const lines: string[] = []
    const tender = createRecordTender(world.deps, {
      lines: async () => lines,
      keep: async (line) => void lines.push(line),
    })
    await noteSome(world, 2)
    await tender.tend()
    await noteSome(world, 2)
    await tender.tend()
    expect(lines).toHaveLength(1)
    await bypassing(world.store.db, async (tx) => {
      await tx.execute(sql`delete from audit_events where seq > 2`)
      await tx.execute(sql`delete from audit_links where number > 1`)
    })
    await tender.tend()
    const troubles = await inTenant(world.store, world.tenantId, (scope) => openTroubles(scope, 10))
    expect(troubles).toMatchObject([{ stage: 'audit', problem: expect.stringMatching(/end-cut-off, link 2/) }])
  })

  test('once a day the whole record is checked, and damage is a trouble that people see', async () => {
    const world = await createWorld()
    const tender = createRecordTender(world.deps, { lines: async () => [], keep: async () => undefined })
    await noteSome(world, 4)
    await tender.tend()
    await bypassing(world.store.db, (tx) => tx.execute(sql`update audit_events set actor = 'user:else' where seq = 2`))
    await world.pass(HOUR)
    await tender.tend()
    const troubles = () => inTenant(world.store, world.tenantId, (scope) => openTroubles(scope, 10))
    expect(await troubles()).toMatchObject([
      { stage: 'audit', problem: expect.stringMatching(/entry-changed, entry 2/) },
    ])
  })
})

/** Entries of many kinds in many links, with gaps, and checkpoints on the way and at the end. */
async function aRecord(world: World): Promise<StoredRecord> {
  const checkpoints: string[] = []
  for (let link = 0; link < 8; link += 1) {
    await noteSome(world, 2 + link)
    // A number that nobody ever uses: work that was rolled back.
    await world.store.db.execute(sql`select nextval('audit_events_seq_seq')`)
    const { last } = await linkEntries(world.deps)
    if (last && link % 3 === 1) checkpoints.push(writeCheckpoint(world.store.vault, last))
  }
  const [entries, links] = await acrossTenants(world.store, async (tx) => [
    await entriesIn(tx, EVERYTHING),
    await linksAfter(tx, 0, 100),
  ])
  const last = links.at(-1)
  if (last) checkpoints.push(writeCheckpoint(world.store.vault, last))
  return { entries, links, checkpoints }
}

/** Puts this record in the place of the one that stands there. */
async function store(db: Db, { entries, links }: StoredRecord): Promise<void> {
  await bypassing(db, async (tx) => {
    await tx.execute(sql`delete from audit_events`)
    await tx.execute(sql`delete from audit_links`)
    for (const entry of entries) await tx.insert(auditEvents).overridingSystemValue().values(entry)
    for (const link of links) await tx.insert(auditLinks).values(link)
  })
}

async function late({ store, tenantId }: World, seq: number, event: Parameters<typeof noteAudit>[1]) {
  await commitAudit(store, [{ tenantId, event }])
  await bypassing(store.db, (tx) =>
    tx.execute(sql`
      with moved as (delete from audit_events where seq = (select max(seq) from audit_events) returning *)
      insert into audit_events (seq, id, tenant_id, actor, action, purpose, fan_hash, subject_id, request_id, count, happened_at, mac)
      overriding system value
      select ${seq}, id, tenant_id, actor, action, purpose, fan_hash, subject_id, request_id, count, happened_at, mac from moved`),
  )
}

/** mulberry32 */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
