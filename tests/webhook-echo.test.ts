import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { startReceiver } from './support/receiver.ts'
import { createWebhookWorld, fanMessage } from './support/webhook-world.ts'

const SECOND = 1_000
const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

describe('our own reply, told again by the platform', () => {
  test('that a person carried over before saying so is known: the card says sent, and nobody sends it twice', async () => {
    const { world, echoes, approves, outbound } = await tomWrote()
    const draftId = await approves('hello Tom')
    expect((await world.card(draftId)).state).toBe('by-hand')
    expect((await echoes('hello Tom')).data.isNew).toBe(false)
    expect((await world.card(draftId)).state).toBe('sent')
    expect(await outbound()).toEqual(['hello Tom'])
  })

  test('after “Mark as sent” takes nothing over: the answer to the fan’s next message goes on waiting', async () => {
    const { world, console, tells, echoes, approves, outbound } = await tomWrote()
    const draftId = await approves('hello Tom')
    await console.data('POST', `/drafts/${draftId}/delivery`, { answer: 'arrived' })
    await tells('and you?')
    const [waiting] = await world.drafts()
    await echoes('hello Tom', { sentAt: new Date(world.now().getTime() - 10 * SECOND).toISOString() })
    await world.settle()
    expect((await world.card(waiting?.id ?? '')).state).toBe('waiting')
    expect(await outbound()).toEqual(['hello Tom'])
  })

  test('is known by its words where the endpoint named no id, and where nobody knew whether it arrived', async () => {
    const { world, postsTo, echoes, tells, approves, outbound } = await tomWrote()
    const receiver = await startReceiver()
    await postsTo(receiver)
    await approves('hello Tom')
    await tells('and you?')
    const [next] = await world.drafts()
    await echoes('hello Tom')
    expect((await world.card(next?.id ?? '')).state).toBe('waiting')
    receiver.always = { status: 503 }
    await approves('fine, thanks')
    for (let minute = 0; minute < 6; minute += 1) await world.pass(MINUTE)
    expect((await world.card(next?.id ?? '')).state).toBe('unknown')
    await echoes('fine, thanks')
    expect((await world.card(next?.id ?? '')).state).toBe('sent')
    expect(await outbound()).toEqual(['hello Tom', 'fine, thanks'])
  })

  test('while it is tried again, it is not tried any more', async () => {
    const { world, postsTo, echoes, approves } = await tomWrote()
    const receiver = await startReceiver()
    await postsTo(receiver)
    receiver.next.push('hangs up')
    const draftId = await approves('hello Tom')
    await echoes('hello Tom')
    for (let minute = 0; minute < 3; minute += 1) await world.pass(MINUTE)
    expect([receiver.requests.length, (await world.card(draftId)).state]).toEqual([1, 'sent'])
  })

  test('is known from a partner’s HTML, too, whatever became of its lines', async () => {
    const partnerSecret = 'partner-secret'
    const entry = { preset: 'onlyfansapi-onlyfans', partnerSecret, hasReadRisks: true }
    const { world, webhook } = await createWebhookWorld({ entry })
    const tom = { id: 1000005, name: 'Tom' }
    const happens = (event: string, payload: object) => {
      const createdAt = world.now().toISOString()
      const body = JSON.stringify({ event, account_id: 'acct_1', payload: { createdAt, ...payload } })
      const signature = createHmac('sha256', partnerSecret).update(body).digest('hex')
      return webhook.post(body, { signature, 'x-ofapi-idempotency-key': event })
    }
    await happens('messages.received', { id: 1, text: '<p>hey</p>', fromUser: tom })
    await world.pass(9 * SECOND)
    const [draft] = await world.drafts()
    await world.decides(draft?.id ?? '', { text: 'hey you 😘\n\nhow was work & so on?' })
    await world.pass(6 * SECOND)
    const text = '<p>hey you 😘<br />\n<br />\nhow was work &amp; so on?</p>'
    await happens('messages.sent', { id: 2, text, fromUser: { id: 7, name: 'Nova' }, toUser: tom })
    expect((await world.card(draft?.id ?? '')).state).toBe('sent')
  })
})

describe('what she wrote herself', () => {
  test('in the very words of a reply that has not left takes it back, so that the fan reads them once', async () => {
    const { world, postsTo, echoes, outbound } = await tomWrote()
    const receiver = await startReceiver()
    await postsTo(receiver)
    const [draft] = await world.drafts()
    await world.decides(draft?.id ?? '', { text: 'hello Tom' })
    await echoes('hello Tom')
    await world.pass(MINUTE)
    expect(receiver.requests).toEqual([])
    expect(await outbound()).toEqual(['hello Tom'])
  })

  test('twice is heard twice: the second time it closes what waits', async () => {
    const { world, tells, echoes, approves, outbound } = await tomWrote()
    await approves('hello Tom')
    await echoes('hello Tom')
    await tells('and you?')
    const [waiting] = await world.drafts()
    expect((await echoes('hello Tom')).data.isNew).toBe(true)
    expect((await world.card(waiting?.id ?? '')).state).not.toBe('waiting')
    expect(await outbound()).toEqual(['hello Tom', 'hello Tom'])
  })

  test('in the words of a reply that was refused is that reply; once the fan has written again, it closes what waits', async () => {
    const { world, postsTo, tells, echoes, approves } = await tomWrote()
    const receiver = await startReceiver()
    await postsTo(receiver)
    receiver.always = { status: 422 }
    const first = await approves('hello Tom')
    await echoes('hello Tom')
    expect((await world.card(first)).state).toBe('sent')
    await tells('and you?')
    const second = await approves('fine, thanks')
    expect((await world.card(second)).state).toBe('failed')
    await tells('hello?')
    const waits = (await world.drafts())[0]?.id ?? ''
    await world.pass(MINUTE)
    await echoes('fine, thanks')
    await world.settle()
    expect((await world.card(waits)).state).not.toBe('waiting')
    expect((await world.card(second)).state).toBe('failed')
  })

  test('in the words of a reply of two days ago is hers', async () => {
    const { world, console, echoes, approves, outbound } = await tomWrote()
    const draftId = await approves('hello Tom')
    await console.data('POST', `/drafts/${draftId}/delivery`, { answer: 'arrived' })
    await world.pass(2 * DAY)
    expect((await echoes('hello Tom')).data.isNew).toBe(true)
    expect(await outbound()).toHaveLength(2)
  })

  test('before a reply was approved in the same words, and told late, is hers: the reply still has to be sent', async () => {
    const { world, echoes, approves } = await tomWrote()
    const earlier = new Date(world.now().getTime() - 60 * MINUTE).toISOString()
    const draftId = await approves('hello Tom')
    expect((await echoes('hello Tom', { sentAt: earlier })).data.isNew).toBe(true)
    expect((await world.card(draftId)).state).toBe('by-hand')
  })
})

/** Tom wrote, and a draft for him waits. Nobody takes replies unless the story says so: a person carries them over. */
async function tomWrote() {
  const here = await createWebhookWorld()
  const { world, webhook } = here
  let count = 0
  const told = (type: string, text: string, more: object) => {
    count += 1
    const event = fanMessage(text, { id: `there-${count}`, sentAt: world.now().toISOString(), ...more })
    return webhook.tells({ ...event, type })
  }
  const tells = async (text: string) => {
    await told('fan.message', text, {})
    await world.pass(9 * SECOND)
  }
  const echoes = (text: string, more: object = {}) => told('creator.message', text, more)
  async function approves(text: string) {
    const [draft] = await world.drafts()
    if (!draft) throw new Error('no draft')
    await world.decides(draft.id, { text })
    await world.pass(6 * SECOND)
    return draft.id
  }
  async function outbound() {
    const [row] = await world.draftRows()
    const said = await world.messagesOf(row?.fanId ?? '')
    return said.filter(({ direction }) => direction === 'outbound').map(({ body }) => body)
  }
  await tells('hi Nova')
  return { ...here, tells, echoes, approves, outbound }
}
