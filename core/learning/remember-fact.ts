import type { Scope } from '../../db/db.ts'
import { wasForgotten } from '../../db/forgotten-facts.ts'
import { newId } from '../../db/ids.ts'
import { allMemoriesOf, insertMemory, type Memory, updateMachineMemory } from '../../db/memories.ts'
import type { Message } from '../../db/messages.ts'
import { PAST_FRAMES } from './fact-frames.ts'
import type { Found } from './found.ts'
import { contradicts, fold, isEndedBy, isOver, isSame } from './same-fact.ts'
import { SLOT_RULES, sensitivityOf, slotOf } from './slots.ts'

const DAY_MS = 24 * 3_600_000
/** Who a memory was written by, when it was no person. */
export const MACHINE = 'machine'
/** Grows when what the rules learn changes. */
const RULES = 'rules 2'

type Said = Pick<Message, 'id' | 'fanId' | 'sentAt'>

/**
 * Remembers one fact that a machine read. What a person wrote, corrected or had forgotten is never changed, overruled or
 * learned again. Whoever calls holds the fan (`touchFan`), so that no edit comes between reading and writing.
 * @returns true when something new is known
 */
export async function rememberFact(
  scope: Scope,
  { message, found, now }: { message: Said; found: Found; now: Date },
): Promise<boolean> {
  const known = (await allMemoriesOf(scope, message.fanId)).filter((memory) => slotOf(memory.slot) === found.slot)
  if (known.some((memory) => memory.sourceMessageId === message.id && isSame(memory, found))) return false
  if (known.some((memory) => wasPutRight(memory) && isSame(memory, found))) return false
  const words = [fold(found.value), fold(found.fact)]
  if (await wasForgotten(scope, { fanId: message.fanId, slot: found.slot, words })) return false
  const active = known.filter(({ status }) => status === 'active')
  if (found.ends) return end(scope, known, { message, found, now })

  const same = active.find((memory) => !isOver(memory) && isSame(memory, found))
  if (same) return seeAgain(scope, same, found, message)

  const rivals = active.filter((memory) => contradicts(memory, found))
  // What a person wrote stands, and what was said later stands against an older message that is read again.
  if (rivals.some((memory) => memory.author !== MACHINE || memory.lastSeenAt > message.sentAt)) return false
  const id = newId()
  await insertMemory(scope, { id, fanId: message.fanId, ...rowOf(found, message, now) })
  for (const rival of rivals) {
    const validTo = since(found, message)
    await updateMachineMemory(scope, rival, { status: 'superseded', supersededBy: id, validTo, updatedAt: now })
  }
  return true
}

/** A person corrected it: only their corrections are taken back without having ended. */
const wasPutRight = ({ status, retractedAt, supersededBy }: Memory) =>
  status === 'superseded' && retractedAt !== null && supersededBy !== null

const since = (found: Found, message: Said) =>
  found.validFrom && found.validFrom < message.sentAt ? found.validFrom : message.sentAt

function rowOf(found: Found, message: Said, now: Date) {
  const { daysGood } = SLOT_RULES[found.slot]
  const sensitivity = sensitivityOf(found.slot, `${found.fact} ${found.quote}`)
  const validFrom = found.ends ? null : (found.validFrom ?? message.sentAt)
  return {
    slot: found.slot,
    fact: found.fact,
    value: found.value,
    quote: found.quote,
    sourceMessageId: message.id,
    author: MACHINE,
    extractor: found.extractor ?? RULES,
    confidence: found.confidence,
    sensitivity,
    neverForSelling: sensitivity === 'sensitive',
    validFrom,
    validTo: found.ends ? (found.validTo ?? message.sentAt) : null,
    expiresAt: daysGood === undefined || validFrom === null ? null : new Date(validFrom.getTime() + daysGood * DAY_MS),
    lastSeenAt: message.sentAt,
    recordedAt: now,
    updatedAt: now,
  }
}

/** Said again: surer, and fresher. Said in the same message again: nothing. */
async function seeAgain(scope: Scope, memory: Memory, found: Found, message: Said): Promise<boolean> {
  if (message.sentAt <= memory.lastSeenAt || memory.author !== MACHINE) return false
  await updateMachineMemory(scope, memory, {
    timesSeen: memory.timesSeen + 1,
    confidence: 1 - (1 - memory.confidence) * (1 - found.confidence / 2),
    lastSeenAt: message.sentAt,
    updatedAt: message.sentAt,
  })
  return false
}

/**
 * "I don't live there anymore": the fact stays on record, with the day it ended. What was not known before it ended is
 * remembered as past: "used to live in Dublin".
 */
async function end(
  scope: Scope,
  known: Memory[],
  { message, found, now }: { message: Said; found: Found; now: Date },
): Promise<boolean> {
  const active = known.filter(({ status }) => status === 'active')
  const meant = active.filter((memory) => isEndedBy(memory, found))
  if (meant.some(({ author }) => author !== MACHINE)) return false
  const over = meant.filter(({ lastSeenAt }) => lastSeenAt <= message.sentAt)
  for (const memory of over) {
    const validTo = found.validTo ?? message.sentAt
    await updateMachineMemory(scope, memory, { status: 'superseded', validTo, updatedAt: message.sentAt })
  }
  if (meant.length > 0) return over.length > 0
  if (found.value === '*' || !PAST_FRAMES.has(found.frame)) return false
  // On record with its end: this message is read again, or says what is known.
  if (known.some((memory) => memory.status === 'superseded' && isSame(memory, found))) return false
  const toldBefore = active.find((memory) => isOver(memory) && isSame(memory, found))
  if (toldBefore) return seeAgain(scope, toldBefore, found, message)
  await insertMemory(scope, { id: newId(), fanId: message.fanId, ...rowOf(found, message, now) })
  return true
}

/** The fan rewrote the message: what only its old words said is taken back. */
export async function retractUnsaid(scope: Scope, message: Message, found: Found[], now: Date): Promise<void> {
  for (const memory of await allMemoriesOf(scope, message.fanId)) {
    const isItsOwn = memory.sourceMessageId === message.id && memory.author === MACHINE && memory.timesSeen === 1
    if (!isItsOwn || memory.status !== 'active') continue
    if (found.some((one) => one.slot === memory.slot && isSame(memory, one))) continue
    await updateMachineMemory(scope, memory, { status: 'retracted', retractedAt: now, updatedAt: now })
  }
}
