import { describe, expect, test } from 'vitest'
import { calibrationsOf } from '../db/calibrations.ts'
import { inTenant } from '../db/scope.ts'
import { createWorld, type World } from './support/world.ts'

const MINUTE = 60_000

describe('in a conversation', () => {
  test('after 5 interactions, and after 10 more, it is recalculated with its reason, and the next draft follows', async () => {
    const world = await createWorld()
    const fan = world.fan('Tom')
    const fanId = await talks(world, fan, 4)
    expect(await stored(world, fanId)).toEqual([])
    await talks(world, fan, 1)
    const first = await stored(world, fanId)
    expect(first.map(({ trait, interactions }) => [trait, interactions])).toEqual([
      ['tone', 5],
      ['length', 5],
      ['emoji', 5],
    ])
    const length = first.find(({ trait }) => trait === 'length')
    expect(length).toMatchObject({ status: 'applied', step: { from: 220, to: 176 } })
    expect(length?.confidence).toBeGreaterThanOrEqual(0.7)
    expect(JSON.stringify(length?.step)).toContain(
      'Because 4 of the 4 replies of up to 176 characters got a good answer',
    )
    expect(first.find(({ trait }) => trait === 'emoji')).toMatchObject({ status: 'applied', step: { to: ['🔥'] } })
    await talks(world, fan, 9)
    expect(await stored(world, fanId)).toHaveLength(3)
    await talks(world, fan, 1)
    const second = await stored(world, fanId)
    expect(second.slice(3).map(({ interactions }) => interactions)).toEqual([15, 15, 15])
    expect(second.findLast(({ trait }) => trait === 'length')?.step).toMatchObject({ from: 176, to: 141 })
  })
})

const OURS = [
  'haha guess what I made today',
  'the kiln is on and it smells of clay',
  'it began with a lump of clay and a bad idea',
  'mint tea first, then the story',
  'you would have laughed at my glaze',
  'so the wheel broke, twice',
  'then it rained in the studio',
  'Miso slept through all of it',
  'blue, a pale one, like milk',
  'pancakes saved the evening',
  'one mug survived, barely',
  'it has a dent and a name',
  'the shelf fell too, of course',
  'tomorrow I try again',
  'a river run, then more clay',
  'that is the whole story',
]

async function talks(world: World, fan: ReturnType<World['fan']>, times: number): Promise<string> {
  let fanId = ''
  for (let time = 0; time < times; time += 1) {
    const received = await fan.writes('that is so good, tell me more about it 🔥')
    if (received.kind !== 'stored') throw new Error('not stored')
    fanId = received.fanId
    await world.pass(9_000)
    const [draft] = await world.drafts()
    await world.decides(draft?.id ?? '', { text: OURS.shift() ?? '' })
    await world.pass(4 * MINUTE)
  }
  return fanId
}

const stored = (world: World, fanId: string) =>
  inTenant(world.store, world.tenantId, (scope) => calibrationsOf(scope, fanId))
