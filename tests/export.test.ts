import { eq, getTableColumns, getTableName, is, sql } from 'drizzle-orm'
import { PgTable } from 'drizzle-orm/pg-core'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { keepEdit } from '../core/approval/keep-edit.ts'
import { ask } from '../core/erasure/ask-erasure.ts'
import { placeCard } from '../db/cards.ts'
import { insertFanRequest } from '../db/fan-requests.ts'
import { keepFanTopic } from '../db/fan-topics.ts'
import { fanById } from '../db/fans.ts'
import { newId } from '../db/ids.ts'
import { insertPurchase } from '../db/purchases.ts'
import * as schema from '../db/schema.ts'
import { inTenant } from '../db/scope.ts'
import { queueWebhookEvent } from '../db/webhook-events.ts'
import { consoleHttp } from './support/console-http.ts'
import { plant } from './support/plant.ts'
import { plantPersonality } from './support/plant-personality.ts'
import { createWorld, type World } from './support/world.ts'

const SECOND = 1_000

/** Where the file keeps the rows of a table; versions stand with their draft. */
const SECTION: Record<string, (file: Exported) => Row[]> = {
  conversations: (file) => file.conversations ?? [],
  messages: (file) => file.messages ?? [],
  memories: (file) => file.memories ?? [],
  preferences: (file) => file.preferences ?? [],
  promises: (file) => file.promises ?? [],
  purchases: (file) => file.purchases ?? [],
  drafts: (file) => file.drafts ?? [],
  draft_versions: (file) => (file.drafts ?? []).flatMap((draft) => draft.versions as Row[]),
  half_written: (file) => file.halfWritten ?? [],
  decisions: (file) => file.decisions ?? [],
  deliveries: (file) => file.deliveries ?? [],
  cards: (file) => file.cards ?? [],
  calibrations: (file) => file.calibrations ?? [],
  moods: (file) => file.moods ?? [],
  offers_made: (file) => file.offersMade ?? [],
  forgotten_facts: (file) => file.forgottenFacts ?? [],
  tastes: (file) => file.tastes ?? [],
  fan_topics: (file) => file.topics ?? [],
  webhook_events: (file) => file.webhooks ?? [],
  fan_requests: (file) => file.requests ?? [],
  erasures: (file) => file.erasures ?? [],
  audit_events: (file) => file.audit ?? [],
}
/** As `db/fan-tables.ts` says why: the key would open the fan's rows in a backup, the others say nothing of the fan. */
const NEVER = ['fan_keys', 'recall_vectors', 'presences', 'chat_pulls']
/** What replaces sealed columns whose plain name differs. */
const OPENED: Record<string, string> = { externalSealed: 'externalId' }

type Row = Record<string, unknown>
type Exported = Record<string, Row[] | undefined>

async function everythingOnce(world: World): Promise<string> {
  const console = await consoleHttp(world)
  const received = await world.fan('Tom').writes('hi Nova, my dog Bruno is ill')
  if (received.kind !== 'stored') throw new Error('not stored')
  const { fanId } = received
  await world.pass(9 * SECOND)
  const [draft] = await world.drafts()
  await world.decides(draft?.id ?? '', { text: 'oh no, poor Bruno. What does the vet say?' })
  await world.pass(6 * SECOND)
  const { memoryId } = await console.data('POST', `/fans/${fanId}/memories`, { slot: 'pet', fact: 'a dog, Brno' })
  await console.data('PATCH', `/memories/${memoryId}`, { fact: 'a dog, Bruno' })
  const wrong = await console.data('POST', `/fans/${fanId}/memories`, { fact: 'lives on a boat' })
  await console.ask('DELETE', `/memories/${wrong.memoryId}`)
  await console.data('POST', `/fans/${fanId}/preferences`, { rule: 'short replies' })
  await console.data('POST', `/fans/${fanId}/promises`, { text: 'the beach clip' })
  await world.fan('Tom').writes('he is better now', { externalId: 'Tom-2' })
  await world.pass(9 * SECOND)
  const [open] = await world.drafts()
  const half = { tenantId: world.tenantId, draftId: open?.id ?? '', text: 'what a rel', actor: world.kim }
  await keepEdit(world.deps, half)
  await inTenant(world.store, world.tenantId, async (scope) => {
    const at = { purchasedAt: world.now(), amountMinor: 900 }
    await insertPurchase(scope, { id: newId(), fanId, title: 'Voice note', category: 'voice', ...at })
    const card = { id: newId(), fanId, draftId: draft?.id ?? '', desk: 'telegram', place: '-100' }
    await placeCard(scope, { ...card, now: world.now() })
    await keepFanTopic(scope, { fanId, desk: 'telegram', place: '-100', topicId: '7', now: world.now() })
    await plantPersonality(scope, { ...received, draftId: draft?.id ?? '', word: 'ceramics', now: world.now() })
    const told = { id: newId(), creatorId: world.creatorId, externalId: 'told', happenedAt: world.now() }
    await queueWebhookEvent(scope, { ...told, fanId, event: 'reply.sent', body: {}, notBefore: new Date('2100-01-01') })
    const { conversationId } = received
    await insertFanRequest(scope, {
      id: newId(),
      fanId,
      conversationId,
      kind: 'data',
      askedAt: world.now(),
      dueAt: null,
    })
    const tom = await fanById(scope, fanId)
    const wish = { reason: 'fan', by: 'fan', byName: '', now: world.now(), notBefore: new Date('2100-01-01') } as const
    if (tom) await ask(scope, tom, wish)
  })
  return fanId
}

describe('the export of a fan', () => {
  test('holds every row of every table that knows the fan, and every column that is not a seal', async () => {
    const world = await createWorld()
    const fanId = await everythingOnce(world)
    const console = await consoleHttp(world)
    const answer = await console.ask('GET', `/fans/${fanId}/export.json`)
    expect(answer.headers.get('content-disposition')).toMatch(/attachment; filename="fan-.*\.json"/)
    const file = (await answer.json()) as Exported

    const tables = Object.values<unknown>(schema).filter((table) => is(table, PgTable))
    const ofFans = tables.filter((table) => 'fanId' in getTableColumns(table))
    expect(ofFans.length).toBeGreaterThan(10)
    for (const table of ofFans) {
      const name = getTableName(table)
      if (NEVER.includes(name)) continue
      const section = SECTION[name]
      if (!section) throw new Error(`The export does not know the table ${name}.`)
      const rows = section(file)
      const { fanId: column, ...columns } = getTableColumns(table) as ReturnType<typeof getTableColumns> & {
        fanId: (typeof schema.memories)['fanId']
      }
      const [stored] = await world.store.db
        .select({ count: sql<number>`count(*)::int` })
        .from(table)
        .where(eq(column, fanId))
      expect(stored?.count, `the story stores something in ${name}`).toBeGreaterThan(0)
      expect(rows.length, name).toBe(stored?.count)
      for (const key of Object.keys(columns)) {
        if (key === 'tenantId' || /Hash(es)?$/.test(key)) continue
        const plain = OPENED[key] ?? key.replace(/Sealed$/, '')
        const isThere = rows.some((row) => plain in row || `${plain}s` in row)
        expect(isThere || isAbsentWhenEmpty(name, plain), `${name}.${plain}`).toBe(true)
        expect(
          rows.some((row) => key.endsWith('Sealed') && key in row),
          `${name}.${key} is sealed`,
        ).toBe(false)
      }
    }
  })

  test('has a format, a version, the words themselves, and what was believed before', async () => {
    const world = await createWorld()
    const fanId = await everythingOnce(world)
    const console = await consoleHttp(world)
    const file = await (await console.ask('GET', `/fans/${fanId}/export.json`)).json()
    expect(file).toMatchObject({ format: 'souvenir.fan', version: 1, exportedBy: 'Kim', fan: { name: 'Tom' } })
    const text = JSON.stringify(file)
    for (const words of [
      'my dog Bruno is ill',
      'What does the vet say?',
      'a dog, Brno',
      'short replies',
      'beach clip',
    ]) {
      expect(text).toContain(words)
    }
    expect(file.memories.map(({ status }: Row) => status).toSorted()).toContain('superseded')
    expect(file.audit.map(({ action }: Row) => action)).toContain('fan.export')
    expect(text).not.toContain(world.tenantId)
  })

  test('is as its published schema says, in OpenAPI too', async () => {
    const world = await createWorld()
    const { fanId } = await plant(world.deps, world.tenantId, 'Zirkonvogel', world.pass)
    const console = await consoleHttp(world)
    const file = JSON.parse(await (await console.ask('GET', `/fans/${fanId}/export.json`)).text())
    const schema = JSON.parse(await (await console.ask('GET', '/docs/fan-export.schema.json')).text())
    expect(schema.properties.version.const).toBe(file.version)
    const published = z.fromJSONSchema(schema)
    expect(published.parse(file)).toEqual(file)
    expect(published.safeParse({ ...file, version: 2 }).success).toBe(false)
    expect(published.safeParse({ ...file, messages: [{ body: 'hi' }] }).success).toBe(false)
    const { components, paths } = JSON.parse(await (await console.ask('GET', '/openapi.json')).text())
    expect(components.schemas.FanExport).toEqual(schema)
    expect(JSON.stringify(paths['/api/fans/{id}/export.json'].get.responses)).toContain('FanExport')
  })

  test('is made by owners and managers', async () => {
    const world = await createWorld()
    const fanId = await everythingOnce(world)
    const chatter = await consoleHttp(world, { role: 'chatter' })
    expect(await chatter.refusal('GET', `/fans/${fanId}/export.json`)).toMatchObject({ status: 403 })
  })
})

/** JSON leaves out what is undefined: a column that was never filled in this story. */
function isAbsentWhenEmpty(table: string, column: string): boolean {
  return ['drafts.reason', 'decisions.reason', 'preferences.evidence', 'memories.quote', 'memories.value'].includes(
    `${table}.${column}`,
  )
}
