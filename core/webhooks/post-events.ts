import type { Scope } from '../../db/db.ts'
import { draftById, draftVersion } from '../../db/drafts.ts'
import { messagesById } from '../../db/messages.ts'
import { acrossTenants, inTenant } from '../../db/scope.ts'
import { noteTrouble, resolveTrouble } from '../../db/troubles.ts'
import { type ClaimedEvent, claimWebhookEvent, dueEndpoints, settleWebhookEvent } from '../../db/webhook-events.ts'
import { type WebhookConnection, webhookOf } from '../connections/webhook-connection.ts'
import { liveSecrets } from '../connections/webhook-settings.ts'
import type { Deps, Endpoints, PostResult } from '../deps.ts'
import { problemOf } from '../problem-of.ts'
import type { EventBody } from './tell-endpoint.ts'

const ENDPOINTS_AT_ONCE = 8
/** One endpoint gets no more in one round, so that a long line holds nobody else up. */
const MOST_IN_A_ROW = 25
const POST_TIMEOUT_MS = 10_000
const LEASE_MS = 60_000
const MINUTE = 60_000
/** After the first time, then after each of these: a day and a half in all. */
const WAITS_MS = [5_000, 5 * MINUTE, 30 * MINUTE, 120 * MINUTE, 300 * MINUTE, 600 * MINUTE, 840 * MINUTE]
/** From then on a person should know. */
const TROUBLE_FROM_ATTEMPT = 3

type World = Pick<Deps, 'store' | 'now' | 'events' | 'log' | 'endpoints'>

/**
 * Brings creators' own endpoints what happened, oldest first, one at a time for each. One that does not work is left alone,
 * ever longer, with everything that waits for it; after eight times an event is dead, until a person sends it again.
 */
export async function postEvents(world: World): Promise<void> {
  const { store, now, log, endpoints } = world
  if (!endpoints) return
  const due = await acrossTenants(store, (tx) => dueEndpoints(tx, now(), ENDPOINTS_AT_ONCE))
  await Promise.all(
    due.map((one) =>
      postWhile(world, endpoints, one).catch((error: unknown) =>
        log.warn('webhook events not posted', { ...one, problem: problemOf(error) }),
      ),
    ),
  )
}

interface Of {
  tenantId: string
  creatorId: string
}

async function postWhile(world: World, endpoints: Endpoints, of: Of): Promise<void> {
  const { store, now } = world
  for (let count = 0; count < MOST_IN_A_ROW; count += 1) {
    const claimed = await inTenant(store, of.tenantId, async (scope) => {
      const at = now()
      const event = await claimWebhookEvent(scope, of.creatorId, {
        now: at,
        leaseUntil: new Date(at.getTime() + LEASE_MS),
      })
      if (!event) return undefined
      const webhook = await webhookOf(scope, of.creatorId)
      const body = webhook?.settings.out?.withWords ? await withWords(scope, event) : event.body
      return { event: { ...event, body }, webhook }
    })
    if (!claimed || !(await post(world, endpoints, { ...claimed, ...of }))) return
  }
}

/** With what was said, as it stands now: what was taken back or erased meanwhile is not told. */
async function withWords(scope: Scope, { body, fanId }: ClaimedEvent): Promise<unknown> {
  const event = body as EventBody
  const { messageId, draftId } = event.data
  if (!fanId) return event
  if (messageId) {
    const [message] = await messagesById(scope, fanId, [messageId])
    return message && !message.deletedAt ? { ...event, data: { ...event.data, text: message.body } } : event
  }
  const draft = draftId ? await draftById(scope, draftId) : undefined
  const words = draft && (await draftVersion(scope, draft, draft.version))
  return words ? { ...event, data: { ...event.data, text: words.text } } : event
}

/** @returns whether the endpoint took it */
async function post(
  { store, now, events, log }: World,
  endpoints: Endpoints,
  { tenantId, creatorId, event, webhook }: Of & { event: ClaimedEvent; webhook: WebhookConnection | undefined },
): Promise<boolean> {
  const out = webhook?.settings.out
  const posted: PostResult = out
    ? await endpoints.post({
        url: out.url,
        id: event.id,
        body: JSON.stringify(event.body),
        secrets: liveSecrets(out.secrets, now()),
        signal: AbortSignal.timeout(POST_TIMEOUT_MS),
      })
    : { kind: 'not-left', problem: 'Nothing is posted from here any more.', isForGood: true }
  const became = whatBecame(posted, event.attempts)
  await inTenant(store, tenantId, async (scope) => {
    const at = now()
    const notBefore = became.waitMs === undefined ? null : new Date(at.getTime() + became.waitMs)
    const { status, answerCode, problem } = became
    await settleWebhookEvent(scope, event, { status, answerCode, problem, notBefore, settledAt: notBefore ? null : at })
    if (!webhook) return
    const about = { stage: 'connection', subjectId: webhook.connection.id, now: at } as const
    if (status === 'delivered') await resolveTrouble(scope, about)
    else if (status === 'dead' || event.attempts >= TROUBLE_FROM_ATTEMPT) {
      await noteTrouble(scope, { ...about, problem: `${problem} Look at Settings → Webhook.` })
    }
  })
  log.info(`webhook event ${became.status}`, { tenantId, creatorId, event: event.event, attempt: event.attempts })
  events.publish(tenantId, { kind: 'health', id: webhook?.connection.id ?? creatorId })
  return became.status === 'delivered'
}

interface Became {
  status: 'delivered' | 'waiting' | 'dead'
  answerCode: number | null
  problem: string | null
  waitMs?: number
}

function whatBecame(posted: PostResult, attempt: number): Became {
  const answerCode = posted.kind === 'answered' ? posted.code : null
  if (posted.kind === 'answered' && posted.code >= 200 && posted.code < 300) {
    return { status: 'delivered', answerCode, problem: null }
  }
  const problem = posted.kind === 'answered' ? `The endpoint answered ${posted.code}.` : posted.problem
  const isGone = posted.kind === 'answered' ? posted.code === 410 : posted.kind === 'not-left' && posted.isForGood
  const waitMs = WAITS_MS[attempt - 1]
  if (isGone || waitMs === undefined) return { status: 'dead', answerCode, problem }
  const asked = posted.kind === 'answered' ? (posted.retryAfterMs ?? 0) : 0
  return { status: 'waiting', answerCode, problem, waitMs: Math.max(waitMs, asked) }
}
