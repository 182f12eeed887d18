import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { consoleHttp } from './support/console-http.ts'
import { createWorld } from './support/world.ts'

const SECOND = 1_000

async function withMia() {
  const world = await createWorld()
  const received = await world.fan('Mia').writes('hi')
  const fanId = received.kind === 'stored' ? received.fanId : ''
  const http = await consoleHttp(world)
  const send = async (method: string, path: string, headers: Record<string, string>, body?: unknown) => {
    const answer = await fetch(`${http.origin}/api${path}`, {
      method,
      headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    return { status: answer.status, etag: answer.headers.get('etag') ?? '', ...JSON.parse(await answer.text()) }
  }
  return { world, fanId, send, ...http }
}

describe('memories over HTTP', () => {
  test('one is written, read, changed as it was seen, found and forgotten', async () => {
    const { fanId, send, data } = await withMia()
    const { memoryId } = await data('POST', `/fans/${fanId}/memories`, {
      fact: 'collects lighthouse stamps',
      slot: 'interest',
    })
    const read = await send('GET', `/memories/${memoryId}`, {})
    expect(read).toMatchObject({ status: 200, data: { fanId, memory: { fact: 'collects lighthouse stamps' } } })
    expect(read.etag).toBe(`"${read.data.memory.version}"`)
    const marked = await send('PATCH', `/memories/${memoryId}`, { 'if-match': read.etag }, { isPinned: true })
    expect(marked).toMatchObject({ status: 200, data: { memoryId } })
    const late = await send('PATCH', `/memories/${memoryId}`, { 'if-match': read.etag }, { fact: 'collects stamps' })
    expect(late).toMatchObject({ status: 412, error: { code: 'changed' } })
    expect(late.error.message).toMatch(/Nothing was changed/)
    expect((await send('DELETE', `/memories/${memoryId}`, { 'if-match': read.etag })).status).toBe(412)
    const { found } = await data('GET', `/fans/${fanId}/memories/search?q=lighthouses`)
    expect(found[0]).toMatchObject({ id: memoryId })
    expect(found[0].why.en).not.toBe('')
    const now = await send('GET', `/memories/${memoryId}`, {})
    expect((await send('DELETE', `/memories/${memoryId}`, { 'if-match': now.etag })).status).toBe(200)
    expect((await send('GET', `/memories/${memoryId}`, {})).status).toBe(404)
    expect((await data('GET', `/fans/${fanId}/memories`)).memories).toEqual([])
  })

  test('two people edit at once: one wins, the other is told and loses nothing that stands', async () => {
    const { fanId, send, data } = await withMia()
    const { memoryId } = await data('POST', `/fans/${fanId}/memories`, { fact: 'lives in Lyon' })
    const { etag } = await send('GET', `/memories/${memoryId}`, {})
    const edits = await Promise.all(
      ['lives in Paris', 'lives in Nice'].map((fact) =>
        send('PATCH', `/memories/${memoryId}`, { 'if-match': etag }, { fact }),
      ),
    )
    expect(edits.filter(({ status }) => status === 200)).toHaveLength(1)
    expect([404, 412]).toContain(edits.find(({ status }) => status !== 200)?.status)
    const { memories } = await data('GET', `/fans/${fanId}/memories`)
    expect(memories).toHaveLength(1)
  })

  test('a request that is sent again with its key writes once; the same key for other words is refused', async () => {
    const { fanId, send, data } = await withMia()
    const key = { 'idempotency-key': 'import-2026-11-21/17' }
    const body = { fact: 'allergic to walnuts', slot: 'allergy' }
    const all = await Promise.all([1, 2, 3].map(() => send('POST', `/fans/${fanId}/memories`, key, body)))
    expect(new Set(all.map(({ data }) => data?.memoryId)).size).toBe(1)
    expect((await data('GET', `/fans/${fanId}/memories`)).memories).toHaveLength(1)
    const other = await send('POST', `/fans/${fanId}/memories`, key, { fact: 'allergic to cats' })
    expect(other).toMatchObject({ status: 409, error: { code: 'conflict' } })
    expect(other.error.message).toMatch(/use a new key/)
    await send('DELETE', `/memories/${all[0]?.data.memoryId}`, {})
    expect((await send('POST', `/fans/${fanId}/memories`, key, body)).status).toBe(404)
    expect((await send('POST', `/fans/${fanId}/memories`, { 'idempotency-key': 'short' }, body)).status).toBe(400)
  })

  test('pieces of any size are the whole list, in its order, each memory once', async () => {
    const { world, fanId, data } = await withMia()
    for (let count = 0; count < 23; count += 1) {
      await data('POST', `/fans/${fanId}/memories`, { fact: `fact number ${count}`, isPinned: count % 5 === 0 })
      // Some stand at the same moment.
      if (count % 3 === 0) await world.pass(SECOND)
    }
    const whole = (await data('GET', `/fans/${fanId}/memories`)).memories.map(({ id }: { id: string }) => id)
    expect(whole).toHaveLength(23)
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 30 }), async (limit) => {
        const ids: string[] = []
        let after = ''
        do {
          const piece = await data('GET', `/fans/${fanId}/memories?limit=${limit}${after && `&after=${after}`}`)
          ids.push(...piece.memories.map(({ id }: { id: string }) => id))
          after = piece.next ?? ''
        } while (after)
        expect(ids).toEqual(whole)
      }),
      { numRuns: 12 },
    )
  })

  test('what cannot be used is said: a place that no piece gave, a limit beyond reason, a fan who is not there', async () => {
    const { fanId, refusal } = await withMia()
    expect(await refusal('GET', `/fans/${fanId}/memories?after=nonsense`)).toMatchObject({
      status: 400,
      code: 'invalid',
    })
    expect(await refusal('GET', `/fans/${fanId}/memories?limit=1000`)).toMatchObject({ status: 400 })
    expect(await refusal('GET', '/fans/00000000-0000-4000-8000-000000000000/memories')).toMatchObject({ status: 404 })
    expect(await refusal('GET', '/memories/00000000-0000-4000-8000-000000000000')).toMatchObject({ status: 404 })
  })

  test('the description names keys, versions and pieces', async () => {
    const { origin } = await withMia()
    const { paths } = (await (await fetch(`${origin}/api/openapi.json`)).json()) as { paths: Record<string, Item> }
    const names = (path: string, method: 'get' | 'post' | 'patch' | 'delete') =>
      paths[path]?.[method]?.parameters.map(({ name }) => name.toLowerCase()) ?? []
    expect(names('/api/fans/{id}/memories', 'get')).toEqual(expect.arrayContaining(['limit', 'after']))
    expect(names('/api/fans/{id}/memories', 'post')).toContain('idempotency-key')
    expect(names('/api/memories/{id}', 'patch')).toContain('if-match')
    expect(names('/api/memories/{id}', 'delete')).toContain('if-match')
    expect(names('/api/fans/{id}/memories/search', 'get')).toEqual(expect.arrayContaining(['q', 'limit']))
  })
})

type Item = Partial<Record<'get' | 'post' | 'patch' | 'delete', { parameters: { name: string }[] }>>
