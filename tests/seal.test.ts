import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type DataKey, open, openJson, type Place, seal, sealJson } from '../db/seal.ts'
import { createVault } from '../db/vault.ts'
import { MASTER_KEY } from './support/database.ts'

const { key: mia, wrapped } = createVault(MASTER_KEY).newFanKey('tenant-nova', 'fan-mia')
const place: Place = { column: 'messages.body', row: 'row-1' }
/** Every code point there is, NUL and noncharacters included. */
const text = fc.string({ unit: 'binary', maxLength: 300 })

describe('a sealed text', () => {
  test('opens to what it was, over all of Unicode', () => {
    fc.assert(
      fc.property(text, (plain) => {
        expect(open(mia, place, seal(mia, place, plain))).toBe(plain)
      }),
      { numRuns: 500 },
    )
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(openJson(mia, place, sealJson(mia, place, value))).toEqual(JSON.parse(JSON.stringify(value)))
      }),
    )
  })

  test('does not open when any bit of it was changed, or any byte is missing', () => {
    fc.assert(
      fc.property(text, fc.nat(), fc.integer({ min: 0, max: 7 }), (plain, at, bit) => {
        const sealed = seal(mia, place, plain)
        const position = at % sealed.length
        const changed = Buffer.from(sealed)
        changed[position] = (sealed[position] ?? 0) ^ (1 << bit)
        expect(() => open(mia, place, changed)).toThrow()
        expect(() => open(mia, place, sealed.subarray(0, position))).toThrow()
        expect(() => open(mia, place, sealed.subarray(position + 1))).toThrow()
      }),
      { numRuns: 500 },
    )
  })

  test('does not open in another row, column, fan or tenant, even with the same key', () => {
    const other = fc.string({ minLength: 1, maxLength: 20 })
    fc.assert(
      fc.property(text, other, (plain, name) => {
        const sealed = seal(mia, place, plain)
        const elsewhere: [DataKey, Place][] = [
          [mia, { ...place, row: `${place.row}${name}` }],
          [mia, { ...place, column: `messages.${name}` }],
          [{ ...mia, fanId: `${mia.fanId}${name}` }, place],
          [{ ...mia, tenantId: `${mia.tenantId}${name}` }, place],
        ]
        for (const [key, at] of elsewhere) expect(() => open(key, at, sealed)).toThrow()
      }),
    )
  })

  test('never looks the same twice, and holds none of its words', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z ]{8,60}$/), (plain) => {
        const sealed = seal(mia, place, plain)
        expect(sealed.equals(seal(mia, place, plain))).toBe(false)
        expect(sealed.includes(plain)).toBe(false)
      }),
    )
  })
})

describe('a key of a fan', () => {
  test('unwraps for that fan, with that master key, unchanged, and for nobody else', () => {
    const vault = createVault(MASTER_KEY)
    expect(vault.unwrapFanKey('tenant-nova', 'fan-mia', wrapped).bytes.equals(mia.bytes)).toBe(true)
    expect(() => vault.unwrapFanKey('tenant-nova', 'fan-leo', wrapped)).toThrow()
    expect(() => vault.unwrapFanKey('tenant-other', 'fan-mia', wrapped)).toThrow()
    expect(() => createVault(Buffer.alloc(32, 9)).unwrapFanKey('tenant-nova', 'fan-mia', wrapped)).toThrow()
    fc.assert(
      fc.property(fc.nat(wrapped.length - 1), fc.integer({ min: 0, max: 7 }), (at, bit) => {
        const changed = Buffer.from(wrapped)
        changed[at] = (wrapped[at] ?? 0) ^ (1 << bit)
        expect(() => vault.unwrapFanKey('tenant-nova', 'fan-mia', changed)).toThrow()
      }),
    )
  })
})
