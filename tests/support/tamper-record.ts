import { randomBytes } from 'node:crypto'
import type { RecordSource } from '../../core/audit/verify-record.ts'
import type { StoredEntry, StoredLink } from '../../db/audit-links.ts'
import { newId } from '../../db/ids.ts'

/** A whole record as it stands in the database, with what was kept outside. */
export interface StoredRecord {
  entries: StoredEntry[]
  links: StoredLink[]
  checkpoints: string[]
}

/** What somebody who can do anything to the database and to the file, and has no key, may try. */
export const TAMPERINGS: Record<string, (record: StoredRecord, random: () => number) => void> = {
  'edit a column of an entry': ({ entries }, random) => {
    edit(pick(entries, random), random)
  },
  'move an entry to another number': ({ entries }, random) => {
    const entry = pick(entries, random)
    entry.seq = Math.max(...entries.map(({ seq }) => seq)) + 1 + Math.floor(random() * 5)
    entries.sort((a, b) => a.seq - b.seq)
  },
  'delete an entry': ({ entries }, random) => {
    entries.splice(Math.floor(random() * entries.length), 1)
  },
  'insert a forged entry': ({ entries }, random) => {
    const copied = pick(entries, random)
    const mac = random() < 0.5 ? randomBytes(16) : random() < 0.5 ? copied.mac : null
    entries.push({ ...copied, id: newId(), actor: 'user:nobody', seq: freeSeq(entries, random), mac })
    entries.sort((a, b) => a.seq - b.seq)
  },
  'swap two entries': ({ entries }, random) => {
    const one = pick(entries, random)
    const other = pick(
      entries.filter((entry) => entry !== one),
      random,
    )
    ;[one.seq, other.seq] = [other.seq, one.seq]
    entries.sort((a, b) => a.seq - b.seq)
  },
  'replay an old entry': ({ entries }, random) => {
    entries.push({ ...pick(entries, random), seq: freeSeq(entries, random) })
    entries.sort((a, b) => a.seq - b.seq)
  },
  'cut off the end, entries and links': ({ entries, links }, random) => {
    const cut = 1 + Math.floor(random() * (links.length - 1))
    const gone = links.splice(links.length - cut, cut)
    const from = Number(/^\d+/.exec(gone[0]?.covers ?? '')?.[0])
    entries.splice(entries.findIndex(({ seq }) => seq >= from))
  },
  'cut off the links at the end': ({ links }, random) => {
    const cut = 1 + Math.floor(random() * (links.length - 1))
    links.splice(links.length - cut, cut)
  },
  'edit a column of a link': ({ links }, random) => {
    editLink(pick(links, random), random)
  },
  'delete a link': ({ links }, random) => {
    links.splice(Math.floor(random() * links.length), 1)
  },
  'swap two links': ({ links }, random) => {
    const one = pick(links, random)
    const other = pick(
      links.filter((link) => link !== one),
      random,
    )
    ;[one.number, other.number] = [other.number, one.number]
    links.sort((a, b) => a.number - b.number)
  },
  'empty the record': ({ entries, links }) => {
    entries.splice(0)
    links.splice(0)
  },
  'say that the beginning was dropped for its age': ({ entries, links }, random) => {
    const upTo = 1 + Math.floor(random() * (links.length - 2))
    const last = links.at(-1) as StoredLink
    const gone = links.splice(0, upTo)
    const to = Number(/\d+$/.exec(gone.at(-1)?.covers ?? '')?.[0])
    entries.splice(
      0,
      entries.findIndex(({ seq }) => seq > to),
    )
    const digest = gone.at(-1)?.hash ?? randomBytes(32)
    const covers = upTo === 1 ? '1' : `1-${upTo}`
    links.push({ ...last, number: last.number + 1, kind: 'drop', covers, entries: 0, digest, hash: randomBytes(32) })
  },
  'edit a checkpoint': ({ checkpoints }, random) => {
    const index = Math.floor(random() * checkpoints.length)
    const line = checkpoints[index] ?? ''
    const place = Math.floor(random() * line.length)
    const other = line[place] === '7' ? '8' : '7'
    checkpoints[index] = `${line.slice(0, place)}${other}${line.slice(place + 1)}`
  },
}

function edit(entry: StoredEntry, random: () => number): void {
  const column = pick(
    ['id', 'tenantId', 'actor', 'action', 'purpose', 'fanHash', 'subjectId', 'requestId', 'count', 'happenedAt', 'mac'],
    random,
  )
  if (column === 'id') entry.id = newId()
  else if (column === 'count') entry.count += 1 + Math.floor(random() * 3)
  else if (column === 'happenedAt')
    entry.happenedAt = new Date(entry.happenedAt.getTime() + 1 + Math.floor(random() * 9))
  else if (column === 'mac') entry.mac = random() < 0.3 ? null : flipped(entry.mac ?? randomBytes(16), random)
  else if (column === 'fanHash' || column === 'subjectId' || column === 'requestId') {
    entry[column] = entry[column] === null || random() < 0.7 ? `${entry[column] ?? ''}x` : null
  } else entry[column as 'actor'] = `${entry[column as 'actor']}x`
}

function editLink(link: StoredLink, random: () => number): void {
  const column = pick(['kind', 'covers', 'through', 'awaited', 'entries', 'digest', 'hash', 'linkedAt'], random)
  if (column === 'kind') link.kind = 'other'
  else if (column === 'covers') link.covers = `${link.covers} 900000`
  else if (column === 'through') link.through += 1
  else if (column === 'awaited') link.awaited = '5@9999999999999'
  else if (column === 'entries') link.entries += 1
  else if (column === 'digest') link.digest = flipped(link.digest, random)
  else if (column === 'hash') link.hash = flipped(link.hash, random)
  else link.linkedAt = new Date(link.linkedAt.getTime() - 1)
}

/** A number between others that is free, or one after the last. */
function freeSeq(entries: StoredEntry[], random: () => number): number {
  const taken = new Set(entries.map(({ seq }) => seq))
  const highest = Math.max(...taken)
  const free = Array.from({ length: highest + 3 }, (_, index) => index + 1).filter((seq) => !taken.has(seq))
  return pick(free, random)
}

function flipped(bytes: Buffer, random: () => number): Buffer {
  const copy = Buffer.from(bytes)
  const place = Math.floor(random() * copy.length)
  copy[place] = (copy[place] ?? 0) ^ (1 << Math.floor(random() * 8))
  return copy
}

function pick<T>(list: T[], random: () => number): T {
  return list[Math.floor(random() * list.length)] as T
}

export function copyOf({ entries, links, checkpoints }: StoredRecord): StoredRecord {
  return {
    entries: entries.map((entry) => ({ ...entry })),
    links: links.map((link) => ({ ...link })),
    checkpoints: [...checkpoints],
  }
}

/** A record in memory, read as the database reads it. */
export function inMemory({ entries, links }: StoredRecord): RecordSource {
  return {
    linksAfter: async (number, limit) => links.filter((link) => link.number > number).slice(0, limit),
    newestDrop: async () => links.findLast(({ kind }) => kind === 'drop'),
    entriesIn: async (ranges, limit = entries.length) =>
      entries.filter(({ seq }) => ranges.some(([from, to]) => seq >= from && seq <= to)).slice(0, limit),
    repeatedEntry: async () => {
      const seen = new Set<string>()
      return entries.find(({ id }) => seen.size === seen.add(id).size)?.seq
    },
  }
}
