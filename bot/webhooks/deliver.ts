import { z } from 'zod'
import { webhookOf } from '../../core/connections/webhook-connection.ts'
import { liveSecrets, type WebhookOut } from '../../core/connections/webhook-settings.ts'
import type { AskedMedia, Connector, Deps, Endpoints, OpenResult, PostResult, SendResult } from '../../core/deps.ts'
import { inTenant } from '../../core/tenant.ts'
import { noteDeparture } from '../../core/webhooks/note-departure.ts'
import { manualConnector } from '../manual/deliver.ts'

/** The receiver must know an id again for so long: `docs/webhooks.md` asks for it. */
const KEEPS_KEY_FOR_MS = 24 * 3_600_000
const LONGEST_TEXT = 10_000

/** What an endpoint may answer. Only names: words of its own could repeat what a fan said, and they would be stored. */
const Answer = z.object({
  id: z.string().min(1).max(200).optional().catch(undefined),
  code: z
    .string()
    .regex(/^[a-z][\w.-]{0,60}$/i)
    .optional()
    .catch(undefined),
})

type World = Pick<Deps, 'store' | 'now' | 'log'>
type Of = { tenantId: string; creatorId: string }

/** How a creator's replies leave: to her own endpoint, or, where none takes them, by the hand of a person. */
export async function webhookConnectorFor(world: World, endpoints: Endpoints, of: Of): Promise<Connector> {
  const found = await inTenant(world, of.tenantId, (scope) => webhookOf(scope, of.creatorId))
  const out = found?.settings.out
  const connector: Connector = out?.takesReplies
    ? webhookConnector(world, endpoints, { out, of })
    : { ...manualConnector, channel: 'webhook' }
  return { ...connector, open: (asked) => openMedia(endpoints, out?.url, asked) }
}

/** Opens what her program told us the address of. */
async function openMedia(
  endpoints: Endpoints,
  own: string | undefined,
  { media: { url }, signal }: AskedMedia,
): Promise<OpenResult> {
  if (url) return endpoints.open({ url, own, signal })
  return { kind: 'not-here', problem: 'The creator’s program did not say where it can be fetched.' }
}

/**
 * Hands approved replies to a creator's own endpoint. The same part has the same `webhook-id`, always, and an endpoint has to
 * know it again: so sending again after a lost answer is harmless.
 */
function webhookConnector(world: World, endpoints: Endpoints, { out, of }: { out: WebhookOut; of: Of }): Connector {
  return {
    channel: 'webhook',
    promise: 'idempotent',
    longestText: LONGEST_TEXT,
    keepsKeyForMs: KEEPS_KEY_FOR_MS,
    async send({ address, text, key, signal, isInTime }): Promise<SendResult> {
      // Without a time in it: the same id comes with the same bytes.
      const body = JSON.stringify({ type: 'reply.send', data: { id: key, fan: { id: address }, text } })
      const secrets = liveSecrets(out.secrets, world.now())
      const posted = await endpoints.post({ url: out.url, id: key, body, secrets, signal, isInTime })
      const result = resultOf(posted, key)
      await noteDeparture(world, { ...of, key }, { posted, result })
      return result
    },
  }
}

function resultOf(posted: PostResult, key: string): SendResult {
  switch (posted.kind) {
    case 'answered':
      return whatItMeans(posted, key)
    case 'not-left':
      return posted.isForGood
        ? { kind: 'refused', problem: posted.problem }
        : { kind: 'later', afterMs: 0, problem: posted.problem, wholeAccount: false }
    case 'too-late':
      return { kind: 'too-late' }
    case 'lost':
      return { kind: 'unknown', problem: `${posted.problem} It may or may not have arrived.` }
  }
}

function whatItMeans(
  { code, body, retryAfterMs = 0 }: { code: number; body: string; retryAfterMs?: number },
  key: string,
): SendResult {
  const said = readAnswer(body)
  if (code >= 200 && code < 300) return { kind: 'sent', externalId: said.id ?? key }
  if (code === 429) {
    const problem = 'The endpoint asked for a pause.'
    return { kind: 'later', afterMs: retryAfterMs, problem, wholeAccount: true }
  }
  // Its gateway may have given up before it did.
  if (code >= 500 || code === 408) {
    return { kind: 'unknown', problem: `The endpoint answered ${code}. It may or may not have arrived.` }
  }
  const problem = refusalOf(code, said.code)
  return { kind: 'refused', problem, ...(said.code === 'fan-unreachable' ? { unreachable: problem } : {}) }
}

function refusalOf(code: number, why: string | undefined): string {
  if (why === 'fan-unreachable') return 'The endpoint says that this fan cannot be reached any more.'
  if (code < 400) {
    return `The endpoint sent us on to another address (${code}), and we do not follow. Enter that address in Settings → Webhook.`
  }
  if (code === 401 || code === 403) {
    return `The endpoint does not accept our signature (${code}). Check the secret there, then press Try again.`
  }
  if (code === 404 || code === 410) {
    return `Nothing takes replies at the endpoint’s address (${code}). Check it in Settings → Webhook, then press Try again.`
  }
  return `The endpoint refused it (${[code, why].filter(Boolean).join(', ')}).`
}

function readAnswer(body: string): z.infer<typeof Answer> {
  try {
    return Answer.safeParse(JSON.parse(body)).data ?? {}
  } catch {
    return {}
  }
}
