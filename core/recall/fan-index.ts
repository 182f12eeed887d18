import { TRAITS, traitsOf } from './message-traits.ts'
import { type Language, languageOf, termsOf } from './terms.ts'

/** Silence of so long begins a new sitting; neighbours are looked for within one. */
const SITTING_GAP_MS = 3 * 3_600_000

/**
 * All messages of one fan, ready to be searched, in typed arrays: some 60 bytes a message. It holds hashes of words and no
 * words. Messages are only ever added at the end; when one was changed or removed, it is made anew.
 */
export interface FanIndex {
  count: number
  /** 16 bytes each. */
  ids: Uint8Array
  /** When it was said, in seconds since 1970. */
  at: Uint32Array
  sitting: Uint32Array
  /** What can be seen of it: see `TRAITS`. */
  traits: Uint16Array
  /** Where the terms of each message begin; one more than there are messages. */
  starts: Uint32Array
  terms: Uint32Array
  /** Up to when messages were read, by our clock, in milliseconds. */
  through: number
}

export interface IndexedMessage {
  id: string
  direction: 'inbound' | 'outbound'
  body: string
  sentAt: Date
  createdAt: Date
}

export function emptyIndex(): FanIndex {
  return {
    count: 0,
    ids: new Uint8Array(0),
    at: new Uint32Array(0),
    sitting: new Uint32Array(0),
    traits: new Uint16Array(0),
    starts: new Uint32Array(1),
    terms: new Uint32Array(0),
    through: 0,
  }
}

/** What the index weighs, in bytes, with the list that its second search makes of its terms: `who-says-what.ts`. */
export function sizeOf({ ids, at, sitting, traits, starts, terms }: FanIndex): number {
  return [ids, at, sitting, traits, starts, terms, terms].reduce((sum, array) => sum + array.byteLength, 200)
}

/** Adds messages, oldest first, to the end of the index. */
export function addMessages(index: FanIndex, messages: IndexedMessage[], language: Language): void {
  for (const message of messages) {
    const terms = termsOf(message.body, languageOf(message.body, language))
    const doc = index.count
    const start = index.starts[doc] ?? 0
    makeRoom(index, doc + 1, start + terms.length)
    index.ids.set(bytesOf(message.id), doc * 16)
    const at = Math.floor(message.sentAt.getTime() / 1_000)
    index.at[doc] = at
    index.sitting[doc] = sittingOf(index, doc, at)
    index.traits[doc] = traitsIn(index, doc, message)
    for (const [offset, term] of terms.entries()) index.terms[start + offset] = term.hash
    index.starts[doc + 1] = start + terms.length
    index.count = doc + 1
    index.through = Math.max(index.through, message.createdAt.getTime())
  }
}

/** The message's id as it is in the database. */
export function idAt({ ids }: FanIndex, doc: number): string {
  const hex = Buffer.from(ids.buffer, ids.byteOffset + doc * 16, 16).toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

function bytesOf(id: string): Uint8Array {
  return Buffer.from(id.replaceAll('-', ''), 'hex')
}

function sittingOf(index: FanIndex, doc: number, at: number): number {
  if (doc === 0) return 0
  const isNew = Math.abs(at - (index.at[doc - 1] ?? 0)) * 1_000 > SITTING_GAP_MS
  return (index.sitting[doc - 1] ?? 0) + (isNew ? 1 : 0)
}

function traitsIn(index: FanIndex, doc: number, { body, direction }: IndexedMessage): number {
  const before = doc > 0 && index.sitting[doc - 1] === index.sitting[doc] ? (index.traits[doc - 1] ?? 0) : 0
  const isOutbound = direction === 'outbound'
  const isAnswer = (before & TRAITS.asks) !== 0 && ((before & TRAITS.outbound) !== 0) !== isOutbound
  return (isOutbound ? TRAITS.outbound : 0) | (isAnswer ? TRAITS.answers : 0) | traitsOf(body.slice(0, 2_000))
}

function makeRoom(index: FanIndex, docs: number, terms: number): void {
  if (docs > index.at.length) {
    const room = Math.max(16, Math.ceil(docs * 1.25))
    index.ids = grown(index.ids, new Uint8Array(room * 16))
    index.at = grown(index.at, new Uint32Array(room))
    index.sitting = grown(index.sitting, new Uint32Array(room))
    index.traits = grown(index.traits, new Uint16Array(room))
    index.starts = grown(index.starts, new Uint32Array(room + 1))
  }
  if (terms > index.terms.length) {
    index.terms = grown(index.terms, new Uint32Array(Math.max(128, Math.ceil(terms * 1.25))))
  }
}

function grown<T extends Uint8Array | Uint16Array | Uint32Array>(old: T, next: T): T {
  next.set(old.subarray(0, next.length))
  return next
}
