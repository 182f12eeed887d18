import { randomBytes } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { NewMemory, writeMemory } from '../../core/memories/write-memory.ts'
import type { Db } from '../../db/db.ts'
import { newId } from '../../db/ids.ts'
import { chat } from './big-fan.ts'
import { type Figure, measure } from './measure.ts'
import { cpuOfBackends } from './processor.ts'
import { benchWorld, KIM } from './world.ts'

const FANS = 50

/** What remembering costs, beside the one INSERT that nothing can be cheaper than. */
export async function writes(name: string, db: Db, times: number): Promise<Figure[]> {
  await db.execute(sql`create table if not exists bench_peer (id uuid primary key, words bytea, at timestamptz)`)
  const world = await benchWorld(db)
  const talk = chat(3)
  const fans: string[] = []
  for (let index = 0; index < FANS; index += 1) {
    const received = await world.fanWrites(`writer ${index}`, talk.line())
    if (received.kind === 'stored') fans.push(received.fanId)
  }
  const server = await cpuOfBackends(db)
  const words = randomBytes(120)
  return [
    await measure(
      `${name}: one INSERT and its commit, the least a write can cost`,
      times,
      () => db.execute(sql`insert into bench_peer values (${newId()}, ${words}, now())`),
      { server },
    ),
    await measure(
      `${name}: a memory written: checked, sealed, stored, on record`,
      times,
      (index) =>
        writeMemory(world.deps, {
          tenantId: world.tenantId,
          fanId: fans[Math.abs(index) % FANS] ?? '',
          memory: NewMemory.parse({ fact: talk.line() }),
          actor: KIM,
        }),
      { server },
    ),
    await measure(
      `${name}: a known fan's message received: all of the inbound stage`,
      times,
      (index) => world.fanWrites(`writer ${Math.abs(index) % FANS}`, talk.line()),
      { server },
    ),
  ]
}
