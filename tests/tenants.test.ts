import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { openApiOf } from '../console/api/openapi.ts'
import { member, organization, user } from '../db/auth-schema.ts'
import { newId } from '../db/ids.ts'
import * as schema from '../db/schema.ts'
import { acrossTenants, inTenant, rowsOf } from '../db/scope.ts'
import { emptyStore } from './support/database.ts'
import { type Browser, openFrontDoor } from './support/front-door.ts'
import { dump, plant, settleAll, TENANT_TABLES } from './support/plant.ts'
import { sampleOf } from './support/sample.ts'
import { createWorld } from './support/world.ts'

const CANARY = 'Zirkonvogel'
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g

/** Routes that answer 200 to a foreign id, each with why that is right. */
const ANSWERS_ANYWAY: Record<string, string> = {
  'DELETE /api/conversations/{id}/looking': 'who never looked stops looking; it says the same of every id',
}

describe('two tenants', () => {
  test('no route shows, changes or even confirms anything of the other', async () => {
    const { door, other, ids } = await twoTenants()
    const before = await everythingOf(door.store.db, other)
    const operations = await operationsOf(door)
    expect(operations.length).toBeGreaterThan(30)
    let owner = await door.owner()
    const wrong: string[] = []
    let asked = 0
    for (const { method, path, query, body } of operations) {
      const places = path.includes('{') ? ids : [ids[0] as string]
      for (const id of places) {
        const answer = await ask(owner, method, path.replace(/\{\w+\}/g, id) + query, body && sampleOf(body, id))
        asked += 1
        if (answer.status === 401) owner = await signInAgain(door)
        // A refusal may repeat the id it was asked for.
        const said = answer.text.replaceAll(id, '')
        if (said.includes(CANARY) || said.includes(other)) wrong.push(`${method} ${path} shows it`)
        const isRefused = [401, 403, 404].includes(answer.status) || answer.code === 'link-spent'
        if (path.includes('{') && !isRefused && !(`${method} ${path}` in ANSWERS_ANYWAY)) {
          wrong.push(`${method} ${path} answers ${answer.status}: ${answer.text.slice(0, 200)}`)
        }
        if (answer.status >= 500) wrong.push(`${method} ${path} breaks: ${answer.text.slice(0, 200)}`)
      }
    }
    expect([...new Set(wrong)]).toEqual([])
    expect(asked).toBeGreaterThan(200)
    expect(await everythingOf(door.store.db, other)).toEqual(before)
    // Some hundreds of requests, each with its record: on a busy machine that takes its time.
  }, 600_000)

  test('every table with a tenant has the second wall, and an index that begins with the tenant or the key', async () => {
    const { db } = await emptyStore()
    const rows = rowsOf(
      await db.execute(sql`
        select c.relname as name, c.relrowsecurity as has_wall, c.relforcerowsecurity as for_the_owner_too,
          (select count(*)::int from pg_policy p where p.polrelid = c.oid) as policies,
          exists (
            select from pg_index i join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
            where i.indrelid = c.oid and a.attname = 'tenant_id'
          ) as is_indexed
        from pg_class c join pg_attribute t on t.attrelid = c.oid and t.attname = 'tenant_id'
        where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace order by 1`),
    )
    expect(rows.map(({ name }) => name)).toEqual(TENANT_TABLES)
    for (const row of rows) {
      expect(row).toEqual({ name: row.name, has_wall: true, for_the_owner_too: true, policies: 1, is_indexed: true })
    }
  })

  test('a query that forgot its tenant sees nothing, and one of another tenant sees nothing of this one', async () => {
    const world = await createWorld()
    await plant(world.deps, world.tenantId, CANARY, world.pass)
    for (const table of TENANT_TABLES) {
      const seen = await world.store.db.transaction(async (tx) => {
        await tx.execute(sql`set local role souvenir_app`)
        const forgotten = rowsOf(await tx.execute(sql`select * from ${sql.identifier(table)}`)).length
        await tx.execute(sql`select set_config('app.tenant', 'somebody-else', true)`)
        const foreign = rowsOf(await tx.execute(sql`select * from ${sql.identifier(table)}`)).length
        return { forgotten, foreign }
      })
      expect({ table, ...seen }).toEqual({ table, forgotten: 0, foreign: 0 })
      expect((await dump(world.store.db, table)).length, `${table} holds nothing to hide`).toBeGreaterThan(0)
    }
  })

  test('a tenant cannot write a row of another, nor give one away', async () => {
    const world = await createWorld()
    const row = { id: newId(), name: 'Nova', persona: {}, createdAt: new Date() }
    const forged = inTenant(world.store, world.tenantId, ({ tx }) =>
      tx.insert(schema.creators).values({ ...row, tenantId: 'somebody-else' }),
    )
    await expect(forged).rejects.toMatchObject({ cause: { code: '42501' } })
    const givenAway = inTenant(world.store, world.tenantId, ({ tx }) =>
      tx.update(schema.creators).set({ tenantId: 'somebody-else' }),
    )
    await expect(givenAway).rejects.toMatchObject({ cause: { code: '42501' } })
  })

  test('nobody is the tenant of everybody', async () => {
    const { store } = await createWorld()
    await expect(inTenant(store, '*', async () => 1)).rejects.toThrow(/no tenant/)
    await expect(inTenant(store, '', async () => 1)).rejects.toThrow(/no tenant/)
  })

  test('the record of who did what can only grow', async () => {
    const world = await createWorld()
    await plant(world.deps, world.tenantId, CANARY, world.pass)
    for (const change of [sql`update audit_events set actor = 'x'`, sql`delete from audit_events`]) {
      await expect(acrossTenants(world.store, (tx) => tx.execute(change))).rejects.toMatchObject({
        cause: { message: expect.stringMatching(/only be added to/) },
      })
    }
  })
})

/** Nova's workspace with a signed-in owner, and another one full of things to find. */
async function twoTenants() {
  const door = await openFrontDoor()
  const { deps } = door.souvenir
  await door.owner()
  const other = newId()
  await door.store.db.insert(organization).values({ id: other, name: `${CANARY} Studio`, slug: other })
  const stranger = newId()
  await door.store.db
    .insert(user)
    .values({ id: stranger, name: `${CANARY} Owner`, email: `${CANARY.toLowerCase()}@example.test` })
  await door.store.db.insert(member).values({ id: newId(), organizationId: other, userId: stranger, role: 'owner' })
  let ahead = 0
  const moved = { ...deps, now: () => new Date(Date.now() + ahead) }
  await plant(moved, other, CANARY, async (ms) => {
    ahead += ms
    await settleAll(moved)
  })
  // What is due is due for every tenant, whoever's request starts it: it must be done before anybody looks.
  await settleAll(moved)
  const rows = (await everythingOf(door.store.db, other)).join('\n')
  const ids = [...new Set(rows.match(UUID))]
  expect(ids.length).toBeGreaterThan(20)
  return { door, other, ids: [...ids, other] }
}

async function everythingOf(db: Parameters<typeof dump>[0], tenantId: string): Promise<string[]> {
  const rows: string[] = []
  for (const table of TENANT_TABLES) rows.push(...(await dump(db, table, sql`tenant_id = ${tenantId}`)))
  rows.push(...(await dump(db, 'member', sql`organization_id = ${tenantId}`)))
  rows.push(...(await dump(db, 'organization', sql`id = ${tenantId}`)))
  return rows
}

type Door = Awaited<ReturnType<typeof openFrontDoor>>

async function operationsOf({ souvenir }: Door) {
  const document = await openApiOf(souvenir.http)
  const operations = Object.entries(document.paths).flatMap(([path, item]) =>
    (['get', 'post', 'put', 'patch', 'delete'] as const).flatMap((method) => {
      const operation = item?.[method]
      const body = operation?.requestBody
      const content = body && 'content' in body ? body.content['application/json'] : undefined
      const schema = content && 'schema' in content ? (content.schema as Parameters<typeof sampleOf>[0]) : undefined
      // What a query must have is given, so that the route and not the form of the question refuses.
      const needed = (operation?.parameters ?? []).flatMap((one) =>
        'name' in one && one.in === 'query' && one.required ? `${one.name}=some+words` : [],
      )
      const query = needed.length > 0 ? `?${needed.join('&')}` : ''
      return operation ? [{ method: method.toUpperCase(), path, query, body: schema }] : []
    }),
  )
  // What the application serves is what is asked: a route that the description forgot would go unseen.
  const served = souvenir.http.routes
    .filter(({ method, path }) => method !== 'ALL' && /^\/api\/(?!openapi|docs)/.test(path))
    .map(({ method, path }) => `${method} ${path.replace(/:(\w+)(\{[^}]*\})?/g, '{$1}')}`)
  expect([...new Set(served)].toSorted()).toEqual(operations.map(({ method, path }) => `${method} ${path}`).toSorted())
  return operations
}

async function ask(browser: Browser, method: string, path: string, body: unknown) {
  const answer = await fetch(`${browser.site}${path}`, {
    method,
    headers: {
      cookie: [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      ...(method === 'GET' ? {} : { origin: browser.site, 'content-type': 'application/json' }),
    },
    ...(body === undefined || method === 'GET' ? {} : { body: JSON.stringify(body) }),
  })
  const isStream = answer.headers.get('content-type')?.startsWith('text/event-stream')
  if (isStream) await answer.body?.cancel()
  const text = isStream ? '' : await answer.text()
  return { status: answer.status, text, code: /"code":"([\w-]+)"/.exec(text)?.[1] }
}

/** Some routes end the session they are called with. */
async function signInAgain(door: Door): Promise<Browser> {
  const browser = door.browser()
  await browser.post('/api/auth/link', { token: (await door.souvenir.signIn.signInLink()).match(/#\w+=(\S+)/)?.[1] })
  return browser
}
