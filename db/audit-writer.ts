import { type AuditEvent, commitAudit, purposeOf } from './audit.ts'
import type { Store } from './db.ts'

/** One INSERT for all accesses of so long, when they come faster than that. */
const GROUP_MS = 3
const MOST_AT_ONCE = 500
/** Equal reads within this time are one entry and their number. */
const SAME_LOOK_MS = 1_000

interface Pending {
  tenantId: string
  event: AuditEvent
  count: number
  committed: Promise<void>
  settle: { resolve: () => void; reject: (error: unknown) => void }
}

/** A look that was noted a moment ago: equal ones within its time stand on its entry. */
interface Look {
  first: Pending
  isWritten: boolean
  until: number
  /** Those that came after the entry was written: their number follows in an entry of its own. */
  more: number
  last: AuditEvent
}

interface Writer {
  waiting: Pending[]
  looks: Map<string, Look>
  writing: Promise<void> | undefined
  begunAt: number
  sweeping: ReturnType<typeof setTimeout> | undefined
}

const writerOf = new WeakMap<Store, Writer>()

/**
 * Notes a read; resolves when its entry is committed, so that whoever waits for it before answering has given away nothing
 * unrecorded, whatever happens to this process. Reads that come together share one INSERT. Equal reads (actor, fan, purpose,
 * action, subject) within a second share one entry: the first is committed before any of them is answered, the number of the
 * later ones follows when the second is over. Never wait for it inside a transaction: the embedded database has one connection.
 * @param sameLookMs how long an equal read is the same look: longer for a list that an open page redraws by itself
 * @throws when the entry could not be written: then nothing may be shown
 */
export function noteAccess(
  store: Store,
  tenantId: string,
  event: AuditEvent,
  sameLookMs: number = SAME_LOOK_MS,
): Promise<void> {
  const writer = writerFor(store)
  const key = keyOf(tenantId, event)
  const look = writer.looks.get(key)
  if (look && performance.now() < look.until) {
    look.last = event
    if (look.isWritten) look.more += 1
    else look.first.count += 1
    return look.first.committed
  }
  if (look) closeLook(store, writer, key, look)
  const first = enqueue(store, writer, tenantId, event, 1)
  writer.looks.set(key, { first, isWritten: false, until: performance.now() + sameLookMs, more: 0, last: event })
  // A read that was not recorded was not a look: the next one must try for itself.
  first.committed.catch(() => {
    if (writer.looks.get(key)?.first === first) writer.looks.delete(key)
  })
  sweepLater(store, writer)
  return first.committed
}

/** Writes what still waits, and the numbers of looks that are not over: before this process ends. */
export async function flushAccesses(store: Store): Promise<void> {
  const writer = writerFor(store)
  clearTimeout(writer.sweeping)
  writer.sweeping = undefined
  for (const [key, look] of writer.looks) closeLook(store, writer, key, look)
  await writer.writing
}

function writerFor(store: Store): Writer {
  const known = writerOf.get(store)
  if (known) return known
  const made: Writer = { waiting: [], looks: new Map(), writing: undefined, begunAt: 0, sweeping: undefined }
  writerOf.set(store, made)
  return made
}

function enqueue(store: Store, writer: Writer, tenantId: string, event: AuditEvent, count: number): Pending {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const pending = { tenantId, event, count, committed: promise, settle: { resolve, reject } }
  writer.waiting.push(pending)
  writer.writing ??= writeAll(store, writer)
  return pending
}

async function writeAll(store: Store, writer: Writer): Promise<void> {
  while (writer.waiting.length > 0) {
    const restMs = GROUP_MS - (performance.now() - writer.begunAt)
    await new Promise<void>((resolve) => (restMs > 0 ? setTimeout(resolve, restMs) : queueMicrotask(resolve)))
    writer.begunAt = performance.now()
    const group = writer.waiting.splice(0, MOST_AT_ONCE)
    markWritten(writer, group)
    try {
      await commitAudit(
        store,
        group.map(({ tenantId, event, count }) => ({ tenantId, event: { ...event, count } })),
      )
      for (const { settle } of group) settle.resolve()
    } catch (error) {
      for (const { settle } of group) settle.reject(error)
    }
  }
  // At once: whoever goes on after the last entry and notes the next must not find a writer that is about to leave.
  writer.writing = undefined
}

/** From here on their counts are on their way: an equal read that comes now is counted apart. */
function markWritten(writer: Writer, group: Pending[]): void {
  for (const { tenantId, event } of group) {
    const look = writer.looks.get(keyOf(tenantId, event))
    if (look) look.isWritten = true
  }
}

function closeLook(store: Store, writer: Writer, key: string, look: Look): void {
  writer.looks.delete(key)
  if (look.more === 0) return
  // Nobody waits for the number; that they looked stands already.
  enqueue(store, writer, look.first.tenantId, look.last, look.more).committed.catch(() => undefined)
}

function sweepLater(store: Store, writer: Writer): void {
  if (writer.sweeping || writer.looks.size === 0) return
  writer.sweeping = setTimeout(() => {
    writer.sweeping = undefined
    const now = performance.now()
    for (const [key, look] of writer.looks) if (now >= look.until) closeLook(store, writer, key, look)
    sweepLater(store, writer)
  }, SAME_LOOK_MS)
  // In Node it holds up no end of a process; elsewhere a timer is a number.
  const timer: { unref?: () => void } = writer.sweeping
  timer.unref?.()
}

function keyOf(tenantId: string, event: AuditEvent): string {
  const { actor, action, fanId, subjectId } = event
  const id = typeof actor === 'string' ? actor : actor.id
  return `${tenantId}|${id}|${action}|${purposeOf(event)}|${fanId ?? ''}|${subjectId ?? ''}`
}
