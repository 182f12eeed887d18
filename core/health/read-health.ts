import { businessAccountsOf } from '../../db/business-accounts.ts'
import { connectionsOf } from '../../db/connections.ts'
import { conversationById } from '../../db/conversations.ts'
import { creatorsOf } from '../../db/creators.ts'
import type { Scope } from '../../db/db.ts'
import { stuckDeliveries } from '../../db/deliveries.ts'
import { recentModelCalls } from '../../db/model-calls.ts'
import { accountsOf } from '../../db/send-log.ts'
import { openTroubles, type Trouble } from '../../db/troubles.ts'
import { type QueueStatus, readQueueStatus } from '../delivery/queue-status.ts'
import type { Deps } from '../deps.ts'
import type { BreakerState } from '../draft/circuit-breaker.ts'

export interface ConnectionHealth {
  id: string
  creatorName: string
  kind: string
  source: string
  status: string
  problem: string | undefined
  pausedUntil: Date | undefined
  lastSeenAt: Date | undefined
}

export interface ModelHealth {
  creatorName: string
  provider: string
  modelId: string
  /** What became of the last call; undefined: it was never asked. */
  last: { outcome: string; at: Date; milliseconds: number; problem: string | undefined } | undefined
  /** In the process that answers: `open` is left alone after failures, `half-open` is being tried again. */
  breaker: BreakerState
}

/** What a tenant has connected, and what waits for somebody to look at. */
export interface TenantHealth {
  connections: ConnectionHealth[]
  models: ModelHealth[]
  troubles: OpenTrouble[]
  /** Replies that wait for a person, oldest first: nobody knows whether they arrived, or they were given up. No words of them. */
  stuck: StuckReply[]
  /** What waits to leave, and which account rests. */
  sending: QueueStatus
}

/** Something to look at, and where a person does something about it. */
export type OpenTrouble = Pick<Trouble, 'id' | 'stage' | 'subjectId' | 'problem' | 'times' | 'firstAt' | 'lastAt'> & {
  place:
    | { kind: 'connection'; channel: string; creatorName: string }
    /** Somebody's own account, which a creator's bot was connected to. */
    | { kind: 'account' }
    | { kind: 'conversation'; conversationId: string }
    | undefined
}

export interface StuckReply {
  deliveryId: string
  draftId: string
  conversationId: string
  creatorName: string
  channel: string
  status: 'unknown' | 'failed'
  problem: string | undefined
  attempts: number
  since: Date
}

const MOST = 100

export async function readHealth(scope: Scope, { models, now }: Pick<Deps, 'models' | 'now'>): Promise<TenantHealth> {
  const creators = await creatorsOf(scope)
  const nameOf = (id: string) => creators.find((creator) => creator.id === id)?.name ?? ''
  const modelHealth: ModelHealth[] = []
  for (const creator of creators) {
    const calls = await recentModelCalls(scope, creator.id, MOST)
    for (const { provider, modelId, breaker } of await models.modelsFor(scope, creator)) {
      const last = calls.find((call) => call.provider === provider && call.model === modelId)
      modelHealth.push({
        creatorName: creator.name,
        provider,
        modelId,
        breaker: breaker.state(now()),
        last: last && {
          outcome: last.outcome,
          at: last.calledAt,
          milliseconds: last.milliseconds,
          problem: last.problem ?? undefined,
        },
      })
    }
  }
  const accounts = await accountsOf(scope)
  const stuck = await stuckReplies(scope, nameOf)
  const isShown = new Set(stuck.map(({ deliveryId }) => deliveryId))
  const troubles = (await openTroubles(scope, MOST)).filter(
    ({ stage, subjectId }) => stage !== 'delivery' || !isShown.has(subjectId),
  )
  return {
    connections: (await connectionsOf(scope)).map((connection) => ({
      id: connection.id,
      creatorName: nameOf(connection.creatorId),
      kind: connection.kind,
      source: connection.source,
      status: connection.status,
      problem: connection.problem ?? undefined,
      pausedUntil:
        accounts.find(({ creatorId, channel }) => creatorId === connection.creatorId && channel === connection.kind)
          ?.pausedUntil ?? undefined,
      lastSeenAt: connection.lastSeenAt ?? undefined,
    })),
    models: modelHealth,
    troubles: await placed(scope, troubles, nameOf),
    stuck,
    sending: await readQueueStatus(scope, { now: now() }),
  }
}

async function placed(
  scope: Scope,
  troubles: Trouble[],
  nameOf: (creatorId: string) => string,
): Promise<OpenTrouble[]> {
  const connections = await connectionsOf(scope)
  const accounts = await businessAccountsOf(scope)
  const placeOf = async ({ stage, subjectId }: Trouble): Promise<OpenTrouble['place']> => {
    if (stage !== 'connection' && stage !== 'card') return undefined
    const connection = connections.find(({ id }) => id === subjectId)
    if (connection) {
      return { kind: 'connection', channel: connection.kind, creatorName: nameOf(connection.creatorId) }
    }
    if (accounts.some(({ id }) => id === subjectId)) return { kind: 'account' }
    const conversation = await conversationById(scope, subjectId)
    return conversation && { kind: 'conversation', conversationId: conversation.id }
  }
  const told: OpenTrouble[] = []
  for (const trouble of troubles) {
    const { id, stage, subjectId, problem, times, firstAt, lastAt } = trouble
    told.push({ id, stage, subjectId, problem, times, firstAt, lastAt, place: await placeOf(trouble) })
  }
  return told
}

async function stuckReplies(scope: Scope, nameOf: (creatorId: string) => string): Promise<StuckReply[]> {
  const rows = await stuckDeliveries(scope, MOST)
  const replies: StuckReply[] = []
  for (const { id, draftId, conversationId, channel, status, problem, attempt, settledAt, createdAt } of rows) {
    const conversation = await conversationById(scope, conversationId)
    replies.push({
      deliveryId: id,
      draftId,
      conversationId,
      creatorName: nameOf(conversation?.creatorId ?? ''),
      channel,
      status: status === 'unknown' ? 'unknown' : 'failed',
      problem: problem ?? undefined,
      attempts: attempt,
      since: settledAt ?? createdAt,
    })
  }
  return replies.toSorted((a, b) => a.since.getTime() - b.since.getTime())
}
