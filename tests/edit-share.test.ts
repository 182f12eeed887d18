import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { editShare } from '../core/approval/edit-share.ts'

const text = fc
  .array(fc.constantFrom('hey', 'you', 'miss', 'Bruno', 'tonight', '❤️', ' ', '\n', '?', 'élan'), { maxLength: 30 })
  .map((words) => words.join(' '))

describe('how much of a draft a person changed', () => {
  test('is a share, whatever was written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (drafted, sent) => {
        const share = editShare(drafted, sent)
        expect(share).toBeGreaterThanOrEqual(0)
        expect(share).toBeLessThanOrEqual(1)
      }),
    )
  })

  test('is nothing when it was sent as drafted, and only then', () => {
    fc.assert(
      fc.property(text, text, (drafted, sent) => {
        expect(editShare(drafted, drafted)).toBe(0)
        expect(editShare(drafted, sent) === 0).toBe(drafted === sent)
      }),
    )
  })

  test('is all when nothing of it is left', () => {
    expect(editShare('good morning love', 'xyz')).toBe(1)
    expect(editShare('', 'a reply of my own')).toBe(1)
    expect(editShare('something', '')).toBe(1)
  })

  test('grows with every word that is taken away', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.stringMatching(/^[a-z]{3,8}$/), { minLength: 4, maxLength: 12 }), (words) => {
        const shares = words.map((_, kept) => editShare(words.join(' '), words.slice(0, words.length - kept).join(' ')))
        expect(shares).toEqual(shares.toSorted((a, b) => a - b))
      }),
    )
  })
})
