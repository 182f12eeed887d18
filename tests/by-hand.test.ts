import { describe, expect, test } from 'vitest'
import { manualConnector } from '../bot/manual/deliver.ts'
import { readQueue } from '../core/approval/read-queue.ts'
import { answerUnknown } from '../core/delivery/answer-unknown.ts'
import { inTenant } from '../db/scope.ts'
import { createWorld } from './support/world.ts'

const SECOND = 1_000

describe('a platform without a way in for programs', () => {
  test('an approved reply waits for a person, for as long as it takes, and nothing sends it', async () => {
    const { world, draftId } = await approvedByHand()
    expect((await world.card(draftId)).state).toBe('by-hand')
    await world.pass(24 * 3_600 * SECOND)
    expect((await world.card(draftId)).state).toBe('by-hand')
    const queue = await inTenant(world.store, world.tenantId, (scope) => readQueue(scope, world.deps.now()))
    expect(queue.byHand.map((card) => card.draftId)).toEqual([draftId])
  })

  test('“mark as sent” counts once: the second person is told that it was settled', async () => {
    const { world, draftId } = await approvedByHand()
    const lee = { ...world.kim, id: 'user:lee', name: 'Lee' }
    const asked = { tenantId: world.tenantId, draftId, answer: 'arrived' } as const
    const answers = await Promise.all([
      answerUnknown(world.deps, { ...asked, actor: world.kim }),
      answerUnknown(world.deps, { ...asked, actor: lee }),
    ])
    expect(answers.map(({ kind }) => kind).toSorted()).toEqual(['settled', 'too-late'])
    expect((await world.card(draftId)).state).toBe('sent')
  })

  test('“I did not send it” is said plainly, and the words can be carried over after all', async () => {
    const { world, draftId } = await approvedByHand()
    const about = { tenantId: world.tenantId, draftId, actor: world.kim }
    await answerUnknown(world.deps, { ...about, answer: 'drop' })
    const card = await world.card(draftId)
    expect([card.state, card.problem]).toEqual(['failed', 'It was not sent by hand.'])
    await answerUnknown(world.deps, { ...about, answer: 'again' })
    await world.pass(SECOND)
    expect((await world.card(draftId)).state).toBe('by-hand')
  })

  test('a later reply waits until a person said what became of the earlier one, so that the order is kept', async () => {
    const { world, draftId, mia } = await approvedByHand()
    await mia.writes('and did you see the moon?')
    await world.pass(9 * SECOND)
    const [next] = await world.drafts()
    if (!next) throw new Error('no draft')
    await world.decides(next.id)
    await world.pass(60 * SECOND)
    expect((await world.card(next.id)).state).not.toBe('by-hand')
    await answerUnknown(world.deps, { tenantId: world.tenantId, draftId, answer: 'arrived', actor: world.kim })
    await world.pass(SECOND)
    expect((await world.card(next.id)).state).toBe('by-hand')
  })
})

async function approvedByHand() {
  const world = await createWorld({ connectors: [manualConnector] })
  const mia = world.fan('Mia', 'manual')
  await mia.writes('hi Nova, my dog Bruno ate my shoes')
  await world.pass(9 * SECOND)
  const [draft] = await world.drafts()
  if (!draft) throw new Error('no draft')
  await world.decides(draft.id)
  await world.pass(6 * SECOND)
  return { world, mia, draftId: draft.id }
}
