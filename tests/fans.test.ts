import { describe, expect, test } from 'vitest'
import { auditOfFan } from '../db/audit.ts'
import { newId } from '../db/ids.ts'
import { insertPreference } from '../db/preferences.ts'
import { insertPurchase } from '../db/purchases.ts'
import { fans } from '../db/schema.ts'
import { inTenant } from '../db/scope.ts'
import { consoleHttp } from './support/console-http.ts'
import { createWorld, type World } from './support/world.ts'

const SECOND = 1_000

async function tomIsHere(world: World, body = 'hi Nova, long day') {
  const received = await world.fan('Tom').writes(body)
  if (received.kind !== 'stored') throw new Error('not stored')
  await world.pass(9 * SECOND)
  return received.fanId
}

describe('the list of fans', () => {
  test('tells who they are, what they said last, what they spent and who waits', async () => {
    const world = await createWorld()
    const console = await consoleHttp(world)
    const tom = await tomIsHere(world)
    await inTenant(world.store, world.tenantId, (scope) =>
      insertPurchase(scope, {
        id: newId(),
        fanId: tom,
        title: 'Beach set',
        category: 'photos',
        amountMinor: 2_500,
        purchasedAt: world.now(),
      }),
    )
    const { fans, total } = await console.data('GET', '/fans')
    expect(total).toBe(1)
    expect(fans[0]).toMatchObject({
      name: 'Tom',
      creatorName: 'Nova',
      last: { body: 'hi Nova, long day', direction: 'inbound' },
      spentMinor: 2_500,
      waiting: { isHeld: false },
    })
  })

  test('is searched by a part of a name, accents and capitals aside', async () => {
    const world = await createWorld()
    const console = await consoleHttp(world)
    await world.fan('Léo').writes('salut')
    await world.fan('Mia').writes('hi')
    expect((await console.data('GET', '/fans?search=leo')).fans.map(({ name }: { name: string }) => name)).toEqual([
      'Léo',
    ])
    expect((await console.data('GET', '/fans?search=nobody')).total).toBe(0)
  })
})

describe('the page of a fan', () => {
  test('a person tells something, corrects it, marks it, and forgets it with a receipt', async () => {
    const world = await createWorld()
    const console = await consoleHttp(world)
    const tom = await tomIsHere(world)
    const { memoryId } = await console.data('POST', `/fans/${tom}/memories`, {
      slot: 'pet',
      fact: 'has a dog called Brno',
    })
    const corrected = await console.data('PATCH', `/memories/${memoryId}`, { fact: 'has a dog called Bruno' })
    expect(corrected.memoryId).not.toBe(memoryId)
    await console.data('PATCH', `/memories/${corrected.memoryId}`, { isPinned: true, neverForSelling: true })
    const { memories } = await console.data('GET', `/fans/${tom}`)
    expect(memories).toHaveLength(1)
    expect(memories[0]).toMatchObject({
      fact: 'has a dog called Bruno',
      label: { en: 'Pet' },
      writtenBy: 'Kim',
      isPinned: true,
      neverForSelling: true,
    })
    expect(await console.refusal('PATCH', `/memories/${memoryId}`, { isPinned: true })).toMatchObject({ status: 404 })
    const { receipt } = await console.data('DELETE', `/memories/${corrected.memoryId}`)
    expect(receipt).toMatchObject({ slot: 'pet', deleted: 2, by: 'Kim' })
    expect((await console.data('GET', `/fans/${tom}`)).memories).toEqual([])
    expect(await console.refusal('DELETE', `/memories/${corrected.memoryId}`)).toMatchObject({ status: 404 })
  })

  test('what a person pins is in the next draft’s reach, and what is private never is', async () => {
    const world = await createWorld()
    const console = await consoleHttp(world)
    const tom = await tomIsHere(world)
    await console.data('POST', `/fans/${tom}/memories`, { slot: 'pet', fact: 'has a dog called Bruno', isPinned: true })
    await console.data('POST', `/fans/${tom}/memories`, { fact: 'his dog bit the postman', isPrivate: true })
    await world.fan('Tom').writes('my dog is asleep', { externalId: 'again' })
    await world.pass(9 * SECOND)
    const [draft] = await world.drafts()
    const recalled = (await world.card(draft?.id ?? '')).recalled.map(({ text }) => text)
    expect(recalled).toContain('has a dog called Bruno')
    expect(recalled).not.toContain('his dog bit the postman')
  })

  test('a proposed rule is accepted for this fan, for everyone, or refused, once', async () => {
    const world = await createWorld()
    const console = await consoleHttp(world)
    const tom = await tomIsHere(world)
    const mia = await world.fan('Mia').writes('hi')
    const propose = async (rule: string) => {
      const id = newId()
      const at = world.now()
      await inTenant(world.store, world.tenantId, (scope) =>
        insertPreference(scope, {
          id,
          creatorId: world.creatorId,
          fanId: tom,
          kind: 'avoid-word',
          rule,
          status: 'proposed',
          author: 'machine',
          createdAt: at,
          updatedAt: at,
        }),
      )
      return id
    }
    const [babe, honey, dear] = [await propose('babe'), await propose('honey'), await propose('dear')]
    await console.data('POST', `/preferences/${babe}/answer`, { answer: 'this-fan' })
    await console.data('POST', `/preferences/${honey}/answer`, { answer: 'everyone' })
    await console.data('POST', `/preferences/${dear}/answer`, { answer: 'no' })
    expect(await console.refusal('POST', `/preferences/${dear}/answer`, { answer: 'everyone' })).toMatchObject({
      status: 409,
    })
    const rulesOf = async (fanId: string) =>
      (await console.data('GET', `/fans/${fanId}`)).preferences.map(({ rule }: { rule: string }) => rule).toSorted()
    expect(await rulesOf(tom)).toEqual(['babe', 'honey'])
    expect(await rulesOf(mia.kind === 'stored' ? mia.fanId : '')).toEqual(['honey'])
    await console.data('PATCH', `/preferences/${babe}`, { status: 'retired' })
    expect(await rulesOf(tom)).toEqual(['honey'])
  })

  test('a chatter sets rules for one fan, and not for everyone', async () => {
    const world = await createWorld()
    const tom = await tomIsHere(world)
    const chatter = await consoleHttp(world, { role: 'chatter' })
    const { preferenceId } = await chatter.data('POST', `/fans/${tom}/preferences`, { rule: 'never write before noon' })
    expect(preferenceId).toBeTruthy()
    expect(
      await chatter.refusal('POST', `/creators/${world.creatorId}/preferences`, { rule: 'be brief' }),
    ).toMatchObject({ status: 403 })
  })

  test('name, language, tags, instruction, note, care and quiet are changed; an empty text clears', async () => {
    const world = await createWorld()
    const console = await consoleHttp(world)
    const tom = await tomIsHere(world)
    await console.data('PATCH', `/fans/${tom}`, {
      name: 'Tommy',
      language: 'fr',
      tags: ['vip'],
      instruction: 'no pet names',
      privateNote: 'pays late',
      timeZone: 'Europe/Lisbon',
      inCare: true,
      isMuted: true,
    })
    await console.data('PATCH', `/fans/${tom}`, { privateNote: '', tags: [] })
    expect((await console.data('GET', `/fans/${tom}`)).fan).toMatchObject({
      name: 'Tommy',
      language: 'fr',
      inCare: true,
      isMuted: true,
      profile: { instruction: 'no pet names', timeZone: 'Europe/Lisbon' },
    })
    expect(await console.refusal('PATCH', `/fans/${tom}`, { timeZone: 'Mars/Base' })).toMatchObject({
      status: 400,
      code: 'invalid',
    })
    expect(await console.refusal('PATCH', `/fans/${tom}`, { name: '  ' })).toMatchObject({ status: 400 })
  })

  test('promises are added, kept, dropped and opened again', async () => {
    const world = await createWorld()
    const console = await consoleHttp(world)
    const tom = await tomIsHere(world)
    const { promiseId } = await console.data('POST', `/fans/${tom}/promises`, {
      text: 'the beach clip',
      dueAt: '2026-11-20T18:00:00Z',
    })
    for (const status of ['kept', 'open', 'dropped']) {
      await console.data('PATCH', `/promises/${promiseId}`, { status })
      expect((await console.data('GET', `/fans/${tom}`)).promises[0]).toMatchObject({ text: 'the beach clip', status })
    }
  })

  test('a reset forgets what was learned and keeps what was said and bought', async () => {
    const world = await createWorld()
    const console = await consoleHttp(world)
    const tom = await tomIsHere(world)
    await console.data('POST', `/fans/${tom}/memories`, { fact: 'likes the sea' })
    await console.data('POST', `/fans/${tom}/preferences`, { rule: 'short replies' })
    await console.data('POST', `/fans/${tom}/promises`, { text: 'the beach clip' })
    await console.data('PATCH', `/fans/${tom}`, { instruction: 'no pet names', privateNote: 'pays late' })
    await world.pass(24 * 3_600 * SECOND)
    expect((await console.data('GET', `/fans/${tom}`)).personality.engagement).toBeDefined()
    const { receipt } = await console.data('POST', `/fans/${tom}/reset`)
    expect(receipt).toMatchObject({ memories: 1, preferences: 1, promises: 1, by: 'Kim' })
    const page = await console.data('GET', `/fans/${tom}`)
    expect(page).toMatchObject({ memories: [], preferences: [], promises: [], messages: 1 })
    expect(page.fan.profile).toEqual({ privateNote: 'pays late' })
    expect(page.personality.engagement).toBeUndefined()
    const [row] = await world.store.db.select().from(fans)
    expect(row).toMatchObject({ engagementScore: null, isDrifting: false, engagementSealed: null })
  })

  test('the history shows our words with who decided, and what a person changed in them', async () => {
    const world = await createWorld()
    const console = await consoleHttp(world)
    const tom = await tomIsHere(world)
    const [draft] = await world.drafts()
    await world.decides(draft?.id ?? '', { text: 'poor you, come here' })
    await world.pass(6 * SECOND)
    const { lines, hasMore } = await console.data('GET', `/fans/${tom}/history`)
    expect(hasMore).toBe(false)
    expect(lines[1]).toMatchObject({
      direction: 'outbound',
      body: 'poor you, come here',
      status: 'sent',
      decided: { name: 'Kim' },
    })
    expect(lines[1].draftedAs).toBeTruthy()
  })

  test('everyone who looks at or changes a fan is written down', async () => {
    const world = await createWorld()
    const console = await consoleHttp(world)
    const tom = await tomIsHere(world)
    await console.data('GET', `/fans/${tom}`)
    await console.data('PATCH', `/fans/${tom}`, { inCare: true })
    await console.ask('GET', `/fans/${tom}/export.json`)
    const actions = await inTenant(world.store, world.tenantId, async (scope) =>
      (await auditOfFan(scope, tom, 20)).map(({ action }) => action),
    )
    expect(actions).toEqual(expect.arrayContaining(['fan.read', 'fan.edit', 'fan.export']))
  })

  test('a fan of another tenant is not there', async () => {
    const world = await createWorld()
    const console = await consoleHttp({ ...world, tenantId: `tenant-${newId()}` })
    const tom = await tomIsHere(world)
    for (const path of [`/fans/${tom}`, `/fans/${tom}/history`, `/fans/${tom}/memories`, `/fans/${tom}/export.json`]) {
      expect(await console.refusal('GET', path), path).toMatchObject({ status: 404, code: 'not-found' })
    }
    expect(await console.refusal('PATCH', `/fans/${tom}`, { inCare: true })).toMatchObject({ status: 404 })
  })
})
