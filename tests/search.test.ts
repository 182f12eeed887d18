import { describe, expect, test } from 'vitest'
import { conversationsOfFan } from '../db/conversations.ts'
import { insertHistory } from '../db/history.ts'
import { newId } from '../db/ids.ts'
import { inTenant } from '../db/scope.ts'
import { consoleHttp } from './support/console-http.ts'
import { createWorld, type World } from './support/world.ts'

const MINUTE = 60_000

/** Tom and what he said so many days ago. */
async function tomSaid(world: World, lines: string[]): Promise<string> {
  const received = await world.fan('Tom').writes('hello')
  if (received.kind !== 'stored') throw new Error('not stored')
  const { fanId, conversationId } = received
  await inTenant(world.store, world.tenantId, async (scope) => {
    expect(await conversationsOfFan(scope, fanId)).toHaveLength(1)
    const at = (index: number) => new Date(world.now().getTime() - (lines.length - index) * MINUTE * 600)
    await insertHistory(
      scope,
      { fanId, conversationId },
      lines.map((body, index) => ({ id: newId(), direction: 'inbound' as const, body, sentAt: at(index) })),
    )
  })
  return fanId
}

describe('searching a fan’s memory', () => {
  test('finds facts and messages by other forms of the words, each with its reason', async () => {
    const world = await createWorld()
    const console = await consoleHttp(world)
    const fanId = await tomSaid(world, ['I painted the old lighthouse', 'pizza again', 'my boat needs a new sail'])
    const memory = { slot: 'like', fact: 'likes sailing at dawn', isPrivate: true }
    const { memoryId } = await console.data('POST', `/fans/${fanId}/memories`, memory)

    const { found } = await console.data('GET', `/fans/${fanId}/memories/search?q=lighthouses`)
    expect(found).toHaveLength(1)
    expect(found[0]).toMatchObject({ kind: 'message', text: 'I painted the old lighthouse', saidBy: 'fan' })
    expect(found[0].why.en).toMatch(/^Tom said “lighthouse” on /)

    // A person finds what is for people only, too.
    const both = await console.data('GET', `/fans/${fanId}/memories/search?q=sailing`)
    expect(both.found.map(({ id }: { id: string }) => id)).toContain(memoryId)
    expect(both.found.map(({ text }: { text: string }) => text)).toContain('my boat needs a new sail')
    const { found: one } = await console.data('GET', `/fans/${fanId}/memories/search?q=sailing&limit=1`)
    expect(one).toHaveLength(1)
  })

  test('finds nothing for words that nobody said, and not the plan of next week either', async () => {
    const world = await createWorld()
    const console = await consoleHttp(world)
    const fanId = await tomSaid(world, ['pizza again'])
    await world.fan('Tom').writes('I fly to Lisbon tomorrow', { externalId: 'plan' })
    await world.pass(9_000)
    const nothing = await console.data('GET', `/fans/${fanId}/memories/search?q=volcanoes`)
    expect(nothing.found).toEqual([])
    const lisbon = await console.data('GET', `/fans/${fanId}/memories/search?q=Lisbon`)
    expect(lisbon.found.length).toBeGreaterThan(0)
  })

  test('is up to date with the very next request: a new message, a correction, a memory that was forgotten', async () => {
    const world = await createWorld()
    const console = await consoleHttp(world)
    const fanId = await tomSaid(world, ['pizza again'])
    const texts = async (q: string) =>
      (await console.data('GET', `/fans/${fanId}/memories/search?q=${q}`)).found.map(
        ({ text }: { text: string }) => text,
      )
    expect(await texts('dog')).toEqual([])
    const { memoryId } = await console.data('POST', `/fans/${fanId}/memories`, { slot: 'pet', fact: 'has a dog' })
    expect(await texts('dog')).toEqual(['has a dog'])
    const edited = await console.data('PATCH', `/memories/${memoryId}`, { fact: 'has a cat' })
    expect(await texts('dog')).toEqual([])
    expect(await texts('cat')).toEqual(['has a cat'])
    await console.data('DELETE', `/memories/${edited.memoryId}`)
    expect(await texts('cat')).toEqual([])
    await world.fan('Tom').writes('a volcano, imagine', { externalId: 'v' })
    expect((await texts('volcano'))[0]).toBe('a volcano, imagine')
    await world.fan('Tom').writes('a river, imagine', { externalId: 'v', isEdit: true })
    expect(await texts('volcano')).toEqual([])
    expect((await texts('river'))[0]).toBe('a river, imagine')
  })

  test('refuses an empty question, and a fan who is not here', async () => {
    const world = await createWorld()
    const console = await consoleHttp(world)
    const fanId = await tomSaid(world, ['pizza again'])
    expect(await console.refusal('GET', `/fans/${fanId}/memories/search?q=%20`)).toMatchObject({ status: 400 })
    expect(await console.refusal('GET', `/fans/${newId()}/memories/search?q=dog`)).toMatchObject({ status: 404 })
  })
})
