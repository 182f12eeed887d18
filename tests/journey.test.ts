import { describe, expect, test } from 'vitest'
import { takeDraft } from '../core/approval/lease-draft.ts'
import { undoDecision } from '../core/approval/undo-decision.ts'
import { writeReply } from '../core/approval/write-reply.ts'
import { answerUnknown } from '../core/delivery/answer-unknown.ts'
import { requestDraft } from '../core/draft/request-draft.ts'
import { createWorld, recordingConnector } from './support/world.ts'

const SECOND = 1_000

describe('the way of a message', () => {
  test('a fan writes, a person approves, the fan hears once', async () => {
    const telegram = recordingConnector()
    const world = await createWorld({ connectors: [telegram.connector] })
    await world.fan('Mia', 'telegram').writes('hi Nova, my dog Bruno ate my shoes')
    await world.pass(9 * SECOND)
    const [draft] = await world.drafts()
    if (!draft) throw new Error('no draft')
    expect((await world.decides(draft.id)).kind).toBe('approved')
    await world.pass(1 * SECOND)
    expect(telegram.sent).toHaveLength(0)
    await world.pass(5 * SECOND)
    expect(telegram.sent).toHaveLength(1)
    await world.pass(60 * SECOND)
    expect(telegram.sent).toHaveLength(1)
    expect((await world.card(draft.id)).state).toBe('sent')
  })

  test('a burst of three messages gets one draft', async () => {
    const world = await createWorld()
    const mia = world.fan('Mia')
    await mia.writes('hey')
    await world.pass(3 * SECOND)
    await mia.writes('are you there')
    await world.pass(3 * SECOND)
    await mia.writes('i miss you')
    await world.pass(9 * SECOND)
    const drafts = await world.drafts()
    expect(drafts).toHaveLength(1)
    expect((await world.card(drafts[0]?.id ?? '')).messages.map(({ body }) => body)).toEqual([
      'hey',
      'are you there',
      'i miss you',
    ])
  })

  test('when two reviewers approve at once, the fan hears once and one is told who was first', async () => {
    const telegram = recordingConnector()
    const world = await createWorld({ connectors: [telegram.connector] })
    await world.fan('Mia', 'telegram').writes('hi')
    await world.pass(9 * SECOND)
    const [draft] = await world.drafts()
    const lee = { ...world.kim, id: 'user:lee', name: 'Lee' }
    const outcomes = await Promise.all([world.decides(draft?.id ?? ''), world.decides(draft?.id ?? '', { actor: lee })])
    expect(outcomes.map(({ kind }) => kind).toSorted()).toEqual(['approved', 'too-late'])
    await world.pass(60 * SECOND)
    expect(telegram.sent).toHaveLength(1)
  })

  test('a new message of the fan voids the draft that has not read it', async () => {
    const world = await createWorld()
    const mia = world.fan('Mia')
    await mia.writes('hi')
    await world.pass(9 * SECOND)
    const [old] = await world.drafts()
    await mia.writes('wait, I have news')
    const outcome = await world.decides(old?.id ?? '')
    expect(outcome.kind).toBe('too-late')
    await world.pass(9 * SECOND)
    const [fresh] = await world.drafts()
    expect((await world.card(fresh?.id ?? '')).messages.map(({ body }) => body)).toEqual(['hi', 'wait, I have news'])
  })

  test('a fan who writes within the undo time takes the yes back: nothing leaves unread', async () => {
    const telegram = recordingConnector()
    const world = await createWorld({ connectors: [telegram.connector] })
    const mia = world.fan('Mia', 'telegram')
    await mia.writes('hi')
    await world.pass(9 * SECOND)
    const [draft] = await world.drafts()
    await world.decides(draft?.id ?? '')
    await world.pass(2 * SECOND)
    await mia.writes('forget it, bad day')
    await world.pass(60 * SECOND)
    expect(telegram.sent).toHaveLength(0)
    expect((await world.card(draft?.id ?? '')).state).toBe('superseded')
  })

  test('a yes can be taken back for five seconds, and the words are kept', async () => {
    const telegram = recordingConnector()
    const world = await createWorld({ connectors: [telegram.connector] })
    await world.fan('Mia', 'telegram').writes('hi')
    await world.pass(9 * SECOND)
    const [draft] = await world.drafts()
    const draftId = draft?.id ?? ''
    await world.decides(draftId, { text: 'my own words' })
    await world.pass(4 * SECOND)
    expect((await undoDecision(world.deps, { tenantId: world.tenantId, draftId, actor: world.kim })).kind).toBe(
      'undone',
    )
    await world.pass(60 * SECOND)
    expect(telegram.sent).toHaveLength(0)
    expect(await world.card(draftId)).toMatchObject({ state: 'waiting', text: 'my own words' })
    await world.decides(draftId)
    await world.pass(6 * SECOND)
    expect(telegram.sent.map(({ text }) => text)).toEqual(['my own words'])
    expect((await undoDecision(world.deps, { tenantId: world.tenantId, draftId, actor: world.kim })).kind).toBe(
      'too-late',
    )
  })

  test('when nobody knows whether it arrived, a person is asked, and later replies wait', async () => {
    const telegram = recordingConnector()
    const world = await createWorld({ connectors: [telegram.connector] })
    const mia = world.fan('Mia', 'telegram')
    await mia.writes('hi')
    await world.pass(9 * SECOND)
    const [first] = await world.drafts()
    telegram.answers.push({ kind: 'unknown', problem: 'The connection broke.' })
    await world.decides(first?.id ?? '')
    await world.pass(6 * SECOND)
    expect((await world.card(first?.id ?? '')).state).toBe('unknown')
    await mia.writes('hello?')
    await world.pass(9 * SECOND)
    const [second] = await world.drafts()
    await world.decides(second?.id ?? '')
    await world.pass(600 * SECOND)
    expect(telegram.sent).toHaveLength(1)
    const answer = { tenantId: world.tenantId, draftId: first?.id ?? '', answer: 'arrived', actor: world.kim } as const
    await answerUnknown(world.deps, answer)
    await world.pass(6 * SECOND)
    expect(telegram.sent).toHaveLength(2)
  })
})

describe('what counts as answered', () => {
  test('a word that the platform dates before our answer, because its clock counts whole seconds, is still new', async () => {
    const world = await createWorld()
    const mia = world.fan('Mia')
    await mia.writes('hi')
    await world.pass(9 * SECOND)
    const [draft] = await world.drafts()
    await world.decides(draft?.id ?? '')
    await world.pass(6 * SECOND)
    await mia.writes('oh and one more thing', { sentAt: new Date(world.now().getTime() - 10 * SECOND) })
    await world.pass(9 * SECOND)
    const [next] = await world.drafts()
    expect((await world.card(next?.id ?? '')).messages.map(({ body }) => body)).toEqual(['oh and one more thing'])
  })

  test('a reply that failed was not said', async () => {
    const telegram = recordingConnector()
    const world = await createWorld({ connectors: [telegram.connector] })
    const mia = world.fan('Mia', 'telegram')
    await mia.writes('hi')
    await world.pass(9 * SECOND)
    const [draft] = await world.drafts()
    telegram.answers.push({ kind: 'refused', problem: 'The chat does not exist.' })
    await world.decides(draft?.id ?? '')
    await world.pass(6 * SECOND)
    expect((await world.card(draft?.id ?? '')).state).toBe('failed')
    await mia.writes('hello?')
    await world.pass(9 * SECOND)
    const [next] = await world.drafts()
    expect((await world.card(next?.id ?? '')).messages.map(({ body }) => body)).toEqual(['hi', 'hello?'])
  })
})

describe('without a draft of ours', () => {
  test('a person writes first words of their own, and they leave by the same yes', async () => {
    const telegram = recordingConnector()
    const world = await createWorld({ connectors: [telegram.connector] })
    const received = await world.fan('Mia', 'telegram').writes('hi')
    await world.pass(9 * SECOND)
    const [draft] = await world.drafts()
    const conversationId = draft?.conversationId ?? ''
    const mine = { tenantId: world.tenantId, conversationId, text: 'a word from me', actor: world.kim }
    await expect(writeReply(world.deps, mine)).rejects.toThrow('already waiting')
    await world.decides(draft?.id ?? '', { verdict: 'reject', reason: 'tone' })
    const own = await writeReply(world.deps, mine)
    await world.pass(60 * SECOND)
    expect(telegram.sent).toHaveLength(0)
    await world.decides(own.id)
    await world.pass(6 * SECOND)
    expect(telegram.sent.map(({ text }) => text)).toEqual(['a word from me'])
    expect(received.kind).toBe('stored')
  })

  test('an unanswered draft expires, is not called rejected, and can be asked for again', async () => {
    const world = await createWorld()
    await world.fan('Mia').writes('hi')
    await world.pass(9 * SECOND)
    const [draft] = await world.drafts()
    await world.pass(25 * 3600 * SECOND)
    expect((await world.card(draft?.id ?? '')).state).toBe('expired')
    await requestDraft(world.deps, { tenantId: world.tenantId, conversationId: draft?.conversationId ?? '' })
    await world.settle()
    expect(await world.drafts()).toHaveLength(1)
  })

  test('a card stops saying "editing" when the lease runs out', async () => {
    const world = await createWorld()
    await world.fan('Mia').writes('hi')
    await world.pass(9 * SECOND)
    const [draft] = await world.drafts()
    const draftId = draft?.id ?? ''
    await takeDraft(world.deps, { tenantId: world.tenantId, draftId, actor: world.kim })
    const editing = await world.card(draftId)
    expect(editing.state).toBe('editing')
    await world.pass(121 * SECOND)
    const idle = await world.card(draftId)
    expect(idle.state).toBe('waiting')
    expect(idle.rev).toBeGreaterThan(editing.rev)
  })
})
