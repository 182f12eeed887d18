import { connectionsOf } from '../../db/connections.ts'
import { creatorsOf } from '../../db/creators.ts'
import type { Scope } from '../../db/db.ts'
import { deliveriesByStatus } from '../../db/deliveries.ts'
import { recentModelCalls } from '../../db/model-calls.ts'
import { accountsOf } from '../../db/send-log.ts'
import { openTroubles, type Trouble } from '../../db/troubles.ts'
import type { Deps } from '../deps.ts'

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
}

/** What a tenant has connected, and what waits for somebody to look at. */
export interface TenantHealth {
  connections: ConnectionHealth[]
  models: ModelHealth[]
  troubles: Pick<Trouble, 'id' | 'stage' | 'subjectId' | 'problem' | 'times' | 'firstAt' | 'lastAt'>[]
  /** Replies of which nobody knows whether they arrived. */
  unknown: { deliveryId: string; conversationId: string; since: Date }[]
}

const MOST = 100

export async function readHealth(scope: Scope, { models }: Pick<Deps, 'models'>): Promise<TenantHealth> {
  const creators = await creatorsOf(scope)
  const nameOf = (id: string) => creators.find((creator) => creator.id === id)?.name ?? ''
  const modelHealth: ModelHealth[] = []
  for (const creator of creators) {
    const calls = await recentModelCalls(scope, creator.id, MOST)
    for (const { provider, modelId } of await models.modelsFor(scope, creator)) {
      const last = calls.find((call) => call.provider === provider && call.model === modelId)
      modelHealth.push({
        creatorName: creator.name,
        provider,
        modelId,
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
    troubles: (await openTroubles(scope, MOST)).map(({ id, stage, subjectId, problem, times, firstAt, lastAt }) => ({
      id,
      stage,
      subjectId,
      problem,
      times,
      firstAt,
      lastAt,
    })),
    unknown: (await deliveriesByStatus(scope, ['unknown'], MOST)).map(
      ({ id, conversationId, settledAt, createdAt }) => ({
        deliveryId: id,
        conversationId,
        since: settledAt ?? createdAt,
      }),
    ),
  }
}
