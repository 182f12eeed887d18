import { and, asc, desc, eq, lt, sql } from 'drizzle-orm'
import { type AuditEntry, type AuditPurpose, entryMac, pseudonymOf } from './audit-seal.ts'
import type { Db, Scope, Store } from './db.ts'
import { newId } from './ids.ts'
import { auditEvents } from './schema.ts'
import { runAlone, type Statement } from './statements.ts'
import type { Vault } from './vault.ts'

/** Something that was looked at or changed, by whom and why. */
export interface AuditEvent {
  /** The id alone, or the person with the request they made: then the entry names it. */
  actor: string | { id: string; requestId?: string | undefined }
  /** noun.verb, as in `fan.export` */
  action: string
  happenedAt: Date
  /** What the action says by itself, when left out. */
  purpose?: AuditPurpose | undefined
  /** Kept as a pseudonym only. */
  fanId?: string | undefined
  /** An id of ours, never words and never an address. */
  subjectId?: string | undefined
  requestId?: string | undefined
  /** So many equal ones at once. */
  count?: number
}

const PURPOSE_OF_ACTION: Record<string, AuditPurpose> = {
  'fan.export': 'export',
  'fan.erase': 'erasure',
  'memory.recall': 'answering',
  'memory.learn': 'learning',
}
const PURPOSE_OF_NOUN: Record<string, AuditPurpose> = {
  draft: 'answering',
  delivery: 'answering',
  conversation: 'answering',
  fan: 'review',
  history: 'review',
  memory: 'review',
  preference: 'review',
  promise: 'review',
}

export function purposeOf({ action, purpose }: Pick<AuditEvent, 'action' | 'purpose'>): AuditPurpose {
  return purpose ?? PURPOSE_OF_ACTION[action] ?? PURPOSE_OF_NOUN[action.split('.')[0] ?? ''] ?? 'administration'
}

/** Who did what to whose data: committed with the work it tells of, or not at all. */
export async function noteAudit({ tx, tenantId, vault }: Scope, ...events: AuditEvent[]): Promise<void> {
  await insertAudit(
    tx,
    vault,
    events.map((event) => ({ tenantId, event })),
  )
}

/** One statement for any number of entries, in a transaction whose tenant covers them. */
async function insertAudit(tx: Db, vault: Vault, events: OfTenant[]): Promise<void> {
  if (events.length === 0) return
  await tx.execute(sql`
    insert into audit_events ${sql.raw(ENTRY_COLUMNS)}
    select ${sql.raw(ENTRY_VALUES)} from jsonb_to_recordset(${entriesAsJson(vault, events)}::jsonb) as ${sql.raw(ENTRY)}`)
}

/** The columns of an entry, what fills them, and the entry as `entriesAsJson` writes it: for statements that note what they do. */
export const ENTRY_COLUMNS =
  '(id, tenant_id, actor, action, purpose, fan_hash, subject_id, request_id, count, happened_at, mac)'
export const ENTRY_VALUES = `e.id, e."tenantId", e.actor, e.action, e.purpose, e."fanHash", e."subjectId", e."requestId", e.count,
  e."happenedAt", decode(e.mac, 'base64')`
export const ENTRY = `e(id uuid, "tenantId" text, actor text, action text, purpose text, "fanHash" text, "subjectId" text,
  "requestId" text, count int, "happenedAt" timestamptz, mac text)`

const COMMIT_ENTRIES: Statement = {
  name: 'commit-entries',
  text: `with everybody as materialized (select set_config('app.tenant', '*', true) as tenant)
    insert into audit_events ${ENTRY_COLUMNS}
    select ${ENTRY_VALUES} from everybody, jsonb_to_recordset($1::jsonb) as ${ENTRY}
    where everybody.tenant = '*'`,
}

/**
 * Entries of any tenants, committed by themselves in a single trip: the statement states first that it works across tenants, as
 * `acrossTenants` does in a trip of its own.
 */
export async function commitAudit(store: Store, events: OfTenant[]): Promise<void> {
  await runAlone(store, COMMIT_ENTRIES, [entriesAsJson(store.vault, events)])
}

interface OfTenant {
  tenantId: string
  event: AuditEvent
}

/** Entries with their seals. */
export function entriesAsJson(vault: Vault, events: OfTenant[]): string {
  return JSON.stringify(
    events.map(({ tenantId, event }) => {
      const entry = entryOf(vault, tenantId, event)
      return { ...entry, mac: entryMac(vault, entry).toString('base64') }
    }),
  )
}

function entryOf(vault: Vault, tenantId: string, event: AuditEvent): AuditEntry {
  const { actor, action, happenedAt, fanId, subjectId, requestId, count = 1 } = event
  const person = typeof actor === 'string' ? { id: actor } : actor
  return {
    id: newId(),
    tenantId,
    actor: person.id,
    action,
    purpose: purposeOf(event),
    fanHash: fanId === undefined ? null : pseudonymOf(vault, tenantId, fanId),
    subjectId: subjectId ?? null,
    requestId: requestId ?? person.requestId ?? null,
    count,
    happenedAt,
  }
}

export type AuditRow = Omit<typeof auditEvents.$inferSelect, 'mac'>

/** Which entries to list. @see before: only those older than this `seq` */
export interface AuditQuery {
  actor?: string | undefined
  action?: string | undefined
  fanId?: string | undefined
  before?: number | undefined
  limit: number
}

/** Latest first. */
export async function listAudit({ tx, tenantId, vault }: Scope, query: AuditQuery): Promise<AuditRow[]> {
  const { actor, action, fanId, before, limit } = query
  const { mac, ...columns } = COLUMNS
  return tx
    .select(columns)
    .from(auditEvents)
    .where(
      and(
        eq(auditEvents.tenantId, tenantId),
        actor === undefined ? undefined : eq(auditEvents.actor, actor),
        action === undefined ? undefined : eq(auditEvents.action, action),
        fanId === undefined ? undefined : eq(auditEvents.fanHash, pseudonymOf(vault, tenantId, fanId)),
        before === undefined ? undefined : lt(auditEvents.seq, before),
      ),
    )
    .orderBy(desc(auditEvents.seq))
    .limit(limit)
}

const COLUMNS = {
  seq: auditEvents.seq,
  id: auditEvents.id,
  tenantId: auditEvents.tenantId,
  actor: auditEvents.actor,
  action: auditEvents.action,
  purpose: auditEvents.purpose,
  fanHash: auditEvents.fanHash,
  subjectId: auditEvents.subjectId,
  requestId: auditEvents.requestId,
  count: auditEvents.count,
  happenedAt: auditEvents.happenedAt,
  mac: auditEvents.mac,
}

export async function countAudit({ tx, tenantId }: Scope): Promise<number> {
  const [row] = await tx
    .select({ count: sql<number>`count(*)::int` })
    .from(auditEvents)
    .where(eq(auditEvents.tenantId, tenantId))
  return row?.count ?? 0
}

/** Latest first. */
export async function auditOfFan(scope: Scope, fanId: string, limit: number): Promise<AuditRow[]> {
  return listAudit(scope, { fanId, limit })
}

export async function wasNoted({ tx, tenantId }: Scope, action: string, subjectId: string): Promise<boolean> {
  const [found] = await tx
    .select({ id: auditEvents.id })
    .from(auditEvents)
    .where(
      and(eq(auditEvents.tenantId, tenantId), eq(auditEvents.action, action), eq(auditEvents.subjectId, subjectId)),
    )
    // What is asked for happened early: the first rows of a long record answer.
    .orderBy(asc(auditEvents.seq))
    .limit(1)
  return found !== undefined
}
