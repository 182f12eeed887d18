import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { proveNoAutoSend, ROADS } from '../core/approval/prove-no-auto-send.ts'
import type { deliverReply } from '../core/delivery/deliver-reply.ts'
import { deliveryById } from '../db/deliveries.ts'
import { inTenant } from '../db/scope.ts'
import { createWorld } from './support/world.ts'

const SECOND = 1_000

describe('nothing leaves without a person’s yes', () => {
  test('the self-test tries every other road and finds each closed', async () => {
    const world = await createWorld()
    const proof = await proveNoAutoSend(world.deps, world.tenantId)
    expect(proof.roads.filter((road) => !road.isAsItShouldBe)).toEqual([])
    expect(proof.roads.map(({ name }) => name)).toEqual([...ROADS])
    expect(proof.roads.find(({ name }) => name === 'approved')).toMatchObject({ allowed: 1, left: 1 })
    expect(proof.holds).toBe(true)
  })

  test('the self-test leaves nothing behind and tells nobody', async () => {
    const world = await createWorld()
    await world.fan('Mia').writes('hi')
    await world.pass(9 * SECOND)
    const before = {
      drafts: await world.draftRows(),
      deliveries: await world.deliveryRows(),
      seen: world.events.length,
    }
    await proveNoAutoSend(world.deps, world.tenantId)
    expect({
      drafts: await world.draftRows(),
      deliveries: await world.deliveryRows(),
      seen: world.events.length,
    }).toEqual(before)
  })

  test('a delivery that forgets to check the binding is found out', async () => {
    const world = await createWorld()
    const careless: typeof deliverReply = async (deps, due) => {
      const delivery = await inTenant(deps.store, due.tenantId, (scope) => deliveryById(scope, due.deliveryId))
      const connector = await deps.connectors.connectorFor({ tenantId: due.tenantId, creatorId: '', channel: 'try-it' })
      if (delivery && connector) {
        await connector.send({ address: '', text: '', key: '', signal: AbortSignal.timeout(1_000) })
      }
      return { kind: 'waiting' }
    }
    const proof = await proveNoAutoSend(world.deps, world.tenantId, careless)
    expect(proof.holds).toBe(false)
    const open = proof.roads.filter((road) => !road.isAsItShouldBe).map(({ name }) => name)
    expect(open).toEqual(ROADS.filter((name) => name !== 'approved' && name !== 'no-decision'))
  })

  test('a delivery that never sends is found out too', async () => {
    const world = await createWorld()
    const proof = await proveNoAutoSend(world.deps, world.tenantId, async () => ({ kind: 'waiting' }))
    expect(proof.holds).toBe(false)
  })
})

describe('in the source', () => {
  const files = sourceFiles(['bot', 'console/api', 'core', 'db'])

  test('the scan sees the files it is about', () => {
    expect(files.length).toBeGreaterThan(60)
    expect(files.map(({ path }) => path)).toContain('core/delivery/deliver-reply.ts')
  })

  test('only delivery asks for a connector', () => {
    expect(naming(/\.connectorFor\(/)).toEqual([
      // Passes the question on to the channel that is asked for.
      'bot/wire.ts',
      'core/delivery/deliver-reply.ts',
      'core/delivery/settle-lost-delivery.ts',
      // Opens what a fan sent, and has no word to say.
      'core/sent-media/open-sent-media.ts',
    ])
    const sentMedia = files.filter(({ path }) => path.startsWith('core/sent-media/'))
    expect(sentMedia.filter(({ text }) => /\.send\b|\bsend\(/.test(text)).map(({ path }) => path)).toEqual([])
  })

  test('only the proof tampers, and one file knows the key of decisions', () => {
    expect(naming(/\/tamper\.ts'/)).toEqual(['core/approval/prove-no-auto-send.ts'])
    expect(naming(/keyFor\('decisions'\)/)).toEqual(['core/approval/approved-reply.ts'])
  })

  function naming(pattern: RegExp): string[] {
    return files
      .filter(({ text }) => pattern.test(text))
      .map(({ path }) => path)
      .toSorted()
  }
})

function sourceFiles(folders: string[]): { path: string; text: string }[] {
  const root = join(import.meta.dirname, '..')
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => join(folder, name))
      .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') })),
  )
}
