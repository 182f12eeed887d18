import { z } from 'zod'

/** A secret lives on for a day after another took its place, so that both sides can change in their own time. */
export const OVERLAP_MS = 24 * 3_600_000

const Secret = z.object({
  /** As the Standard Webhooks scheme writes it: `whsec_` and base64. */
  key: z.string().startsWith('whsec_'),
  createdAt: z.iso.datetime(),
  /** No longer good from then on: another took its place. */
  until: z.iso.datetime().optional(),
})
export type WebhookSecret = z.infer<typeof Secret>

/** What an endpoint may be told of. */
export const TOLD_EVENTS = ['message.received', 'draft.waiting', 'reply.sent', 'reply.failed', 'reply.unknown'] as const
export type ToldEvent = (typeof TOLD_EVENTS)[number]

/** The creator's own endpoint. */
const WebhookOut = z.object({
  url: z.url().max(2_000),
  /** For what goes out; newest first. While two count, requests carry both signatures. */
  secrets: z.array(Secret).min(1).max(2),
  /** Approved replies are posted there; else a person carries them over. */
  takesReplies: z.boolean(),
  tells: z.array(z.enum(TOLD_EVENTS)).default([]),
  /** Told with what was said, instead of ids alone. */
  withWords: z.boolean().default(false),
})
export type WebhookOut = z.infer<typeof WebhookOut>

/** What is stored of a creator's webhook connection, sealed with the tenant's key. */
export const WebhookSettings = z.object({
  /** For what comes in; newest first, two at most. */
  secrets: z.array(Secret).min(1).max(2),
  /** How to read a partner's envelopes; left out: they are ours. */
  preset: z.string().max(40).optional(),
  /** The secret by which a partner signs, in the partner's own way. */
  partnerSecret: z.string().max(500).optional(),
  /** Where we post to; left out: nowhere. */
  out: WebhookOut.optional(),
})
export type WebhookSettings = z.infer<typeof WebhookSettings>

/** Undefined when what is stored was made by another version and no longer fits. */
export function webhookSettingsOf(stored: unknown): WebhookSettings | undefined {
  const parsed = WebhookSettings.safeParse(stored)
  return parsed.success ? parsed.data : undefined
}

/** The secrets that count at this moment. */
export function liveSecrets(secrets: WebhookSecret[], now: Date): string[] {
  return secrets.filter(({ until }) => !until || new Date(until) > now).map(({ key }) => key)
}

/** A new secret in front; the one before lives on for the overlap, and an older one goes at once. */
export function rotated(secrets: WebhookSecret[], key: string, now: Date): WebhookSecret[] {
  const [before] = secrets
  const next = { key, createdAt: now.toISOString() }
  return before ? [next, { ...before, until: new Date(now.getTime() + OVERLAP_MS).toISOString() }] : [next]
}
