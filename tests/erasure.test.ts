import { getTableColumns, sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { runDueWork } from '../core/due-work.ts'
import { indexOf } from '../core/recall/hot-indexes.ts'
import { fanKey } from '../db/fan-keys.ts'
import { FAN_TABLES } from '../db/fan-tables.ts'
import { fanById } from '../db/fans.ts'
import * as schema from '../db/schema.ts'
import { inTenant, rowsOf } from '../db/scope.ts'
import { noteTrouble } from '../db/troubles.ts'
import { createVault } from '../db/vault.ts'
import { consoleHttp } from './support/console-http.ts'
import { MASTER_KEY } from './support/database.ts'
import { dump, plant } from './support/plant.ts'
import { createTelegramWorld } from './support/telegram-world.ts'
import { createWorld, recordingConnector, type World } from './support/world.ts'

const SECOND = 1_000
const DAY = 24 * 3_600_000
const CANARY = 'Zirkonvogel'
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g

/** The record of who did what names drafts and memories by id, the fan by a pseudonym alone, and can only grow. */
const KEEPS_IDS = ['audit_events']

describe('a fan is forgotten', () => {
  test('every table had something of them, and no table has anything of them afterwards: no word, no id', async () => {
    const world = await createWorld()
    const { fanId } = await plant(world.deps, world.tenantId, CANARY, world.pass)
    const ids = await idsOf(world, fanId)
    expect(ids.size).toBeGreaterThan(15)

    const console = await consoleHttp(world)
    const { erasureId } = await console.data('POST', `/fans/${fanId}/erasure`)
    await world.settle()

    const left: string[] = []
    for (const table of await allTables(world)) {
      for (const row of await dump(world.store.db, table)) {
        for (const id of KEEPS_IDS.includes(table) ? [fanId] : ids) if (row.includes(id)) left.push(`${table}: ${id}`)
      }
    }
    expect(left).toEqual([])
    const receipt = await console.data('GET', `/erasures/${erasureId}`)
    expect(receipt).toMatchObject({ state: 'done', reason: 'fan' })
    expect(receipt.fanId).toBeUndefined()
    for (const name of Object.keys(FAN_TABLES)) expect(receipt.receipt[name], name).toBeGreaterThan(0)
    expect(JSON.stringify(receipt)).not.toContain(CANARY)
    expect(await console.refusal('GET', `/fans/${fanId}`)).toMatchObject({ status: 404 })
    expect(await console.refusal('GET', `/fans/${fanId}/export.json`)).toMatchObject({ status: 404 })
    // Everybody else is as they were.
    expect((await console.data('GET', '/fans')).fans.map(({ name }: { name: string }) => name)).toEqual([
      `${CANARY} Leo`,
    ])
  })

  test('a trouble about the fan goes with them', async () => {
    const world = await createWorld()
    const { fanId } = await plant(world.deps, world.tenantId, CANARY, world.pass)
    await inTenant(world.store, world.tenantId, (scope) =>
      noteTrouble(scope, { stage: 'learning', subjectId: fanId, problem: 'not computed', now: world.now() }),
    )
    const console = await consoleHttp(world)
    await console.data('POST', `/fans/${fanId}/erasure`)
    await world.settle()
    expect((await dump(world.store.db, 'troubles')).filter((row) => row.includes(fanId))).toEqual([])
  })

  test('in the middle of things: an approved reply does not leave, and whoever writes again is somebody new', async () => {
    const { connector, sent } = recordingConnector()
    const world = await createWorld({ connectors: [connector] })
    const tom = world.fan('Tom', 'telegram')
    const first = await tom.writes('hi, my dog Bruno is ill')
    await world.pass(9 * SECOND)
    const [draft] = await world.drafts()
    await world.decides(draft?.id ?? '', { text: 'poor Bruno' })
    const console = await consoleHttp(world)
    await console.data('POST', `/fans/${idOf(first)}/erasure`)
    await world.pass(10 * SECOND)
    expect(sent).toEqual([])
    expect(await world.drafts()).toEqual([])

    const again = await tom.writes('hello?')
    await world.pass(9 * SECOND)
    expect(idOf(again)).not.toBe(idOf(first))
    const [next] = await world.drafts()
    expect((await world.card(next?.id ?? '')).recalled).toEqual([])
    expect((await console.data('GET', `/fans/${idOf(again)}`)).memories).toEqual([])
    expect(await world.messagesOf(idOf(again))).toHaveLength(1)
  })

  test('a reply that is being sent settles first', async () => {
    let leave = () => {}
    let isSending = () => {}
    const sending = new Promise<void>((resolve) => {
      isSending = resolve
    })
    const gate = new Promise<void>((resolve) => {
      leave = resolve
    })
    const { connector, sent } = recordingConnector()
    const slow = {
      ...connector,
      async send(part: Parameters<typeof connector.send>[0]) {
        isSending()
        await gate
        return connector.send(part)
      },
    }
    const world = await createWorld({ connectors: [slow] })
    const first = await world.fan('Tom', 'telegram').writes('hi')
    await world.pass(9 * SECOND)
    const [draft] = await world.drafts()
    await world.decides(draft?.id ?? '', { text: 'hello Tom' })
    const passing = world.pass(6 * SECOND)
    await sending
    const console = await consoleHttp(world)
    const { erasureId } = await console.data('POST', `/fans/${idOf(first)}/erasure`)
    await runDueWork(world.deps)
    expect(await console.data('GET', `/erasures/${erasureId}`)).toMatchObject({ state: 'running', steps: {} })
    expect(await world.messagesOf(idOf(first))).toHaveLength(2)
    leave()
    await passing
    await world.pass(2 * SECOND)
    expect(await console.data('GET', `/erasures/${erasureId}`)).toMatchObject({ state: 'done' })
    expect(sent).toHaveLength(1)
    expect(await dump(world.store.db, 'deliveries')).toEqual([])
  })

  test('asked twice it is one; chatters cannot ask', async () => {
    const world = await createWorld()
    const first = await world.fan('Tom').writes('hi')
    const console = await consoleHttp(world)
    const chatter = await consoleHttp(world, { role: 'chatter' })
    const path = `/fans/${idOf(first)}/erasure`
    expect(await chatter.refusal('POST', path)).toMatchObject({ status: 403 })
    expect((await console.data('POST', path)).erasureId).toBe((await console.data('POST', path)).erasureId)
    await world.settle()
    expect(await console.refusal('POST', path)).toMatchObject({ status: 404 })
  })

  test('another process that had the fan in memory has no key and no index of them a round later', async () => {
    const world = await createWorld()
    const tom = world.fan('Tom')
    let fanId = ''
    for (let day = 0; day < 5; day += 1) fanId = idOf(await tom.writes(`my boat is called Aurora, day ${day}`))
    const other = { ...world.deps, store: { db: world.store.db, vault: createVault(MASTER_KEY) } }
    await runDueWork(other)
    const fan = await inTenant(other.store, world.tenantId, (scope) => fanById(scope, fanId))
    if (!fan) throw new Error('Tom is not here.')
    expect((await indexOf(other, { tenantId: world.tenantId, fan })).count).toBe(5)
    expect(other.store.vault.fanKeys.has(`${world.tenantId}/${fanId}`)).toBe(true)

    const console = await consoleHttp(world)
    await console.data('POST', `/fans/${fanId}/erasure`)
    await world.settle()
    expect(other.store.vault.fanKeys.has(`${world.tenantId}/${fanId}`)).toBe(true)
    await runDueWork(other)
    expect(other.store.vault.fanKeys.has(`${world.tenantId}/${fanId}`)).toBe(false)
    await expect(inTenant(other.store, world.tenantId, (scope) => fanKey(scope, fanId))).rejects.toThrow(/no key/)
    await expect(indexOf(other, { tenantId: world.tenantId, fan })).rejects.toThrow(/no key/)
  })
})

describe('one thing is forgotten', () => {
  test('it is gone from what older drafts were made from, and its message stays and is never recalled', async () => {
    const world = await createWorld()
    const mia = world.fan('Mia')
    const first = await mia.writes('my dog Bruno is ill')
    await world.pass(9 * SECOND)
    for (let day = 0; day < 12; day += 1) await mia.writes(`nothing new on day ${day}`)
    await mia.writes('how is my dog Bruno doing, what do you think?')
    await world.pass(9 * SECOND)
    const [before] = await world.drafts()
    expect(JSON.stringify((await world.card(before?.id ?? '')).recalled)).toContain('Bruno')

    const console = await consoleHttp(world)
    const fanId = idOf(first)
    const { memories } = await console.data('GET', `/fans/${fanId}`)
    for (const { id } of memories) await console.data('DELETE', `/memories/${id}`)
    expect(JSON.stringify((await world.card(before?.id ?? '')).recalled)).not.toContain('Bruno')
    expect((await world.messagesOf(fanId)).map(({ body }) => body)).toContain('my dog Bruno is ill')
    await mia.writes('do you still know who was ill, my dog Bruno?')
    await world.pass(9 * SECOND)
    const [after] = await world.drafts()
    const recalled = (await world.card(after?.id ?? '')).recalled.map(({ text }) => text)
    expect(recalled).not.toContain('my dog Bruno is ill')
  })
})

describe('review cards of a fan who is forgotten', () => {
  test('are taken away; older than Telegram lets go of, they lose their words', async () => {
    const telegram = await createTelegramWorld()
    const { world, fake } = telegram
    const tom = telegram.person('Tom')
    await telegram.fanWrites(tom, 'my dog Bruno is ill')
    await world.pass(3 * DAY)
    await telegram.fanWrites(tom, 'Bruno is well again')
    expect(telegram.desk().length).toBeGreaterThan(1)
    const console = await consoleHttp(world)
    const { erasureId } = await console.data('POST', `/fans/${await onlyFan(console)}/erasure`)
    await telegram.untilSettled(async () => (await console.data('GET', `/erasures/${erasureId}`)).state === 'done')
    expect(telegram.desk().map(({ text, buttons }) => ({ text, buttons }))).toEqual([{ text: '⬛ —', buttons: [] }])
    expect((await console.data('GET', `/erasures/${erasureId}`)).receipt.cards_taken_down).toBe(2)
    expect(fake.violations).toEqual([])
    expect(telegram.heard(tom)).toEqual([])
  })

  test('follow when Telegram is back; rows and key do not wait for it, and the trouble has its clock', async () => {
    const telegram = await createTelegramWorld()
    const { world, fake } = telegram
    await telegram.fanWrites(telegram.person('Tom'), 'my dog Bruno is ill')
    fake.fail('deleteMessage', { kind: 'error', code: 502, description: 'Bad Gateway' }, 3)
    const console = await consoleHttp(world)
    const { erasureId } = await console.data('POST', `/fans/${await onlyFan(console)}/erasure`)
    await world.settle()
    const open = await console.data('GET', `/erasures/${erasureId}`)
    expect(open).toMatchObject({ state: 'failed', problem: expect.stringContaining('Telegram') })
    expect(open.erasedAt).toBeTruthy()
    expect(await dump(world.store.db, 'fan_keys')).toEqual([])
    const { troubles } = await console.data('GET', '/health')
    expect(troubles).toMatchObject([{ stage: 'erasure', problem: expect.stringMatching(/7[12] hours left/) }])
    await world.pass(10 * SECOND)
    await world.pass(10 * SECOND)
    await world.pass(10 * SECOND)
    expect(await console.data('GET', `/erasures/${erasureId}`)).toMatchObject({ state: 'done' })
    expect(telegram.desk()).toEqual([])
    expect((await console.data('GET', '/health')).troubles).toEqual([])
  })
})

const idOf = (received: Awaited<ReturnType<ReturnType<World['fan']>['writes']>>) => {
  if (received.kind !== 'stored') throw new Error('This was no new message.')
  return received.fanId
}

async function onlyFan(console: Awaited<ReturnType<typeof consoleHttp>>): Promise<string> {
  const { fans } = await console.data('GET', '/fans')
  expect(fans).toHaveLength(1)
  return fans[0].id
}

async function allTables(world: World): Promise<string[]> {
  const tables = rowsOf(await world.store.db.execute(sql`select tablename from pg_tables where schemaname = 'public'`))
  return tables.map(({ tablename }) => String(tablename))
}

/** Every id in every row of the fan that is an id of a row of the fan. */
async function idsOf(world: World, fanId: string): Promise<Set<string>> {
  const ids = new Set([fanId])
  for (const [name, { table }] of Object.entries(FAN_TABLES)) {
    const ofFan = name === 'fans' ? sql`id = ${fanId}` : sql`fan_id = ${fanId}`
    const rows = await dump(world.store.db, name, ofFan)
    expect(rows.length, `the story stores something in ${name}`).toBeGreaterThan(0)
    if ('id' in getTableColumns(table)) for (const row of rows) ids.add(String(JSON.parse(row).id))
  }
  expect(rowsOf(await world.store.db.execute(sql`select 1 from ${schema.messages}`)).length).toBeGreaterThan(0)
  expect([...ids].every((id) => id.match(UUID))).toBe(true)
  return ids
}
