import { describe, expect, test } from 'vitest'
import { removeDemo } from '../core/demo/remove-demo.ts'
import { beginDemo, finishDemo, seedDemo } from '../core/demo/seed-demo.ts'
import type { Deps } from '../core/deps.ts'
import { creatorsOf } from '../db/creators.ts'
import { fansOf } from '../db/fans.ts'
import { allMemoriesOf } from '../db/memories.ts'
import { promisesOf } from '../db/promises.ts'
import { spendingOf } from '../db/purchases.ts'
import { inTenant } from '../db/scope.ts'
import { createWorld } from './support/world.ts'

const DAY_MS = 24 * 3_600_000

async function demoWorld() {
  const world = await createWorld()
  const creatorId = await seedDemo(world.deps, { tenantId: world.tenantId, now: world.now() })
  const fans = await inTenant(world.store, world.tenantId, (scope) => fansOf(scope, creatorId, 100))
  return { world, creatorId, fans }
}

describe('the demo', () => {
  test('shows eight fans with weeks behind them, and drafts that wait', async () => {
    const { world, fans } = await demoWorld()
    expect(fans.map(({ name }) => name).toSorted()).toEqual(['Ana', 'Hugo', 'Ivy', 'Leo', 'Mia', 'Noah', 'Ray', 'Tom'])
    expect(fans.filter(({ language }) => language === 'fr')).toHaveLength(2)
    expect(fans.filter(({ inCare }) => inCare)).toHaveLength(1)
    expect(await world.drafts('pending')).toHaveLength(7)
    expect(await world.drafts('held')).toHaveLength(1)
    for (const fan of fans.filter(({ name }) => name !== 'Ivy')) {
      const messages = await world.messagesOf(fan.id)
      expect(messages.length).toBeGreaterThanOrEqual(15)
      expect(messages.every(({ sentAt }) => sentAt <= world.now())).toBe(true)
      const facts = await inTenant(world.store, world.tenantId, (scope) => allMemoriesOf(scope, fan.id))
      expect(facts.length).toBeGreaterThan(0)
      for (const fact of facts.filter(({ author }) => author === 'machine')) {
        expect(messages.map(({ id }) => id)).toContain(fact.sourceMessageId)
      }
    }
  })

  test('has a fan who is back after 40 days, one who buys much, and promises open and due', async () => {
    const { world, fans } = await demoWorld()
    const byName = (name: string) => fans.find((fan) => fan.name === name)?.id ?? ''
    const rays = await world.messagesOf(byName('Ray'))
    const last = rays.findLastIndex(({ direction }) => direction === 'outbound')
    expect((rays[last + 1]?.sentAt.getTime() ?? 0) - (rays[last]?.sentAt.getTime() ?? 0)).toBeGreaterThan(40 * DAY_MS)
    await inTenant(world.store, world.tenantId, async (scope) => {
      const spending = await spendingOf(scope, [byName('Ana')])
      expect(spending.get(byName('Ana'))?.totalMinor).toBeGreaterThan(10_000)
      const [promise] = await promisesOf(scope, byName('Tom'), 'open')
      expect(promise?.dueAt && promise.dueAt < world.now()).toBe(true)
    })
  })

  test('pretends no delivery: nothing was sent, and what was said before is marked as imported', async () => {
    const { world, fans } = await demoWorld()
    expect(await world.deliveryRows()).toEqual([])
    const said = (await Promise.all(fans.map(({ id }) => world.messagesOf(id)))).flat()
    expect(new Set(said.filter(({ direction }) => direction === 'outbound').map(({ status }) => status))).toEqual(
      new Set(['imported']),
    )
  })

  test('made twice it is one, and removed it is gone', async () => {
    const { world, creatorId } = await demoWorld()
    const counts = async () => (await world.drafts('pending', 'held', 'superseded')).length
    const before = await counts()
    expect(await seedDemo(world.deps, { tenantId: world.tenantId, now: world.now() })).toBe(creatorId)
    expect(await counts()).toBe(before)
    const remove = () => removeDemo(world.deps, { tenantId: world.tenantId, actor: world.kim })
    expect(await remove()).toEqual({ fans: 8, creators: 1, kept: [] })
    expect(await counts()).toBe(0)
    const creators = await inTenant(world.store, world.tenantId, (scope) => creatorsOf(scope))
    expect(creators.map(({ id }) => id)).toEqual([world.creatorId])
    expect(await remove()).toEqual({ fans: 0, creators: 0, kept: [] })
  })

  test('broken off at any point, it is completed the next time and nothing is in it twice', async () => {
    const world = await createWorld()
    const of = { tenantId: world.tenantId, now: world.now() }
    const whole = await beginDemo(world.deps, of)
    for (const diesAt of [1, 4, 7]) {
      let told = 0
      const dying: Deps = {
        ...world.deps,
        events: {
          ...world.deps.events,
          publish: () => {
            told += 1
            if (told === diesAt) throw new Error('killed')
          },
        },
      }
      await expect(finishDemo(dying, of)).rejects.toThrow('killed')
    }
    const stopping = AbortSignal.abort()
    await finishDemo(world.deps, { ...of, stopping })
    expect(await world.drafts('pending', 'held')).not.toHaveLength(8)
    expect(await seedDemo(world.deps, of)).toBe(whole)
    expect(await world.drafts('pending')).toHaveLength(7)
    expect(await world.drafts('held')).toHaveLength(1)
    expect(await world.drafts('superseded')).toHaveLength(0)
    const fans = await inTenant(world.store, world.tenantId, (scope) => fansOf(scope, whole, 100))
    expect(fans).toHaveLength(8)
  })
})
