import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { noteAudit } from '../../db/audit.ts'
import { storeConnectionSettings, updateConnection, upsertConnection } from '../../db/connections.ts'
import type { Scope } from '../../db/db.ts'
import { newId } from '../../db/ids.ts'
import { inTenant } from '../../db/scope.ts'
import { resolveTrouble } from '../../db/troubles.ts'
import { type WebhookEventRow, webhookEventsOf } from '../../db/webhook-events.ts'
import type { Actor } from '../actor.ts'
import { type WebhookConnection, webhookOf } from '../connections/webhook-connection.ts'
import {
  OVERLAP_MS,
  rotated,
  TOLD_EVENTS,
  type WebhookOut,
  type WebhookSettings,
} from '../connections/webhook-settings.ts'
import type { Deps } from '../deps.ts'
import { CoreError } from '../errors.ts'
import { PRESETS, presetOf } from '../webhooks/presets.ts'
import { creatorHere } from './edit-creator.ts'

/** A webhook as the console sends it. Left out: as stored. Null: taken away. */
export const WebhookEntry = z.object({
  /** A partner's envelope instead of ours. */
  preset: z
    .enum(PRESETS.map(({ name }) => name) as [string, ...string[]])
    .nullable()
    .optional(),
  partnerSecret: z.string().trim().min(8).max(500).optional(),
  /** Who chooses a preset says that they have read what it means; it goes on record in their name. */
  hasReadRisks: z.boolean().default(false),
  /** The creator's own endpoint, where we post to. */
  out: z
    .object({
      url: z.string().trim().min(1).max(2_000).optional(),
      /** Approved replies go there, instead of being carried over by a person. */
      takesReplies: z.boolean().optional(),
      /** What it is told of. */
      tells: z.array(z.enum(TOLD_EVENTS)).max(TOLD_EVENTS.length).optional(),
      /** With what fans and we said; else it gets ids alone. */
      withWords: z.boolean().optional(),
    })
    .nullable()
    .optional(),
})
export type WebhookEntry = z.infer<typeof WebhookEntry>

/** A webhook as the console shows it: no secret ever comes back. */
export interface WebhookView {
  id: string
  status: string
  problem: string | undefined
  lastSeenAt: Date | undefined
  preset: string | undefined
  hasPartnerSecret: boolean
  /** Until when the secret before the newest one is good, too. */
  oldSecretUntil: string | undefined
  out: (Omit<WebhookOut, 'secrets'> & Pick<WebhookView, 'oldSecretUntil'>) | undefined
}

/** Told once, when they are made, and never again. */
export interface NewSecrets {
  /** Signs what comes in. */
  inbound?: string
  /** Signs what goes out. */
  outbound?: string
}

/** Which of the two secrets. */
export type Side = keyof NewSecrets

const MOST_EVENTS = 100

/** A secret as the Standard Webhooks scheme wants it. */
const newSecret = () => `whsec_${randomBytes(32).toString('base64')}`

export async function readWebhook(
  scope: Scope,
  creatorId: string,
): Promise<{ webhook: WebhookView | undefined; events: WebhookEventRow[] }> {
  await creatorHere(scope, creatorId)
  const found = await webhookOf(scope, creatorId)
  return { webhook: found && viewOf(found), events: await webhookEventsOf(scope, { creatorId, limit: MOST_EVENTS }) }
}

/** Connects a creator's webhook, or changes it. Whatever secret had to be made is told in the answer, and never again. */
export async function connectWebhook(
  { store, now, events, endpoints }: Pick<Deps, 'store' | 'now' | 'events' | 'endpoints'>,
  { tenantId, creatorId, entry, actor }: { tenantId: string; creatorId: string; entry: WebhookEntry; actor: Actor },
): Promise<{ webhook: WebhookView; secrets: NewSecrets }> {
  await inTenant(store, tenantId, (scope) => creatorHere(scope, creatorId))
  if (entry.out?.url) await mustBePostable(endpoints, entry.out.url)
  const done = await inTenant(store, tenantId, async (scope) => {
    await creatorHere(scope, creatorId)
    const known = await webhookOf(scope, creatorId)
    const secrets: NewSecrets = {}
    const settings = complete(entry, { known, now: now(), made: secrets })
    const connection = await upsertConnection(scope, {
      id: newId(),
      creatorId,
      kind: 'webhook',
      source: 'console',
      status: 'working',
      settings,
      now: now(),
    })
    const about = { actor, subjectId: connection.id, happenedAt: now() }
    await noteAudit(scope, { ...about, action: 'webhook.connect' })
    if (settings.preset && settings.preset !== known?.settings.preset) {
      await noteAudit(scope, { ...about, action: 'webhook.preset-risk-accepted' })
    }
    if (settings.out?.url !== known?.settings.out?.url) await noteAudit(scope, { ...about, action: 'webhook.endpoint' })
    return { webhook: viewOf({ connection, settings }), secrets }
  })
  events.publish(tenantId, { kind: 'health', id: done.webhook.id })
  return done
}

/** Looked at before it is stored, so that a mistake is said while the person still sees what they typed. */
async function mustBePostable(endpoints: Deps['endpoints'], url: string): Promise<void> {
  const problem = endpoints ? await endpoints.refusal(url) : 'This installation posts nothing to other addresses.'
  if (problem) throw new CoreError('invalid', problem, { field: 'url' })
}

function complete(
  { preset, partnerSecret, hasReadRisks, out }: WebhookEntry,
  { known, now, made }: { known: WebhookConnection | undefined; now: Date; made: NewSecrets },
): WebhookSettings {
  const before = known?.settings
  const chosen = preset === undefined ? before?.preset : (preset ?? undefined)
  if (chosen && chosen !== before?.preset && !hasReadRisks) {
    throw new CoreError('invalid', 'Say first that you have read what this preset means for your account.', {
      field: 'hasReadRisks',
    })
  }
  const partner = partnerSecret ?? before?.partnerSecret
  if (chosen && !partner) {
    throw new CoreError(
      'invalid',
      'Give the secret by which this partner signs: without it, anybody could write here.',
      {
        field: 'partnerSecret',
      },
    )
  }
  const secret = (side: Side) => {
    const key = newSecret()
    made[side] = key
    return [{ key, createdAt: now.toISOString() }]
  }
  const url = out === null ? undefined : (out?.url ?? before?.out?.url)
  if (out && !url) throw new CoreError('invalid', 'Enter the address of the endpoint.', { field: 'url' })
  return {
    secrets: before?.secrets ?? secret('inbound'),
    ...(url
      ? {
          out: {
            url,
            secrets: before?.out?.secrets ?? secret('outbound'),
            takesReplies: out?.takesReplies ?? before?.out?.takesReplies ?? false,
            tells: out?.tells ?? before?.out?.tells ?? [],
            withWords: out?.withWords ?? before?.out?.withWords ?? false,
          },
        }
      : {}),
    ...(chosen ? { preset: chosen, ...(partner ? { partnerSecret: partner } : {}) } : {}),
  }
}

/** Another secret takes the place of the newest, which stays good for a day more. */
export async function rotateWebhookSecret(
  { store, now }: Pick<Deps, 'store' | 'now'>,
  { tenantId, creatorId, side, actor }: { tenantId: string; creatorId: string; side: Side; actor: Actor },
): Promise<{ secret: string; oldUntil: Date }> {
  const at = now()
  const secret = newSecret()
  await inTenant(store, tenantId, async (scope) => {
    const { connection, settings } = await webhookHere(scope, creatorId)
    const { out } = settings
    if (side === 'outbound' && !out) throw new CoreError('not-found', 'Nothing is posted from here.')
    const next =
      side === 'outbound' && out
        ? { ...settings, out: { ...out, secrets: rotated(out.secrets, secret, at) } }
        : { ...settings, secrets: rotated(settings.secrets, secret, at) }
    await storeConnectionSettings(scope, connection.id, { settings: next, now: at })
    await noteAudit(scope, { actor, action: 'webhook.rotate', subjectId: connection.id, happenedAt: at })
  })
  return { secret, oldUntil: new Date(at.getTime() + OVERLAP_MS) }
}

/** Nothing comes in or goes out any more; whoever knows the secret is told so. Connecting again makes new secrets. */
export async function disconnectWebhook(
  { store, now, events }: Pick<Deps, 'store' | 'now' | 'events'>,
  { tenantId, creatorId, actor }: { tenantId: string; creatorId: string; actor: Actor },
): Promise<void> {
  const id = await inTenant(store, tenantId, async (scope) => {
    const { connection } = await webhookHere(scope, creatorId)
    await updateConnection(scope, connection.id, { status: 'off', problem: null, updatedAt: now() })
    await resolveTrouble(scope, { stage: 'connection', subjectId: connection.id, now: now() })
    await noteAudit(scope, { actor, action: 'webhook.disconnect', subjectId: connection.id, happenedAt: now() })
    return connection.id
  })
  events.publish(tenantId, { kind: 'health', id })
}

async function webhookHere(scope: Scope, creatorId: string): Promise<WebhookConnection> {
  await creatorHere(scope, creatorId)
  const found = await webhookOf(scope, creatorId)
  if (!found) throw new CoreError('not-found', 'No webhook is connected here.')
  return found
}

function shownOut({ secrets, ...out }: WebhookOut) {
  return { ...out, oldSecretUntil: secrets[1]?.until }
}

function viewOf({ connection, settings }: WebhookConnection): WebhookView {
  const { secrets, out } = settings
  return {
    id: connection.id,
    status: connection.status,
    problem: connection.problem ?? undefined,
    lastSeenAt: connection.lastSeenAt ?? undefined,
    preset: settings.preset && presetOf(settings.preset)?.name,
    hasPartnerSecret: settings.partnerSecret !== undefined,
    oldSecretUntil: secrets[1]?.until,
    out: out && shownOut(out),
  }
}
