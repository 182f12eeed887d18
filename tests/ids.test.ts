import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { growFrom, newId, timeIdsBy } from '../db/ids.ts'

afterAll(() => timeIdsBy(() => new Date()))

describe('ids', () => {
  test('each sorts after the one before it, whatever is done to the clock', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -60_000, max: 60_000 }), { maxLength: 50 }), (jumps) => {
        const made = jumps.flatMap((jump) => {
          timeIdsBy(() => new Date(Date.now() + jump))
          return [newId(), newId()]
        })
        expect(made).toEqual(made.toSorted())
        expect(new Set(made).size).toBe(made.length)
      }),
    )
  })

  test('carry the time of the clock that was given, so that those of two processes fit together', () => {
    const at = Date.now() + 120_000
    timeIdsBy(() => new Date(at))
    expect(Number.parseInt(newId().replaceAll('-', '').slice(0, 12), 16)).toBe(at)
  })

  test('go on after what is stored, although the clock was put back while nothing ran', () => {
    const stored = newId(new Date(Date.now() + 180_000))
    growFrom(stored)
    timeIdsBy(() => new Date())
    expect(newId() > stored).toBe(true)
  })
})
