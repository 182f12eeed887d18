import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { openApiOf } from '../console/api/openapi.ts'
import { auditOfFan, noteAudit } from '../db/audit.ts'
import { flushAccesses, noteAccess } from '../db/audit-writer.ts'
import { auditEvents } from '../db/schema.ts'
import { inTenant } from '../db/scope.ts'
import { consoleHttp } from './support/console-http.ts'
import { openFrontDoor } from './support/front-door.ts'
import { dump, plant, settleAll, TENANT_TABLES } from './support/plant.ts'
import { createWorld } from './support/world.ts'

const CANARY = 'Zirkonvogel'
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g

/** Answers with the word in them that are not about a fan, each with why. */
const NOT_OF_A_FAN: Record<string, string> = {
  'GET /api/settings': 'rules that hold for everyone are the creator’s',
  'GET /api/creators/{id}/preferences': 'rules that hold for everyone are the creator’s',
  'GET /api/creators/{id}/business': 'the account is the creator’s own',
  'GET /api/creators/{id}/fanvue': 'the app is the creator’s own',
}

describe('no read without its entry', () => {
  test('every route that shows a fan’s words writes down who saw them, in which request', async () => {
    const door = await openFrontDoor()
    const owner = await door.owner()
    const { deps, signIn } = door.souvenir
    const { tenantId } = await signIn.createFirstOwner()
    let ahead = 0
    const moved = { ...deps, now: () => new Date(Date.now() + ahead) }
    await plant(moved, tenantId, CANARY, async (ms) => {
      ahead += ms
      await settleAll(moved)
    })
    const everything = (await Promise.all(TENANT_TABLES.map((table) => dump(door.store.db, table)))).flat()
    const ids = [...new Set(everything.join('\n').match(UUID))]
    const cookie = [...owner.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const document = await openApiOf(door.souvenir.http)
    const paths = Object.entries(document.paths).filter(([, item]) => item?.get)
    const shown: string[] = []
    const unrecorded: string[] = []
    for (const [path, item] of paths) {
      const asked = wordsAskedFor(item?.get?.parameters)
      for (const id of path.includes('{') ? ids : ['']) {
        const address = `${door.site}${path.replace(/\{\w+\}/g, id)}${asked}`
        const answer = await fetch(address, { headers: { cookie } })
        if (answer.headers.get('content-type')?.startsWith('text/event-stream')) {
          await answer.body?.cancel()
          continue
        }
        const text = await answer.text()
        if (!answer.ok || !text.includes(CANARY) || `GET ${path}` in NOT_OF_A_FAN) continue
        shown.push(path)
        await flushAccesses(deps.store)
        const requestId = answer.headers.get('x-request-id') ?? 'none'
        const entries = await door.store.db.select().from(auditEvents).where(eq(auditEvents.requestId, requestId))
        if (!entries.some((entry) => entry.fanHash && entry.actor.startsWith('user:') && entry.tenantId === tenantId)) {
          unrecorded.push(path)
        }
      }
    }
    expect([...new Set(unrecorded)]).toEqual([])
    expect(new Set(shown).size).toBeGreaterThan(6)
  })

  test('what Souvenir reads by itself for a draft, and learns, is on record too', async () => {
    const world = await createWorld()
    const received = await world.fan('Tom').writes('hi Nova, my dog Bruno is ill')
    if (received.kind !== 'stored') throw new Error('not stored')
    await world.pass(9_000)
    const entries = await inTenant(world.store, world.tenantId, (scope) => auditOfFan(scope, received.fanId, 100))
    expect(entries.map(({ actor, action, purpose }) => ({ actor, action, purpose })).toReversed()).toEqual([
      { actor: 'souvenir', action: 'memory.recall', purpose: 'answering' },
      { actor: 'souvenir', action: 'memory.learn', purpose: 'learning' },
    ])
  })

  test('no entry names a fan or says a word of theirs', async () => {
    const world = await createWorld()
    const { fanId } = await plant(world.deps, world.tenantId, CANARY, world.pass)
    const console = await consoleHttp(world)
    await console.data('GET', `/fans/${fanId}`)
    const rows = (await dump(world.store.db, 'audit_events')).join('\n')
    expect(rows).toContain('fan.read')
    expect(rows).not.toContain(fanId)
    expect(rows).not.toContain(CANARY)
  })

  test('equal reads of a moment are one entry and their number; other people, fans and purposes are not', async () => {
    const { store, tenantId, now } = await createWorld()
    const look = { actor: 'user:kim', action: 'fan.read', fanId: 'tom', happenedAt: now() }
    await Promise.all([
      ...Array.from({ length: 5 }, () => noteAccess(store, tenantId, look)),
      noteAccess(store, tenantId, { ...look, actor: 'user:lee' }),
      noteAccess(store, tenantId, { ...look, fanId: 'mia' }),
      noteAccess(store, tenantId, { ...look, purpose: 'export' }),
    ])
    // After the entry was committed: these stand on it, and their number follows.
    await Promise.all([noteAccess(store, tenantId, look), noteAccess(store, tenantId, look)])
    const counts = async () => {
      const rows = await store.db.select().from(auditEvents).orderBy(auditEvents.seq)
      return rows.map(({ actor, purpose, count }) => `${actor} ${purpose} ${count}`)
    }
    const first = ['user:kim review 5', 'user:lee review 1', 'user:kim review 1', 'user:kim export 1']
    expect(await counts()).toEqual(first)
    await flushAccesses(store)
    expect(await counts()).toEqual([...first, 'user:kim review 2'])
  })

  test('reads one after the other, each noted as soon as the one before it stands, all come through', async () => {
    const { store, tenantId, now } = await createWorld()
    for (let read = 0; read < 50; read += 1) {
      await noteAccess(store, tenantId, { actor: 'user:kim', action: 'fan.read', fanId: `${read}`, happenedAt: now() })
    }
    expect(await store.db.select().from(auditEvents)).toHaveLength(50)
  })

  test('what cannot be recorded is not shown, and the next read tries again', async () => {
    const { store, tenantId, now } = await createWorld()
    const look = { actor: 'user:kim', action: 'fan.read', fanId: 'tom', happenedAt: now() }
    const broken = { ...look, happenedAt: new Date(Number.NaN) }
    await expect(noteAccess(store, tenantId, broken)).rejects.toThrow()
    await noteAccess(store, tenantId, look)
    expect(await store.db.select().from(auditEvents)).toHaveLength(1)
  })

  test('an entry of work that is rolled back is rolled back with it', async () => {
    const { store, tenantId, now } = await createWorld()
    const work = inTenant(store, tenantId, async (scope) => {
      await noteAudit(scope, { actor: 'user:kim', action: 'memory.edit', happenedAt: now() })
      throw new Error('changed my mind')
    })
    await expect(work).rejects.toThrow('changed my mind')
    expect(await store.db.select().from(auditEvents)).toEqual([])
  })
})

/** What a search must be asked with: words that Mia said beside ours, which is a part of her name. */
function wordsAskedFor(parameters: unknown): string {
  const wanted = (parameters ?? []) as { in: string; name: string; schema?: { type?: string; default?: unknown } }[]
  const words = wanted.filter(({ in: where, schema }) => where === 'query' && schema?.type === 'string')
  return words.some(({ name }) => name === 'q') ? '?q=the+cat+and+the+dog' : ''
}
