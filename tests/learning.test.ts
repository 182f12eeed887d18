import { describe, expect, test } from 'vitest'
import { loadTurn } from '../core/draft/load-turn.ts'
import { extractFacts } from '../core/learning/extract-facts.ts'
import { learnFromMessage } from '../core/learning/learn-from-message.ts'
import { conversationsOfFan } from '../db/conversations.ts'
import { allMemoriesOf, updateMemory } from '../db/memories.ts'
import { inTenant } from '../db/scope.ts'
import { createWorld, type World } from './support/world.ts'

const SECOND = 1_000
const TUESDAY = new Date('2026-11-17T20:00:00Z')
const read = (message: string) =>
  extractFacts(message, { at: TUESDAY, timeZone: 'Europe/Paris' }).map(
    ({ slot, fact, ends }) => `${ends ? 'no longer: ' : ''}${slot}: ${fact}`,
  )

async function factsOf(world: World, fanId: string) {
  const memories = await inTenant(world.store, world.tenantId, (scope) => allMemoriesOf(scope, fanId))
  return memories.map(({ fact, status }) => (status === 'active' ? fact : `(${status}) ${fact}`)).toSorted()
}

/** The fan writes, and the draft is made. */
async function says(world: World, fan: ReturnType<World['fan']>, body: string): Promise<string> {
  const received = await fan.writes(body)
  await world.pass(9 * SECOND)
  if (received.kind !== 'stored') throw new Error('not stored')
  return received.fanId
}

describe('what a fan says is remembered', () => {
  test('with its words, its message and its confidence, and a later draft knows it', async () => {
    const world = await createWorld()
    const mia = world.fan('Mia')
    const fanId = await says(world, mia, "hi Nova! I'm allergic to peanuts and my dog Bruno ate my shoes")
    const memories = await inTenant(world.store, world.tenantId, (scope) => allMemoriesOf(scope, fanId))
    const bruno = memories.find(({ slot }) => slot === 'pet')
    const [message] = await world.messagesOf(fanId)
    expect(bruno).toMatchObject({ fact: 'has a dog called Bruno', value: 'Bruno', sourceMessageId: message?.id })
    expect(bruno?.quote).toContain('my dog Bruno ate my shoes')
    expect(memories.find(({ slot }) => slot === 'allergy')).toMatchObject({
      sensitivity: 'sensitive',
      neverForSelling: true,
    })
    await world.pass(3_600 * SECOND)
    await says(world, mia, 'the dog did it again')
    const [draft] = await world.drafts()
    expect((await world.card(draft?.id ?? '')).recalled.map(({ text }) => text)).toContain('has a dog called Bruno')
  })

  test('what is said again is surer; what is said otherwise takes the place of the old, which stays on record', async () => {
    const world = await createWorld()
    const leo = world.fan('Leo')
    const fanId = await says(world, leo, 'I live in Lyon')
    const before = await inTenant(world.store, world.tenantId, (scope) => allMemoriesOf(scope, fanId))
    await world.pass(3_600 * SECOND)
    await says(world, leo, 'as I told you, I live in Lyon')
    const [lyon] = await inTenant(world.store, world.tenantId, (scope) => allMemoriesOf(scope, fanId))
    expect(lyon?.timesSeen).toBe(2)
    expect(lyon?.confidence).toBeGreaterThan(before[0]?.confidence ?? 1)
    await world.pass(3_600 * SECOND)
    await says(world, leo, 'big news: I moved to Paris')
    expect(await factsOf(world, fanId)).toEqual(['(superseded) lives in Lyon', 'lives in Paris'])
  })

  test('what ended is known to have ended', async () => {
    const world = await createWorld()
    const tom = world.fan('Tom')
    const fanId = await says(world, tom, 'I work as a nurse. I love fishing')
    await says(world, tom, 'ok so I quit my job, and I used to love fishing but it is boring')
    expect(await factsOf(world, fanId)).toEqual(['(superseded) likes fishing', '(superseded) works as a nurse'])
  })

  test('learning twice from the same words changes nothing', async () => {
    const world = await createWorld()
    const mia = world.fan('Mia')
    const fanId = await says(world, mia, 'I live in Lyon')
    await mia.writes('I moved to Paris, and my cat is called Luna')
    const turn = await inTenant(world.store, world.tenantId, async (scope) => {
      const [conversation] = await conversationsOfFan(scope, fanId)
      return conversation && loadTurn(scope, conversation, world.now())
    })
    if (!turn) throw new Error('no turn')
    await learnFromMessage(world.deps, turn)
    const once = await factsOf(world, fanId)
    expect(once).toEqual(['(superseded) lives in Lyon', 'has a cat called Luna', 'lives in Paris'])
    expect(await learnFromMessage(world.deps, turn)).toBe(0)
    expect(await factsOf(world, fanId)).toEqual(once)
  })

  test('what a person wrote is never overruled', async () => {
    const world = await createWorld()
    const mia = world.fan('Mia')
    const fanId = await says(world, mia, 'I live in Lyon')
    await inTenant(world.store, world.tenantId, async (scope) => {
      const [lyon] = await allMemoriesOf(scope, fanId)
      if (lyon) await updateMemory(scope, lyon, { fact: 'lives in Nice with her mum', author: 'Kim' })
    })
    await says(world, mia, 'I moved to Paris')
    expect(await factsOf(world, fanId)).toEqual(['lives in Nice with her mum'])
  })

  test('a message that the fan rewrote teaches only what it says now', async () => {
    const world = await createWorld()
    const mia = world.fan('Mia')
    const fanId = await says(world, mia, 'I live in Lyon')
    await world.pass(SECOND)
    await mia.writes('I live in Nantes', { externalId: 'Mia-1', isEdit: true })
    await world.pass(9 * SECOND)
    expect(await factsOf(world, fanId)).toEqual(['(retracted) lives in Lyon', 'lives in Nantes'])
  })

  test('in French as well', async () => {
    const world = await createWorld()
    const leo = world.fan('Leo')
    const fanId = await says(world, leo, "j'habite à Nantes, mon chien s'appelle Rex et je suis infirmier")
    await says(world, leo, "j'ai déménagé à Bordeaux ! j'ai un entretien vendredi")
    expect(await factsOf(world, fanId)).toEqual([
      '(superseded) habite à Nantes',
      'a un chien qui s’appelle Rex'.replace('’', "'"),
      'a un entretien vendredi 20 novembre 2026',
      'habite à Bordeaux',
      'travaille comme infirmier',
    ])
  })
})

describe('what is not said of oneself is not remembered', () => {
  test.each([
    'do you like pizza?',
    'I wish I lived in Tokyo',
    'if I live in Rome one day',
    'she said "I live in Rome with my cats"',
    'he says I love money',
    'just kidding, I live in Rome',
    'I love spending time with you',
    "I don't live in Rome",
    "I'm 34 minutes late",
    "I'll see you tomorrow",
    'I live in a small flat',
    "j'aimerais vivre à Londres",
    "si j'habitais à Paris",
    "t'aimes le chocolat ?",
    'je t’aime',
    "j'aime quand tu ris",
    '> I live in Rome\nno way',
    '',
  ])('%s', (message) => {
    expect(read(message).filter((fact) => !fact.startsWith('no longer'))).toEqual([])
  })

  test.each([
    ['did I tell you about my cat Luna?', ['pet: has a cat called Luna']],
    ['I live in lyon, you?', ['place: lives in Lyon']],
    ['my brother says I love money', ['family: family: brother']],
    ["please don't call me babe", ['limit: does not want to be called babe']],
    ['my birthday is on May 8th', ['birthday: has a birthday on 8 May']],
    ['I have a job interview on Friday', ['plan: has a job interview on Friday 20 November 2026']],
    ["I'm flying to Rome next week", ['plan: planned in the week of 23 November 2026: flying to Rome']],
    ["I'm a truck driver", ['work: works as a truck driver']],
    ['MY DOG ATE MY SHOES', ['pet: has a dog']],
    ['je suis allergique aux arachides', ['allergy: est allergique aux arachides']],
    ["ne m'appelle pas bébé", ["limit: ne veut pas qu'on l'appelle bébé"]],
  ])('%s', (message, facts) => {
    expect(read(message)).toEqual(facts)
  })

  test('a hundred thousand characters of anything are read in no time and teach little', () => {
    for (const piece of ['I love ', "my dog's ", '"', 'a\u0301'.repeat(50), "j'ai un ", '(((', 'I live in A-sur-']) {
      expect(read(piece.repeat(100_000 / piece.length)).length).toBeLessThanOrEqual(12)
    }
  })
})
