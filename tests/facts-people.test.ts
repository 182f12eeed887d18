import { describe, expect, test } from 'vitest'
import { extractFacts } from '../core/learning/extract-facts.ts'
import { forgottenFactsOf } from '../db/forgotten-facts.ts'
import { allMemoriesOf } from '../db/memories.ts'
import { inTenant, rowsOf } from '../db/scope.ts'
import { consoleHttp } from './support/console-http.ts'
import { createWorld, type World } from './support/world.ts'

const SECOND = 1_000
const HOUR = 3_600 * SECOND

const memoriesOf = (world: World, fanId: string) =>
  inTenant(world.store, world.tenantId, (scope) => allMemoriesOf(scope, fanId))

async function known(world: World, fanId: string) {
  const memories = await memoriesOf(world, fanId)
  return memories.flatMap(({ fact, status }) => (status === 'active' ? [fact] : [])).toSorted()
}

async function story(...messages: string[]) {
  const world = await createWorld()
  const console = await consoleHttp(world)
  const mia = world.fan('Mia')
  const says = async (body: string): Promise<string> => {
    const received = await mia.writes(body)
    if (received.kind !== 'stored') throw new Error('not stored')
    await world.pass(HOUR)
    return received.fanId
  }
  let fanId = ''
  for (const body of messages) fanId = await says(body)
  const idOf = async (fact: string) => {
    const memory = (await memoriesOf(world, fanId)).find((one) => one.fact === fact && one.status === 'active')
    if (!memory) throw new Error(`Not known: ${fact}`)
    return memory.id
  }
  return { world, console, says, fanId, idOf }
}

describe('what a person decided about a fact wins over machines for ever', () => {
  test('a correction stands when the fan says the old thing again, and when they say a new one', async () => {
    const { world, console, says, fanId, idOf } = await story('I live in Lyon')
    await console.data('PATCH', `/memories/${await idOf('lives in Lyon')}`, { fact: 'lives in Villeurbanne' })
    await says('as I said, I live in Lyon')
    await says('I moved to Paris')
    await says("I don't live in Villeurbanne anymore")
    expect(await known(world, fanId)).toEqual(['lives in Villeurbanne'])
  })

  test('a correction stands where many values may stand beside each other', async () => {
    const { world, console, says, fanId, idOf } = await story('I love fishing')
    await console.data('PATCH', `/memories/${await idOf('likes fishing')}`, { fact: 'likes fly fishing' })
    await says('did I say I love fishing')
    await says('I love fishing')
    await says('I love chess')
    expect(await known(world, fanId)).toEqual(['likes chess', 'likes fly fishing'])
  })

  test('what was forgotten is not learned again from a later mention; other things are', async () => {
    const { world, console, says, fanId, idOf } = await story("I'm allergic to peanuts", 'my dog Bruno ate my shoes')
    await console.ask('DELETE', `/memories/${await idOf('is allergic to peanuts')}`)
    await console.ask('DELETE', `/memories/${await idOf('has a dog called Bruno')}`)
    await says("remember I'm allergic to PEANUTS")
    await says('my dog Bruno is so funny')
    await says('my dog is asleep')
    expect(await known(world, fanId)).toEqual([])
    await says("I'm allergic to cats")
    expect(await known(world, fanId)).toEqual(['is allergic to cats'])
  })

  test('what was forgotten leaves no word behind, and a person who writes it again allows it again', async () => {
    const { world, console, says, fanId, idOf } = await story("I'm allergic to peanuts")
    await console.ask('DELETE', `/memories/${await idOf('is allergic to peanuts')}`)
    const marks = await inTenant(world.store, world.tenantId, (scope) => forgottenFactsOf(scope, fanId))
    expect(marks.length).toBeGreaterThan(0)
    expect(JSON.stringify(await rowsOfForgotten(world))).not.toMatch(/peanut|allergic/i)
    const { memoryId } = await console.data('POST', `/fans/${fanId}/memories`, {
      slot: 'allergy',
      fact: 'is allergic to peanuts',
    })
    expect(await known(world, fanId)).toEqual(['is allergic to peanuts'])
    await says("I'm allergic to peanuts")
    const [memory] = await memoriesOf(world, fanId)
    expect(memory).toMatchObject({ id: memoryId, author: 'Kim', confidence: 1, timesSeen: 1 })
  })
})

async function rowsOfForgotten(world: World) {
  const rows = rowsOf(await world.store.db.execute('select * from forgotten_facts'))
  expect(rows.length).toBeGreaterThan(0)
  return rows
}

describe('what ends, ends on a day', () => {
  test('two places in one message: the later holds, the former has its end', async () => {
    const { world, fanId } = await story('I live in Paris. Well, I moved to Lyon last month')
    const memories = await memoriesOf(world, fanId)
    expect(memories.find(({ fact }) => fact === 'lives in Lyon')).toMatchObject({ status: 'active', validTo: null })
    const paris = memories.find(({ value }) => value === 'Paris')
    expect(paris).toMatchObject({ fact: 'used to live in Paris', slot: 'place' })
    const lyon = memories.find(({ value }) => value === 'Lyon')
    expect(paris?.validTo).toEqual(lyon?.validFrom)
    expect(lyon?.validFrom?.getTime()).toBeLessThan(world.now().getTime() - 20 * 24 * HOUR)
  })

  test('what is known ends instead of being deleted; what was not known is remembered as past', async () => {
    const { world, fanId } = await story('I live in Lyon', 'I no longer live in Lyon', 'I used to live in Dublin')
    const memories = await memoriesOf(world, fanId)
    const lyon = memories.find(({ value }) => value === 'Lyon')
    expect(lyon).toMatchObject({ fact: 'lives in Lyon', status: 'superseded', extractor: 'rules 2' })
    expect(lyon?.validTo).toBeInstanceOf(Date)
    const dublin = memories.find(({ value }) => value === 'Dublin')
    expect(dublin).toMatchObject({ fact: 'used to live in Dublin', status: 'active' })
    expect(dublin?.validTo).toBeInstanceOf(Date)
  })

  test('a fan who moves back lives there again', async () => {
    const { world, fanId } = await story('I live in Lyon', 'I moved to Paris', 'I moved back to Lyon')
    expect(await known(world, fanId)).toEqual(['lives in Lyon'])
  })

  test('in French as well', async () => {
    const { world, fanId } = await story("j'habite à Lille", "j'habite plus à Lille", 'avant je vivais à Bayonne')
    expect(await known(world, fanId)).toEqual(['habitait avant à Bayonne'])
  })
})

describe('strange messages', () => {
  const said = { at: new Date('2026-11-17T20:00:00Z'), timeZone: 'Europe/Paris' }
  test.each([
    'مرحبا كيف حالك اليوم أنا بخير',
    'привет, я живу в Москве',
    '我住在北京,我有一只猫',
    '😂😂😂🔥🔥',
    '\u0000\u200d\ufe0f',
    "I live in j'habite à my mon",
    'a'.repeat(100_000),
    '😂'.repeat(50_000),
    'i have a '.repeat(11_000),
    'мой '.repeat(25_000),
  ])('%.20s', (message) => {
    expect(extractFacts(message, said).length).toBeLessThanOrEqual(12)
  })

  test('two languages in one message are both read', () => {
    const found = extractFacts("I live in Lyon, j'ai un chat qui s'appelle Plume", said)
    expect(found.map(({ slot, value }) => `${slot} ${value}`)).toEqual(['place Lyon', 'pet Plume'])
  })
})

describe('the fan page', () => {
  test('shows what was believed before, since when, and what is no longer so, which can be forgotten too', async () => {
    const { console, says, fanId, idOf } = await story(
      'I live in Lyon. I work as a nurse',
      'I moved to Paris',
      'I quit my job',
    )
    await console.data('PATCH', `/memories/${await idOf('lives in Paris')}`, { fact: 'lives in Montreuil' })
    const page = await console.data('GET', `/fans/${fanId}`)
    const [place] = page.memories.filter(({ slot }: { slot: string }) => slot === 'place')
    expect(place).toMatchObject({ fact: 'lives in Montreuil', writtenBy: 'Kim', quote: 'I moved to Paris' })
    expect(place.before.map(({ fact }: { fact: string }) => fact)).toEqual(['lives in Paris', 'lives in Lyon'])
    expect(place.source.messageId).toBeTruthy()
    const [work] = page.ended
    expect(work).toMatchObject({ fact: 'works as a nurse', readBy: 'rules 2' })
    expect(new Date(work.until).getTime()).toBeGreaterThan(new Date(work.since).getTime())
    await console.ask('DELETE', `/memories/${work.id}`)
    expect((await console.data('GET', `/fans/${fanId}`)).ended).toEqual([])
    await says('I work as a nurse')
    const after = await console.data('GET', `/fans/${fanId}`)
    expect(after.memories.filter(({ slot }: { slot: string }) => slot === 'work')).toEqual([])
  })
})
