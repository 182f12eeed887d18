import { expect, test } from 'vitest'
import { openDatabaseClock } from '../db/database-clock.ts'
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
