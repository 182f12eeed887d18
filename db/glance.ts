import type { Store } from './db.ts'
import { FanGone, keyAtHand } from './fan-keys.ts'
import { bodyPlace, type Message } from './messages.ts'
import { open } from './seal.ts'
import { runInTenant, type Statement } from './statements.ts'
import { togetherByTenant } from './together.ts'

/** What a search shows of a message. */
export type Said = Pick<Message, 'id' | 'direction' | 'body' | 'status' | 'sentAt' | 'deletedAt'>

/** A fan as they stand now. */
export interface Glance {
  /** Undefined: there is no such fan here. */
  rev: number | undefined
  /** Those of the messages asked for that are there. */
  said: Said[]
}

interface Ask {
  fanId: string
  messageIds: string[]
}

const GLANCE: Statement = {
  name: 'glance',
  // Two look-ups by key. Without `offset 0` a server whose statistics are young, and an embedded one has none, would read all
  // messages of the fan: 4.8 ms in place of 0.06.
  text: `select id as fan_id, rev, null::uuid as id, null as direction, null as status, null::timestamptz as sent_at,
      null::timestamptz as deleted_at, null::bytea as body_sealed
    from fans where tenant_id = $1 and id = any($2::uuid[])
    union all
    select fan_id, null, id, direction, status, sent_at, deleted_at, body_sealed
    from (select * from messages where id = any($3::uuid[]) offset 0) m
    where tenant_id = $1 and fan_id = any($2::uuid[]) and not not_recalled`,
}

/** Whether what is known of a fan still stands, and some of their messages: of all who ask at a time in one statement. */
export const glanceAtFan = togetherByTenant(glanceAtAll)

async function glanceAtAll(store: Store, tenantId: string, asks: Ask[]): Promise<Glance[]> {
  const fanIds = [...new Set(asks.map(({ fanId }) => fanId))]
  const rows = await runInTenant(store, tenantId, GLANCE, [
    tenantId,
    fanIds,
    asks.flatMap(({ messageIds }) => messageIds),
  ])
  const revs = new Map<string, number>()
  const spoken = new Map<string, Said>()
  for (const row of rows) {
    if (row.id) spoken.set(`${row.fan_id}/${row.id}`, await opened(store, tenantId, row))
    else revs.set(row.fan_id as string, Number(row.rev))
  }
  return asks.map(({ fanId, messageIds }) => ({
    rev: revs.get(fanId),
    said: messageIds.flatMap((id) => spoken.get(`${fanId}/${id}`) ?? []),
  }))
}

async function opened(store: Store, tenantId: string, row: Record<string, unknown>): Promise<Said> {
  const id = row.id as string
  const key = await keyAtHand(store, tenantId, row.fan_id as string)
  if (!key) throw new FanGone(row.fan_id as string)
  return {
    id,
    direction: row.direction === 'outbound' ? 'outbound' : 'inbound',
    status: row.status as string,
    sentAt: row.sent_at as Date,
    deletedAt: row.deleted_at as Date | null,
    body: open(key, bodyPlace(id), Buffer.from(row.body_sealed as Uint8Array)),
  }
}
