import { expect, onTestFinished, test } from 'vitest'
import { goneMeanwhile } from '../core/erasure/gone-meanwhile.ts'
import { fanKey } from '../db/fan-keys.ts'
import { notePresence } from '../db/presences.ts'
import { inTenant } from '../db/scope.ts'
import { serveWorld } from './support/served.ts'

/** A fan who wrote once. */
async function writer() {
  const world = await serveWorld()
  onTestFinished(() => world.close())
  const played = { name: 'Mia', body: 'hi! my dog is called Momo' }
  const { fanId, messageId, conversationId } = (await world.ask('/try/messages', { as: 'lee', body: played })).body.data
  await world.pass(2_000)
  return { world, fanId, messageId, conversationId }
}

test('what a request meets that reads or writes on after the rows and the key went is no fault, and says so', async () => {
  const { world, fanId, conversationId } = await writer()
  const { store, tenantId, now } = world
  await world.ask(`/fans/${fanId}/erasure`, { as: 'lee', method: 'POST' })
  await world.settle()
  const look = { conversationId, fanId, personId: 'user:lee', personName: 'Lee', until: now(), now: now() }
  const late = [
    inTenant(store, tenantId, (scope) => fanKey(scope, fanId)),
    inTenant(store, tenantId, (scope) => notePresence(scope, look)),
  ]
  const met = (await Promise.allSettled(late)).map((one) => (one.status === 'rejected' ? one.reason : 'nothing'))
  for (const error of met) expect(goneMeanwhile(error)).toMatchObject({ code: 'not-found' })
  expect(goneMeanwhile(new Error('Something else.'))).toBeUndefined()
})

test('pages that look on while a fan is forgotten meet nothing but “gone”', async () => {
  const { world, fanId, messageId, conversationId } = await writer()
  const met: string[] = []
  let isOver = false
  const look = async (path: string) => {
    while (!isOver) {
      const { status } = await world.ask(path, { as: 'lee' })
      if (status !== 200 && status !== 404) met.push(`${path} ${status}`)
    }
  }
  const looking = [
    `/try/${fanId}/${messageId}`,
    `/conversations/${conversationId}`,
    `/fans/${fanId}`,
    `/fans/${fanId}/memories`,
    `/fans/${fanId}/export.json`,
    '/queue',
    '/conversations',
    '/fans',
  ].map(look)
  await world.ask(`/fans/${fanId}/erasure`, { as: 'lee', method: 'POST' })
  await world.pass(10_000)
  await world.settle()
  isOver = true
  await Promise.all(looking)
  expect((await world.ask(`/fans/${fanId}`, { as: 'lee' })).status).toBe(404)
  expect(met).toEqual([])
})
