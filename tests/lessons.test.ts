import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { extractPromises } from '../core/learning/extract-promises.ts'
import { learnFromDecision } from '../core/learning/learn-from-decision.ts'
import { lessonsOfEdit } from '../core/learning/lesson-of-edit.ts'
import { answerProposal } from '../core/preferences/answer-proposal.ts'
import { preferencesOfFan } from '../db/preferences.ts'
import { promisesOf } from '../db/promises.ts'
import { decisions, preferences } from '../db/schema.ts'
import { inTenant } from '../db/scope.ts'
import { createWorld, type World } from './support/world.ts'

const SECOND = 1_000
const TUESDAY = new Date('2026-11-17T20:00:00Z')

/** The fan writes, Kim sends `text` (or the draft as it is), and it goes out. @returns the draft's id */
async function answered(world: World, says: string, text: (drafted: string) => string): Promise<string> {
  await world.fan('Tom').writes(says, { externalId: `tom-${says}` })
  await world.pass(9 * SECOND)
  const [draft] = await world.drafts()
  if (!draft) throw new Error('no draft')
  const rules = ['length', 'avoid-word', 'echo', 'language', 'repeat']
  const outcome = await world.decides(draft.id, {
    text: text((await world.card(draft.id)).text),
    acknowledged: rules,
  })
  if (outcome.kind !== 'approved') throw new Error(`not approved: ${outcome.kind}`)
  await world.pass(6 * SECOND)
  return draft.id
}

async function tomsRules(world: World) {
  const [draft] = await world.draftRows()
  const found = await inTenant(world.store, world.tenantId, (scope) => preferencesOfFan(scope, draft?.fanId ?? ''))
  return found.map(({ kind, rule, status, evidence }) => ({ kind, rule, status, evidence }))
}

describe('an edit is remembered', () => {
  test('at once, where a person sees it, and it holds only when a person accepts it', async () => {
    const world = await createWorld()
    await answered(world, 'hey', () => 'morning Tom, how was the night shift?')
    const rules = await tomsRules(world)
    expect(rules).toMatchObject([
      { status: 'proposed', evidence: { edits: 1, sent: 'morning Tom, how was the night shift?' } },
    ])
  })

  test('again and again it grows: in 3 of 3 edits a word was removed', async () => {
    const world = await createWorld()
    for (const says of ['hey', 'hi again', 'still there?']) {
      await answered(world, says, (drafted) => `${drafted} love`)
    }
    const [draft] = await world.draftRows()
    const words = lessonsOfEdit(
      { drafted: 'night babe, sleep well', sent: 'night, sleep well' },
      { fanName: 'Tom', language: 'en' },
    )
    expect(words).toEqual([{ kind: 'avoid-word', rule: 'babe' }])
    const rules = await tomsRules(world)
    expect(rules).toHaveLength(1)
    expect(rules[0]?.evidence).toMatchObject({ edits: 3 })
    expect(draft?.status).toBe('approved')
  })

  test('what a person refused is not asked again', async () => {
    const world = await createWorld()
    await world.fan('Tom').writes('hey')
    await world.pass(9 * SECOND)
    const refuse = async () => {
      const [draft] = await world.drafts()
      await world.decides(draft?.id ?? '', { verdict: 'reject', reason: 'tone' })
      return draft
    }
    const draft = await refuse()
    const [proposal] = await inTenant(world.store, world.tenantId, (scope) =>
      preferencesOfFan(scope, draft?.fanId ?? ''),
    )
    expect(proposal).toMatchObject({ kind: 'tone', status: 'proposed' })
    await answerProposal(world.deps, {
      tenantId: world.tenantId,
      preferenceId: proposal?.id ?? '',
      answer: 'no',
      actor: world.kim,
    })
    await world.fan('Tom').writes('hello?', { externalId: 'tom-2' })
    await world.pass(9 * SECOND)
    await refuse()
    expect((await tomsRules(world)).map(({ status }) => status)).toEqual(['refused'])
  })

  test('once: learning again from the same decision changes nothing, and a lesson that was missed is made up for', async () => {
    const world = await createWorld()
    const draftId = await answered(world, 'hey', () => "I'll send you the picture on Friday, Tom")
    await learnFromDecision(world.deps, { tenantId: world.tenantId, draftId })
    const once = await tomsRules(world)
    expect(once).toMatchObject([{ evidence: { edits: 1 } }])
    // As if the process had died between sending and learning.
    await world.store.db.delete(preferences).where(eq(preferences.tenantId, world.tenantId))
    await world.store.db.update(decisions).set({ learnedAt: null }).where(eq(decisions.draftId, draftId))
    await world.pass(61 * SECOND)
    expect(await tomsRules(world)).toEqual(once)
  })

  test('what we promised becomes a dated item on the next card', async () => {
    const world = await createWorld()
    await answered(world, 'hey', () => "I'll send you the fog picture on Friday, Tom")
    const [draft] = await world.draftRows()
    const [promise] = await inTenant(world.store, world.tenantId, (scope) => promisesOf(scope, draft?.fanId ?? ''))
    expect(promise).toMatchObject({ text: "I'll send you the fog picture on Friday", status: 'open' })
    expect(promise?.dueAt?.toISOString().slice(0, 10)).toBe('2026-11-20')
    await world.fan('Tom').writes('can not wait', { externalId: 'tom-9' })
    await world.pass(9 * SECOND)
    const [next] = await world.drafts()
    expect((await world.card(next?.id ?? '')).promises.map(({ text }) => text)).toEqual([promise?.text])
  })
})

describe('what an edit says', () => {
  const lessons = (drafted: string, sent: string) =>
    lessonsOfEdit({ drafted, sent }, { fanName: 'Tom', language: 'en' })

  test.each([
    ['hey babe, how was work?', 'hey, how was work?', ['avoid-word: babe']],
    ['sleep well 😘', 'sleep well', ['emoji: No emojis with Tom']],
    ['hey Tom, how was it?', 'hey, how was it?', ['other: Write to Tom as here: “hey, how was it?”']],
    ['the same', 'the same ', []],
  ])('%s -> %s', (drafted, sent, found) => {
    expect(lessons(drafted, sent).map(({ kind, rule }) => `${kind}: ${rule}`)).toEqual(found)
  })

  test('much shorter is a lesson of its own', () => {
    const long =
      'what a day you had! tell me everything, from the first coffee to the last train, and do not leave out the part with the umbrella'
    expect(lessons(long, 'what a day! tell me everything')[0]).toEqual({
      kind: 'length',
      rule: 'Short with Tom: some 40 characters',
    })
  })
})

describe('what was promised', () => {
  const promised = (text: string) =>
    extractPromises(text, { at: TUESDAY, timeZone: 'Europe/Paris' }).map(
      ({ text: words, dueAt }) => `${words} | ${dueAt?.toISOString().slice(0, 10) ?? 'some day'}`,
    )

  test.each([
    ["haha yes! I'll send it Friday", ["I'll send it Friday | 2026-11-20"]],
    ["je t'envoie ça vendredi, promis", ["je t'envoie ça vendredi | 2026-11-20"]],
    ["I'll show you the mug tomorrow. sleep well", ["I'll show you the mug tomorrow | 2026-11-18"]],
    ["I'll record you something", ["I'll record you something | some day"]],
    ['je vais te montrer la photo demain', ['je vais te montrer la photo demain | 2026-11-18']],
    ['shall I send it on Friday?', []],
    ['maybe you send me one on Friday', []],
    ["I'll be here", []],
    ["I'll try to be good", []],
    ['take care', []],
  ])('%s', (text, found) => {
    expect(promised(text)).toEqual(found)
  })
})
