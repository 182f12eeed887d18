import { z } from 'zod'
import { cleanText } from './clean-text.ts'

const Text = z.string().transform(cleanText)

const Media = z.object({
  kind: z.enum(['photo', 'video', 'voice', 'audio', 'sticker', 'document', 'animation', 'location', 'other']),
  reference: z.string().max(1_000),
  /** Where a creator's own program hands it out. */
  url: z.string().max(2_000).optional(),
  label: Text.optional(),
  seconds: z.number().optional(),
})

/** Something a fan said, in our words: what every channel's border translates to. */
export const InboundMessage = z.object({
  tenantId: z.string().min(1),
  creatorId: z.uuid(),
  channel: z.enum(['telegram', 'discord', 'fanvue', 'webhook', 'manual', 'try-it', 'replay']),
  /** Where an answer goes: a chat id, for instance. */
  address: z.string().min(1).max(500),
  fan: z.object({
    name: Text.transform((name) => name.slice(0, 120).toWellFormed().trim() || 'Fan'),
    language: z.string().max(35).optional(),
  }),
  /** The platform's id of the message. */
  externalId: z.string().min(1).max(500),
  /** The platform's id of the notice that brought it, when it has one: heard twice, it counts once. */
  updateId: z.string().max(500).optional(),
  body: Text,
  media: z.array(Media).max(20).default([]),
  replyToExternalId: z.string().max(500).optional(),
  sentAt: z.date(),
  /** The fan changed an earlier message with this external id. */
  isEdit: z.boolean().default(false),
  /** When they last changed it, by the platform's clock, where it says so. */
  editedAt: z.date().optional(),
  /** The creator's own account that the fan wrote to. */
  businessAccountId: z.uuid().optional(),
  /** Their app sent it by itself, an away message for instance: kept, and no reason to answer. */
  isAutomatic: z.boolean().optional(),
  /** Overrides the creator's burst window; the Try it page answers sooner. */
  burstSeconds: z.number().min(0).max(600).optional(),
})
export type InboundMessage = z.infer<typeof InboundMessage>
