import { sql } from 'drizzle-orm'
import { runDueWork } from '../../core/due-work.ts'
import { reviewerDecided } from '../../core/journey.ts'
import type { Db } from '../../db/db.ts'
import { draftsByStatus } from '../../db/drafts.ts'
import { newId } from '../../db/ids.ts'
import { inTenant } from '../../db/scope.ts'
import { type Figure, measure } from './measure.ts'
import { type BenchWorld, benchWorld, KIM } from './world.ts'

const AFTER_THE_BURST_MS = 9_000
const AFTER_UNDO_MS = 6_000

/** From a fan's words to a drawn card, and from a yes to a sent reply, without burst, undo time, model and network. */
export async function messageWay(name: string, db: Db, times: number): Promise<Figure[]> {
  await db.execute(sql`create table if not exists bench_peer (id uuid primary key, words bytea, at timestamptz)`)
  const peer = await measure(`${name}: one INSERT, the least a stored message can cost`, times, () =>
    db.execute(sql`insert into bench_peer values (${newId()}, ${Buffer.alloc(120)}, now())`),
  )
  const world = await benchWorld(db)
  const stored = await measure(`${name}: a fan's message, until it is stored`, times, (index) =>
    world.fanWrites(`fan ${index}`, `hi Nova, it is me again, number ${index}, how was your week?`),
  )
  await catchUp(world)
  const drawn = await measure(
    `${name}: inbound to card (store, recall, offline draft, check, draw)`,
    times,
    async (index) => {
      const before = world.shown()
      await world.fanWrites(`fan ${index}`, `I walked the dog today, ${index} kilometres. What are you up to tonight?`)
      world.skip(AFTER_THE_BURST_MS)
      await runDueWork(world.deps)
      if (world.shown() === before) throw new Error('No card was drawn.')
    },
  )
  await catchUp(world)
  const waiting = await inTenant(world.deps.store, world.tenantId, (scope) => draftsByStatus(scope, ['pending'], times))
  const decided = await measure(
    `${name}: a person's yes, until it is bound and stored`,
    waiting.length,
    async (index) => {
      const draft = waiting.at(index)
      if (!draft || index < 0) return
      const decision = {
        tenantId: world.tenantId,
        draftId: draft.id,
        actor: KIM,
        verdict: 'approve',
        version: draft.version,
      } as const
      const outcome = await reviewerDecided(world.deps, decision)
      if (outcome.kind !== 'approved') throw new Error(`The decision ended as ${outcome.kind}.`)
    },
  )
  world.skip(AFTER_UNDO_MS)
  const delivered = await deliverAll(name, world, waiting.length)
  return [peer, stored, drawn, decided, delivered, await woken(name, world, Math.min(50, times))]
}

/** Claim, check the binding, send, settle: rows are the queue, so this is the throughput of the queue. */
async function deliverAll(name: string, world: BenchWorld, count: number): Promise<Figure> {
  const start = performance.now()
  const cpu = process.cpuUsage()
  while (world.sent() < count) {
    const before = world.sent()
    await runDueWork(world.deps)
    if (world.sent() === before) throw new Error(`${count - before} replies do not leave.`)
  }
  const { user, system } = process.cpuUsage(cpu)
  const each = ((performance.now() - start) * 1_000) / count
  return {
    what: `${name}: a due reply claimed, checked, sent, settled, its card redrawn`,
    times: count,
    cpuUs: (user + system) / count,
    p50Us: each,
    p95Us: each,
  }
}

/** The same way to the card as a fan waits it: on the wall clock, begun by the timer and not by us. */
async function woken(name: string, world: BenchWorld, times: number): Promise<Figure> {
  await catchUp(world)
  const timer = world.startTimer()
  try {
    return await measure(`${name}: inbound to card, woken by the timer`, times, async (index) => {
      const drawn = world.nextCard()
      await world.fanWrites(`waiting fan ${index}`, 'hello, anybody there?', 0)
      await drawn
    })
  } finally {
    await timer.stop()
  }
}

async function catchUp(world: BenchWorld): Promise<void> {
  world.skip(AFTER_THE_BURST_MS)
  for (;;) {
    const before = world.shown()
    await runDueWork(world.deps)
    if (world.shown() === before) return
  }
}
