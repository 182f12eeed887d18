import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { connectEmbedded } from '../db/connect.embedded.ts'
import { crashAgainAndAgain } from './support/crash-rig.ts'

const MINUTES = 60_000

describe('kill -9', () => {
  test(
    'twelve times, at any moment and at the worst: nothing lost, nothing twice, nothing out of order',
    async () => {
      const report = await crashAgainAndAgain({ seed: 20_261_121, kills: 12, fans: 4, rounds: 3 })
      expect(report).toMatchObject({
        kills: 12,
        written: 12,
        lost: [],
        storedTwice: [],
        undelivered: [],
        deliveredTwice: [],
        outOfOrder: [],
        unapproved: [],
      })
      expect(report.killsAtDelivery).toBeGreaterThan(0)
      expect(report.asked).toBeGreaterThan(0)
    },
    6 * MINUTES,
  )

  test(
    'the same story sees a program that sends again what may have arrived',
    async () => {
      const report = await crashAgainAndAgain({ seed: 7, kills: 4, fans: 2, rounds: 2, whileDead: sendAgainBlindly })
      expect(report.deliveredTwice).not.toEqual([])
    },
    6 * MINUTES,
  )
})

/** The fault that people make: what was being sent when the process died is simply sent again. */
async function sendAgainBlindly(dataDir: string): Promise<void> {
  const { db, close } = await connectEmbedded(join(dataDir, 'database'))
  await db.execute(
    sql`update deliveries set status = 'ready', lease = null, lease_until = null where status = 'sending'`,
  )
  await close()
}
