import { describe, expect, test } from 'vitest'
import { learned, readLabelled, scoreFacts } from '../tools/facts/score-facts.ts'

/** Reached, less a little: whoever changes a rule hears of what it costs. */
const LEAST_PRECISION = 0.9
const LEAST_RECALL = 0.8
/** A slot with fewer facts than this says little. */
const ENOUGH = 8

describe.each(['en', 'fr'])('facts in labelled messages, %s', (language) => {
  const messages = readLabelled(`data/facts/${language}.jsonl`)

  test('there are enough of them, half of them for testing only', () => {
    const halves = (['tune', 'test'] as const).map((half) => messages.filter((message) => message.half === half).length)
    expect(messages.length).toBeGreaterThanOrEqual(400)
    expect(Math.min(...halves) / messages.length).toBeGreaterThan(0.4)
    expect(new Set(messages.map(({ text }) => text)).size).toBe(messages.length)
  })

  test('nine in ten of the facts that are found are so, in all and in each kind', () => {
    const part = messages.filter(({ half }) => half === 'test')
    const { slots } = scoreFacts(part, learned)
    const all = { right: 0, wrong: 0, missed: 0 }
    const poor: string[] = []
    for (const [slot, { right, wrong, missed }] of slots) {
      all.right += right
      all.wrong += wrong
      all.missed += missed
      const precision = right / (right + wrong)
      if (right + missed >= ENOUGH && precision < LEAST_PRECISION) poor.push(`${slot} ${precision.toFixed(3)}`)
    }
    expect(poor).toEqual([])
    expect(all.right / (all.right + all.wrong)).toBeGreaterThanOrEqual(LEAST_PRECISION)
    expect(all.right / (all.right + all.missed)).toBeGreaterThanOrEqual(LEAST_RECALL)
  })

  test('every fact quotes the message letter by letter', () => {
    for (const { text } of messages) {
      for (const { quote } of learned(text)) expect(text).toContain(quote)
    }
  })
})
