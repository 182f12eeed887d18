import { expect } from 'vitest'
import type { Channel } from '../../core/deps.ts'
import { runDueWork } from '../../core/due-work.ts'
import type { World } from './world.ts'

/** So many fans wrote, each was answered by a person, and nothing has left yet. @returns deliveries and drafts, in that order */
export async function approvedReplies(world: World, count: number, channel: Channel = 'telegram') {
  const fans = Array.from({ length: count }, (_, index) => world.fan(`Fan ${index}`, channel))
  for (const fan of fans) await fan.writes('hi')
  await world.pass(9_000)
  const drafts = (await world.drafts()).toSorted((a, b) => (a.id < b.id ? -1 : 1))
  const replies: { draftId: string; deliveryId: string }[] = []
  for (const { id } of drafts) {
    const outcome = await world.decides(id, { text: `Hello. ${id.slice(0, 8)}` })
    if (outcome.kind !== 'approved') throw new Error(`The yes was not taken: ${outcome.kind}`)
    replies.push({ draftId: id, deliveryId: outcome.delivery.id })
  }
  return { fans, replies }
}

/** Time passes while no process runs. */
export async function passesQuietly(world: World, ms: number): Promise<void> {
  const { settle } = world
  world.settle = async () => undefined
  await world.pass(ms)
  world.settle = settle
}

/** What is due begins, and its process never comes back. */
export async function diesAfter(world: World, ms: number): Promise<void> {
  await passesQuietly(world, ms)
  void runDueWork(world.deps)
  await expect
    .poll(async () => (await world.deliveryRows()).some(({ status }) => status === 'sending'), { timeout: 20_000 })
    .toBe(true)
}
