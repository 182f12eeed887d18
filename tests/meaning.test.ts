import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { loadTurn } from '../core/draft/load-turn.ts'
import { ASSOCIATIONS_EN } from '../core/recall/associations.en.ts'
import { ASSOCIATIONS_FR } from '../core/recall/associations.fr.ts'
import { likenesses, readFact } from '../core/recall/likeness.ts'
import { related } from '../core/recall/meaning.ts'
import { recallMemories } from '../core/recall/recall-memories.ts'
import { conversationsOfFan } from '../db/conversations.ts'
import { newId } from '../db/ids.ts'
import { insertMemory } from '../db/memories.ts'
import { inTenant } from '../db/scope.ts'
import { createWorld, type World } from './support/world.ts'

/** A fan of whom a team member has noted these things, who now writes this. */
async function recalledFor(notes: string[], says: string, { name = 'Tom' } = {}) {
  const world = await createWorld()
  const fan = world.fan(name)
  const received = await fan.writes(says, { externalId: says })
  if (received.kind !== 'stored') throw new Error('not stored')
  await note(world, received.fanId, notes)
  const turn = await inTenant(world.store, world.tenantId, async (scope) => {
    const [conversation] = await conversationsOfFan(scope, received.fanId)
    return conversation && loadTurn(scope, conversation, world.now())
  })
  if (!turn) throw new Error('nothing to answer')
  return recallMemories(world.deps, turn)
}

async function note(world: World, fanId: string, facts: string[]) {
  const now = world.now()
  await inTenant(world.store, world.tenantId, async (scope) => {
    for (const fact of facts) {
      const times = { lastSeenAt: now, recordedAt: now, updatedAt: now }
      await insertMemory(scope, { id: newId(), fanId, slot: 'other', fact, author: 'Ann', confidence: 1, ...times })
    }
  })
}

const OTHERS = ['Collects stamps', 'Lives near Lyon', 'Has a dog called Bruno', 'Plays the piano', 'Afraid of spiders']

describe('meaning', () => {
  test('a fact that shares no word with what was said is called up by what it means, and the reason says so', async () => {
    const [first] = await recalledFor(
      [...OTHERS, 'Failed his driving test in May'],
      'my exam is next monday, wish me luck',
    )
    expect(first?.text).toBe('Failed his driving test in May')
    expect(first?.why.en).toMatch(/^close in meaning: exam ~ test; noted by Ann on /)
    expect(first?.why.fr).toMatch(/^proche par le sens : exam ~ test ; noté par Ann le /)
  })

  test('what was noted in English is found in French', async () => {
    const [first] = await recalledFor([...OTHERS, 'Broke her ankle in a fall'], 'je me suis blessée au genou ce matin')
    expect(first).toMatchObject({
      text: 'Broke her ankle in a fall',
      why: { fr: expect.stringMatching(/^proche par le sens : /) },
    })
  })

  test('small talk calls nothing up by its meaning', async () => {
    for (const says of [
      'hey you, how was your day?',
      'good night, thinking of you',
      'haha that is so nice',
      'lol ok',
    ]) {
      const found = await recalledFor([...OTHERS, 'Failed his driving test in May'], says)
      expect(found.filter(({ why }) => why.en.includes('close in meaning'))).toEqual([])
    }
  })

  test('what the creator asked gives a short answer its sense', async () => {
    const [alone, asked] = [[], [{ text: 'how is your kitten doing?', weight: 0.4 }]].map((creator) =>
      likenesses([readFact({ fact: 'Has a cat called Minou' }, 'en'), readFact({ fact: 'Works nights' }, 'en')], {
        said: [{ text: 'great thanks', weight: 1 }, ...creator],
        rarity: new Map(),
        messages: 0,
        names: [],
        language: 'en',
      }),
    )
    expect(alone?.[0]).toMatchObject({ score: 0, meaning: 0 })
    expect(asked?.[0]?.score).toBeGreaterThan(0)
    expect(asked?.[1]).toMatchObject({ score: 0, meaning: 0 })
  })
})

describe('what goes together', () => {
  test('is listed under the same names, in as many groups, in every language', () => {
    const shape = (themes: Record<string, string>) =>
      Object.entries(themes).map(([name, line]) => `${name} ${line.split('|').length}`)
    expect(shape(ASSOCIATIONS_FR)).toEqual(shape(ASSOCIATIONS_EN))
  })

  test('a near word counts more than one of the same world, and both less than the word itself', () => {
    const near = (word: string, other: string) =>
      related(word, 'en').find((found) => found.word === other)?.strength ?? 0
    expect(near('exam', 'quiz')).toBeGreaterThan(near('exam', 'revise'))
    expect(near('exam', 'revise')).toBeGreaterThan(0)
    expect(near('exam', 'lion')).toBe(0)
    expect(related('great', 'en')).toEqual([])
    expect(related('zzz', 'en')).toEqual([])
    expect(related('examen', 'fr').map(({ word }) => word)).toContain('partiel')
  })

  test('strengths lie between 0 and 1, and go both ways', () => {
    const words = Object.values(ASSOCIATIONS_EN).flatMap((line) => line.split(/[ |]+/))
    fc.assert(
      fc.property(fc.constantFrom(...words), (word) => {
        for (const { strength, word: other } of related(word, 'en').slice(0, 20)) {
          expect(strength).toBeGreaterThan(0)
          expect(strength).toBeLessThan(1)
          expect(related(other, 'en').length).toBeGreaterThan(0)
        }
      }),
      { numRuns: 60 },
    )
  })
})

test('the right notes come to mind on dialogues of MADial-Bench, far more often than by plain BM25', () => {
  const printed = execFileSync(process.execPath, ['tools/eval-madial.ts', 'data/madial-en', '--json'], {
    encoding: 'utf8',
  })
  const at10 = (pool: string, system: string) => JSON.parse(printed)[pool][system].all.recall[3] as number
  expect(at10('own notes', 'souvenir')).toBeGreaterThanOrEqual(74)
  expect(at10("both people's notes", 'souvenir')).toBeGreaterThanOrEqual(64.5)
  expect(at10('own notes', 'plain BM25')).toBeLessThan(at10('own notes', 'souvenir') - 15)
})
