import { eq } from 'drizzle-orm'
import type pg from 'pg'
import { describe, expect, test } from 'vitest'
import { isHeldElsewhere } from '../db/away.ts'
import { driverOf } from '../db/driver.ts'
import { conversations } from '../db/schema.ts'
import { inTenant } from '../db/scope.ts'
import { lockAccount } from '../db/send-log.ts'
import { openTroubles } from '../db/troubles.ts'
import { approvedReplies } from './support/replies.ts'
import { createWorld, recordingConnector } from './support/world.ts'

const SECOND = 1_000

/** Two accounts, with replies waiting on both. */
async function twoAccounts() {
  const [telegram, discord] = [recordingConnector('telegram'), recordingConnector('discord')]
  const world = await createWorld({ connectors: [telegram.connector, discord.connector] })
  await approvedReplies(world, 12)
  await world.fan('Elsewhere', 'discord').writes('hi')
  await world.pass(3 * SECOND)
  return { world, telegram, discord }
}

describe('a process that stands still with an account in its hands', () => {
  test('holds up that account and nobody else’s; when it goes on, so does everything', async () => {
    const { world, telegram, discord } = await twoAccounts()
    const pool = driverOf(world.store.db) as pg.Pool
    const still = await pool.connect()
    await still.query('begin')
    await still.query("insert into send_accounts (tenant_id, creator_id, channel) values ($1, $2, 'telegram')", [
      world.tenantId,
      world.creatorId,
    ])
    await world.pass(6 * SECOND)
    const [elsewhere] = await world.drafts()
    await world.decides(elsewhere?.id ?? '')
    await world.pass(6 * SECOND)
    expect(discord.sent).toHaveLength(1)
    expect(telegram.sent).toEqual([])
    const waiting = (await world.deliveryRows()).filter(({ channel }) => channel === 'telegram')
    expect(new Set(waiting.map(({ status, attempt }) => `${status} ${attempt}`))).toEqual(new Set(['ready 0']))
    expect(await inTenant(world.store, world.tenantId, (scope) => openTroubles(scope, 10))).toEqual([])
    await still.query('rollback')
    still.release()
    await world.pass(6 * SECOND)
    expect(telegram.sent).toHaveLength(12)
  })

  test('is not waited for longer than ten seconds, by whatever needs its rows', async () => {
    const { world } = await twoAccounts()
    const { store, tenantId, creatorId } = world
    const still = await (driverOf(store.db) as pg.Pool).connect()
    await still.query('begin')
    await still.query('select * from conversations where tenant_id = $1 for update', [tenantId])
    const waits = inTenant(store, tenantId, (scope) =>
      scope.tx.update(conversations).set({ unread: 0 }).where(eq(conversations.creatorId, creatorId)),
    )
    await expect(waits).rejects.toSatisfy(isHeldElsewhere)
    await still.query('rollback')
    still.release()
  })

  test('is given up by the server after 20 s, and finds its work undone', async () => {
    const { world, telegram } = await twoAccounts()
    const { store, tenantId, creatorId } = world
    const [held, goOn] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const stands = inTenant(store, tenantId, async (scope) => {
      await lockAccount(scope, { creatorId, channel: 'telegram' })
      held.resolve()
      await goOn.promise
      await lockAccount(scope, { creatorId, channel: 'telegram' })
    })
    await held.promise
    await world.pass(6 * SECOND)
    expect(telegram.sent).toEqual([])
    const leaves = async () => {
      await world.pass(4 * SECOND)
      return telegram.sent.length
    }
    await expect.poll(leaves, { timeout: 100_000, message: 'Waited in vain for the server' }).toBe(12)
    goOn.resolve()
    await expect(stands).rejects.toThrow()
  })
})
