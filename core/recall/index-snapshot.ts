import type { FanIndex } from './fan-index.ts'

/** Changes with the layout and with the way words become terms: an older snapshot is made anew. */
const FORMAT = 0x53520002
const HEADER_BYTES = 24

/** An index as bytes. */
export function writeSnapshot(index: FanIndex): Uint8Array {
  const { count, ids, at, sitting, traits, starts, terms } = index
  const termCount = starts[count] ?? 0
  const header = Buffer.alloc(HEADER_BYTES)
  header.writeUInt32LE(FORMAT, 0)
  header.writeUInt32LE(count, 4)
  header.writeUInt32LE(termCount, 8)
  header.writeDoubleLE(index.through, 16)
  return Buffer.concat([
    header,
    ids.subarray(0, count * 16),
    bytes(at.subarray(0, count)),
    bytes(sitting.subarray(0, count)),
    bytes(starts.subarray(0, count + 1)),
    bytes(terms.subarray(0, termCount)),
    bytes(traits.subarray(0, count)),
  ])
}

/** Undefined when the bytes are no snapshot of this format. */
export function readSnapshot(snapshot: Uint8Array): FanIndex | undefined {
  const buffer = Buffer.from(snapshot.buffer, snapshot.byteOffset, snapshot.byteLength)
  if (buffer.length < HEADER_BYTES || buffer.readUInt32LE(0) !== FORMAT) return undefined
  const count = buffer.readUInt32LE(4)
  const termCount = buffer.readUInt32LE(8)
  if (buffer.length !== HEADER_BYTES + count * 26 + (count + 1) * 4 + termCount * 4) return undefined
  let from = HEADER_BYTES
  const take = (length: number) => {
    const part = Uint8Array.prototype.slice.call(buffer, from, from + length)
    from += length
    return part
  }
  const numbers = (length: number) => new Uint32Array(take(length * 4).buffer)
  const ids = take(count * 16)
  const [at, sitting, starts, terms] = [numbers(count), numbers(count), numbers(count + 1), numbers(termCount)]
  return {
    count,
    ids,
    at,
    sitting,
    starts,
    terms,
    traits: new Uint16Array(take(count * 2).buffer),
    through: buffer.readDoubleLE(16),
  }
}

const bytes = (numbers: Uint16Array | Uint32Array) =>
  Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength)
