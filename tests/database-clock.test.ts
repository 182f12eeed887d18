import { setTimeout as sleep } from 'node:timers/promises'
import type { SQL } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { openDatabaseClock } from '../db/database-clock.ts'
import type { Db } from '../db/db.ts'
import { emptyStore } from './support/database.ts'

test('processes whose machines disagree about the time agree by the database’s clock', async () => {
  const { db } = await emptyStore()
  // One was started an hour ago, one just now; neither looks at the clock of its machine.
  const clocks = await Promise.all(
    [3_600_000, 0].map((since) => openDatabaseClock(db, () => performance.now() + since)),
  )
  const [one, other] = clocks.map((clock) => clock.now().getTime())
  expect(Math.abs((one ?? 0) - (other ?? 0))).toBeLessThan(1_000)
  for (const clock of clocks) {
    await clock.sync()
    clock.stop()
  }
})

test('an answer that comes late is not believed, neither the first one nor a later one', async () => {
  const { db } = await emptyStore()
  const honest = await openDatabaseClock(db)
  const slow = slowly(db)
  for (const late of ['asked late', 'read late'] as const) {
    slow.next = late
    const clock = await openDatabaseClock(slow.db)
    const offMs = () => Math.abs(clock.now().getTime() - honest.now().getTime())
    expect(offMs()).toBeLessThan(LATE_MS / 4)
    slow.next = late
    await clock.sync()
    expect(offMs()).toBeLessThan(LATE_MS / 4)
    clock.stop()
  }
  honest.stop()
}, 60_000)

const LATE_MS = 4_000

/** Once, the question waits for a connection, or the process stands still before it reads the answer. */
function slowly(db: Db) {
  const slow = {
    next: undefined as 'asked late' | 'read late' | undefined,
    db: Object.assign(Object.create(db) as Db, {
      async execute(query: SQL) {
        const late = slow.next
        slow.next = undefined
        if (late === 'asked late') await sleep(LATE_MS)
        const answer = await db.execute(query)
        if (late === 'read late') await sleep(LATE_MS)
        return answer
      },
    }),
  }
  return slow
}
