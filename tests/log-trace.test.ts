import { expect, test } from 'vitest'
import { createLog } from '../bot/log.ts'
import { answerUnknown } from '../core/delivery/answer-unknown.ts'
import { ownEndpoint } from './support/own-endpoint.ts'
import { createWebhookWorld, fanMessage } from './support/webhook-world.ts'

const SECOND = 1_000
const SAID = 'my dog Bruno ate my shoes'
const ANSWER = 'poor shoes, and good dog'

/** A creator with a webhook in and an endpoint out, and the log as an operator has it: lines of JSON. */
async function logged() {
  const endpoint = await ownEndpoint()
  const { world, console: http, webhook } = await createWebhookWorld()
  world.deps.connectors = { connectorFor: async () => endpoint.connector }
  const lines: string[] = []
  world.deps.log = createLog((line) => lines.push(line))
  return {
    world,
    endpoint,
    webhook,
    decides: (draftId: string, yes: object) => http.data('POST', `/drafts/${draftId}/decision`, yes),
    lines,
    /** `grep ID | jq .stage` */
    grep: (id: string) => lines.filter((line) => line.includes(id)).map((line) => JSON.parse(line).stage as string),
    line: (stage: string) => JSON.parse(lines.find((line) => line.includes(`"stage":"${stage}"`)) ?? 'null'),
  }
}

test('one id leads from the webhook to the delivery, and no line has a word of the fan or of ours', async () => {
  const { world, endpoint, webhook, decides, lines, grep, line } = await logged()
  expect((await webhook.tells(fanMessage(SAID))).data).toMatchObject({ taken: true })
  await world.pass(9 * SECOND)
  const [draft] = await world.drafts()
  const draftId = draft?.id ?? ''
  await decides(draftId, { verdict: 'approve', version: 1, text: ANSWER })
  await world.pass(6 * SECOND)
  expect(endpoint.heard.map(({ text }) => text)).toEqual([ANSWER])

  const { trace, requestId } = line('webhook taken')
  expect(requestId).toMatch(/^[\w-]{8,64}$/)
  const stages = grep(trace)
  const way = ['received', 'webhook taken', 'answering', 'waiting for approval', 'decision approved', 'sending']
  expect(stages.filter((stage) => way.includes(stage))).toEqual(way)
  expect(stages).toContain('delivery sent')
  expect(stages).toContain('learned')
  // And back: whoever has the draft or the delivery finds the id.
  expect(lines.filter((one) => one.includes(draftId)).every((one) => one.includes(trace))).toBe(true)
  for (const secret of [SAID, 'Bruno', ANSWER, 'Tom']) expect(lines.join('')).not.toContain(secret)
})

test('what a person says of a reply that was given up is in the log, with who said it', async () => {
  const { world, endpoint, webhook, decides, grep, line } = await logged()
  await webhook.tells(fanMessage(SAID))
  await world.pass(9 * SECOND)
  const [draft] = await world.drafts()
  const draftId = draft?.id ?? ''
  await decides(draftId, { verdict: 'approve', version: 1 })
  endpoint.next.push(400)
  await world.pass(6 * SECOND)
  await answerUnknown(world.deps, { tenantId: world.tenantId, draftId, answer: 'again', actor: world.kim })
  await world.settle()
  const { trace, by, deliveryId } = line('delivery answered again')
  expect(by).toBe(world.kim.id)
  expect(grep(trace).slice(-3)).toEqual(['sending', 'delivery sent', 'learned'])
  expect(grep(deliveryId)).toContain('delivery answered again')
})

test('of a burst each message leads to the id under which its answer went on', async () => {
  const { world, webhook, grep, lines } = await logged()
  for (const [number, words] of ['hi', 'are you there?', 'I miss you'].entries()) {
    await webhook.tells(fanMessage(words, { id: `m-${number}` }))
  }
  await world.pass(9 * SECOND)
  const traces = lines.filter((one) => one.includes('"received"')).map((one) => JSON.parse(one).trace as string)
  expect(traces).toHaveLength(3)
  for (const trace of traces) expect(grep(trace)).toContain('answering')
  expect(grep(traces[2] ?? '')).toContain('waiting for approval')
})

test('what goes wrong on the way has the same id', async () => {
  const { world, endpoint, webhook, decides, grep, line } = await logged()
  endpoint.next.push(400)
  await webhook.tells(fanMessage(SAID))
  await world.pass(9 * SECOND)
  const [draft] = await world.drafts()
  await decides(draft?.id ?? '', { verdict: 'approve', version: 1, text: ANSWER })
  await world.pass(6 * SECOND)
  expect(grep(line('webhook taken').trace)).toContain('delivery failed')
})
