import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { newId } from '../db/ids.ts'
import { noteUpdate } from '../db/inbox.ts'
import { noteModelCall } from '../db/model-calls.ts'
import { inTenant } from '../db/scope.ts'
import { consoleHttp } from './support/console-http.ts'
import { dump } from './support/plant.ts'
import { createWorld, type World } from './support/world.ts'

const DAY = 24 * 3_600_000

describe('a fan who is silent for 24 months', () => {
  test('is announced a month before, forgotten on the day, with a receipt; one who wrote again is not', async () => {
    const world = await createWorld()
    const [tom, mia] = [world.fan('Tom'), world.fan('Mia')]
    await tom.writes('hi')
    await mia.writes('hello')
    await world.pass(690 * DAY)
    expect((await rights(world)).silent).toEqual([])
    await world.pass(15 * DAY)
    const { silent } = await rights(world)
    expect(silent.map(({ fanName }: { fanName: string }) => fanName).toSorted()).toEqual(['Mia', 'Tom'])
    expect(new Date(silent[0].forgetOn).getTime() - world.now().getTime()).toBeGreaterThanOrEqual(25 * DAY)

    await mia.writes('I am back')
    await world.pass(DAY)
    expect((await rights(world)).silent).toMatchObject([{ fanName: 'Tom' }])
    await world.pass(35 * DAY)
    const after = await rights(world)
    expect(after.erasures).toMatchObject([{ state: 'done', reason: 'silence', receipt: { messages: 1, fan_keys: 1 } }])
    const console = await consoleHttp(world)
    expect((await console.data('GET', '/fans')).fans).toMatchObject([{ name: 'Mia' }])
  })

  test('is kept by a person who says why, and the silence counts anew', async () => {
    const world = await createWorld()
    await world.fan('Tom').writes('hi')
    await world.pass(720 * DAY)
    const console = await consoleHttp(world)
    const [{ fanId }] = (await rights(world)).silent
    expect(await console.refusal('POST', `/fans/${fanId}/keep`, { reason: '  ' })).toMatchObject({ status: 400 })
    await console.data('POST', `/fans/${fanId}/keep`, { reason: 'He pays by bank transfer, a lawsuit is open.' })
    await world.pass(600 * DAY)
    expect(await rights(world)).toMatchObject({ silent: [], erasures: [] })
    const file = await (await console.ask('GET', `/fans/${fanId}/export.json`)).json()
    expect(file.fan).toMatchObject({ keptBy: 'Kim', keptReason: 'He pays by bank transfer, a lawsuit is open.' })
    await world.pass(120 * DAY)
    await world.pass(40 * DAY)
    expect((await rights(world)).erasures).toMatchObject([{ state: 'done' }])
  })

  test('who chooses fewer months still gives everybody the month of warning, and nobody can choose more or never', async () => {
    const world = await createWorld()
    await world.fan('Tom').writes('hi')
    await world.pass(300 * DAY)
    const console = await consoleHttp(world)
    const path = `/creators/${world.creatorId}`
    for (const retentionMonths of [0, 25, null]) {
      expect((await console.ask('PATCH', path, { retentionMonths })).status).toBe(400)
    }
    await console.data('PATCH', path, { retentionMonths: 3 })
    await world.pass(DAY)
    expect((await rights(world)).silent).toMatchObject([{ fanName: 'Tom' }])
    await world.pass(28 * DAY)
    expect((await rights(world)).erasures).toEqual([])
    await world.pass(3 * DAY)
    expect((await rights(world)).erasures).toMatchObject([{ state: 'done', reason: 'silence' }])
  })
})

test('rows that nobody needs any more do not gather for ever', async () => {
  const world = await createWorld()
  const call = { creatorId: world.creatorId, feature: 'draft', provider: 'p', model: 'm', outcome: 'ok', problem: null }
  const cost = { tokensIn: 1, tokensOut: 1, milliseconds: 1, requestId: newId() }
  await inTenant(world.store, world.tenantId, async (scope) => {
    await noteUpdate(scope, { source: 'telegram/1', externalId: '1', receivedAt: world.now() })
    await noteModelCall(scope, { ...call, ...cost, calledAt: world.now() })
  })
  await world.pass(29 * DAY)
  expect(await dump(world.store.db, 'inbox')).toHaveLength(1)
  await world.pass(3 * DAY)
  expect(await dump(world.store.db, 'inbox')).toEqual([])
  expect(await dump(world.store.db, 'model_calls', sql`true`)).toHaveLength(1)
  await world.pass(400 * DAY)
  expect(await dump(world.store.db, 'model_calls')).toEqual([])
})

async function rights(world: World) {
  return (await consoleHttp(world)).data('GET', '/rights')
}
