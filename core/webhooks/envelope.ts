import { z } from 'zod'
import '../field-problem.ts'
import { cleanText } from '../inbound/clean-text.ts'
import type { WhyUnused } from './why-unused.ts'

const Id = z.string().min(1).max(200).describe('Your own id: the same thing has the same id, always.')
const Text = z.string().max(100_000).transform(cleanText)
const At = z.iso.datetime({ offset: true })

const Fan = z.object({
  id: Id,
  name: z.string().max(500).optional(),
  language: z.string().max(35).optional().describe('BCP 47, such as fr or en-GB.'),
})

const Message = z.object({
  id: Id,
  fan: Fan,
  text: Text,
  media: z
    .array(
      z.object({
        kind: z.enum(['photo', 'video', 'voice', 'audio', 'sticker', 'document', 'other']),
        reference: z.string().max(1_000).describe('Where it is kept on your side. Never fetched.'),
        url: z
          .string()
          .max(2_000)
          .optional()
          .describe('A public https address that gives the bytes to a GET. Asked only when a person wants to see it.'),
        label: z.string().max(200).optional(),
      }),
    )
    .max(20)
    .optional(),
  replyTo: Id.optional().describe('The id of the message it answers.'),
  sentAt: At.describe('When it was said.'),
})

const envelope = <Type extends string, Data extends z.ZodType>(type: Type, data: Data) =>
  z.object({ type: z.literal(type), timestamp: At.optional(), data })

/** What a creator's own program tells us: the whole of it, as it is checked and as it is published. */
export const WebhookEvent = z.discriminatedUnion('type', [
  envelope('fan.message', Message).describe('A fan wrote.'),
  envelope(
    'fan.message.edited',
    Message.extend({ editedAt: At.optional().describe('When they changed it; left out: `timestamp`.') }),
  ).describe('A fan changed a message.'),
  envelope('fan.message.deleted', z.object({ id: Id, fan: Fan })).describe('A fan took a message back.'),
  envelope('creator.message', Message).describe('The creator wrote to a fan without us: what waited is answered.'),
  envelope(
    'fan.purchase',
    z.object({
      id: Id,
      fan: Fan,
      title: z.string().min(1).max(200).transform(cleanText),
      category: z.string().min(1).max(120).default('other'),
      amountMinor: z.number().int().min(0).max(100_000_000).describe('In the smallest unit: 12.50 EUR is 1250.'),
      currency: z.enum(['EUR', 'USD', 'GBP', 'CHF', 'CAD']),
      purchasedAt: At,
    }),
  ).describe('A fan bought something.'),
  envelope('fan.profile', z.object({ fan: Fan.required({ name: true }) })).describe(
    'What a fan is called, and speaks.',
  ),
])
export type WebhookEvent = z.infer<typeof WebhookEvent>

const KNOWN: string[] = WebhookEvent.options.map(({ shape }) => shape.type.value)

export type ReadEvent =
  | { kind: 'event'; event: WebhookEvent }
  /** Acknowledged, for it would only come again. */
  | { kind: 'ignored'; type: string; why: WhyUnused }
  | { kind: 'invalid'; type: string; problem: string; fields: { field: string; message: string }[] }

/** Reads an envelope of ours. Never throws: what is wrong is said field by field. */
export function readEnvelope(given: unknown): ReadEvent {
  const type = typeOf(given)
  if (type === undefined) {
    const message = 'is missing: an event is an object with a "type", such as "fan.message", and "data".'
    return { kind: 'invalid', type: 'unreadable', problem: `type: ${message}`, fields: [{ field: 'type', message }] }
  }
  if (!KNOWN.includes(type)) return { kind: 'ignored', type, why: 'no-use' }
  const parsed = WebhookEvent.safeParse(given)
  if (parsed.success) return { kind: 'event', event: parsed.data }
  const fields = parsed.error.issues.map(({ path, message }) => ({ field: path.join('.'), message }))
  const problem = fields.map(({ field, message }) => `${field}: ${message}`).join('; ')
  return { kind: 'invalid', type, problem, fields }
}

function typeOf(given: unknown): string | undefined {
  if (typeof given !== 'object' || given === null || !('type' in given)) return undefined
  // It is shown and logged, so it may be nothing but a name.
  return typeof given.type === 'string' && /^[\w.:-]{1,80}$/.test(given.type) ? given.type : undefined
}

/** The envelope as JSON Schema, for whoever writes the other side. */
export function envelopeSchema(): unknown {
  return z.toJSONSchema(WebhookEvent, { io: 'input', target: 'draft-2020-12' })
}
