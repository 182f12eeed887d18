import { type AuditEvent, ENTRY, ENTRY_COLUMNS, ENTRY_VALUES, entriesAsJson } from './audit.ts'
import type { Store } from './db.ts'
import { keyAtHand } from './fan-keys.ts'
import { fingerprintsOf } from './forgotten-facts.ts'
import { factPlace, type Memory } from './memories.ts'
import { seal } from './seal.ts'
import { type Row, runInTenant, type Statement, type Values } from './statements.ts'
import { togetherByTenant } from './together.ts'

/** What a person told of a fan. */
export type Told = Pick<
  Memory,
  'id' | 'fanId' | 'slot' | 'fact' | 'author' | 'sensitivity' | 'isPinned' | 'neverForSelling' | 'isPrivate'
> & {
  at: Date
  /** Machines may learn it again by these, whatever was forgotten before. */
  words: string[]
  /** That it was written, for the record. */
  entry: AuditEvent
}

export type Remembered =
  /** With the fan's `rev` that tells of it. */
  | { kind: 'written'; memory: Memory; rev: number }
  /** There is one of this id already; nothing changed. */
  | { kind: 'known' }
  | { kind: 'no-fan' }

const REMEMBER: Statement = {
  name: 'remember',
  // Fans are held in one order, so that two of these never wait for each other.
  text: `with told as (
      select * from jsonb_to_recordset($2::jsonb) as t(id uuid, "fanId" uuid, slot text, fact text, author text,
        sensitivity text, "isPinned" boolean, "neverForSelling" boolean, "isPrivate" boolean, at timestamptz)
    ), held as materialized (
      select id from fans where tenant_id = $1 and id = any($3::uuid[]) order by id for no key update
    ), written as (
      insert into memories (id, tenant_id, fan_id, slot, fact_sealed, author, confidence, sensitivity, is_pinned,
        never_for_selling, is_private, last_seen_at, recorded_at, updated_at)
      select t.id, $1, held.id, t.slot, decode(t.fact, 'base64'), t.author, 1, t.sensitivity, t."isPinned",
        t."neverForSelling", t."isPrivate", t.at, t.at, t.at
      from told t join held on held.id = t."fanId"
      on conflict (id) do nothing
      returning id, fan_id
    ), touched as (
      update fans set rev = fans.rev + w.memories
      from (select fan_id, count(*)::int as memories from written group by fan_id) w
      where fans.tenant_id = $1 and fans.id = w.fan_id
      returning fans.id, fans.rev
    ), allowed as (
      delete from forgotten_facts
      where tenant_id = $1 and (fan_id, words_hash) in (select * from unnest($4::uuid[], $5::text[]))
    ), noted as (
      insert into audit_events ${ENTRY_COLUMNS}
      select ${ENTRY_VALUES} from jsonb_to_recordset($6::jsonb) as ${ENTRY} join written on written.id::text = e."subjectId"
    )
    select t.id, t."fanId" as fan_id, held.id is not null as has_fan, written.id is not null as is_written, touched.rev
    from told t left join held on held.id = t."fanId" left join written on written.id = t.id
    left join touched on touched.id = written.fan_id`,
}

/**
 * Stores what a person told, raises the fan's `rev`, lets machines learn it again and puts it on record: all of it or nothing,
 * with all that others tell at that moment in one statement and one commit. Resolves when it is committed.
 */
export const remember = togetherByTenant(rememberAll)

async function rememberAll(store: Store, tenantId: string, all: Told[]): Promise<Remembered[]> {
  const keys = await Promise.all(all.map(({ fanId }) => keyAtHand(store, tenantId, fanId)))
  const taken = new Set<string>()
  const sealed = all.flatMap((told, position) => {
    const key = keys[position]
    if (!key || taken.has(told.id)) return []
    taken.add(told.id)
    return [{ told, fact: seal(key, factPlace(told.id), told.fact), again: fingerprintsOf(key, told) }]
  })
  const rows = sealed.length > 0 ? await runInTenant(store, tenantId, REMEMBER, valuesOf(store, tenantId, sealed)) : []
  const found = new Map(rows.map((row) => [row.id as string, row]))
  const revs = revsBefore(rows)
  return all.map((told, position) => {
    const row = found.get(told.id)
    if (!keys[position] || (row && !row.has_fan)) return { kind: 'no-fan' }
    // The second of one id that came at once finds the first there, too.
    if (!row?.is_written || !taken.delete(told.id)) return { kind: 'known' }
    const rev = (revs.get(told.fanId) ?? 0) + 1
    revs.set(told.fanId, rev)
    return { kind: 'written', memory: asStored(tenantId, told), rev }
  })
}

function valuesOf(store: Store, tenantId: string, sealed: { told: Told; fact: Buffer; again: string[] }[]): Values {
  const rows = sealed.map(({ told: { words, entry, ...row }, fact }) => ({ ...row, fact: fact.toString('base64') }))
  const again = sealed.flatMap(({ told, again }) => again.map((hash) => ({ fanId: told.fanId, hash })))
  const entries = sealed.map(({ told }) => ({ tenantId, event: told.entry }))
  return [
    tenantId,
    JSON.stringify(rows),
    sealed.map(({ told }) => told.fanId),
    again.map(({ fanId }) => fanId),
    again.map(({ hash }) => hash),
    entriesAsJson(store.vault, entries),
  ]
}

/** By fan, the `rev` before these were written: each of them raised it by one. */
function revsBefore(rows: Row[]): Map<string, number> {
  const revs = new Map<string, number>()
  for (const { fan_id, rev, is_written } of rows) {
    if (is_written) revs.set(fan_id as string, (revs.get(fan_id as string) ?? Number(rev)) - 1)
  }
  return revs
}

function asStored(tenantId: string, { at, words, entry, ...told }: Told): Memory {
  return {
    ...told,
    tenantId,
    quote: undefined,
    value: undefined,
    sourceMessageId: null,
    extractor: null,
    confidence: 1,
    status: 'active',
    supersededBy: null,
    validFrom: null,
    validTo: null,
    timesSeen: 1,
    lastSeenAt: at,
    expiresAt: null,
    recordedAt: at,
    retractedAt: null,
    updatedAt: at,
  }
}
