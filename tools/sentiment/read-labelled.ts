import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

export type Label = 'positive' | 'negative' | 'neutral'
export interface Labelled {
  text: string
  label: Label
}

const NEGATIVE = new Set(
  'anger annoyance disappointment disapproval disgust embarrassment fear grief nervousness remorse sadness'.split(' '),
)
const OPEN = new Set('confusion curiosity realization surprise'.split(' '))

/**
 * Messages with their labels, from a file of ours (text TAB positive|negative|neutral) or one of GoEmotions' own (text TAB
 * numbers TAB id, with labels.txt beside it). GoEmotions' messages of mixed or open feeling (confusion, curiosity, realization,
 * surprise) are left out. Throws with the line number when a line is neither.
 */
export function readLabelled(file: string): Labelled[] {
  const lines = readLines(file)
  const first = lines.find(({ cells }) => cells.length > 1)
  return first && /^\d+(,\d+)*$/.test(first.cells[1] ?? '') ? goEmotions(file, lines) : own(file, lines)
}

/** Only the sign is known here: XED's French lines have no neutral ones, and were labelled through a translation. */
export function readXed(file: string): Labelled[] {
  return readLines(file).flatMap(({ cells: [text = '', numbers = ''] }) => {
    const feelings = new Set(numbers.split(',').map((number) => XED[number.trim()]))
    const [only] = feelings
    return feelings.size === 1 && only ? [{ text: text.replace(/^-\s*/, ''), label: only }] : []
  })
}

/** Joy and trust; anger, disgust, fear and sadness. Anticipation and surprise lean to no side. */
const XED: Record<string, Label> = {
  1: 'negative',
  3: 'negative',
  4: 'negative',
  5: 'positive',
  6: 'negative',
  8: 'positive',
}

interface Line {
  number: number
  cells: string[]
}

function readLines(file: string): Line[] {
  if (!existsSync(file)) throw new Error(`There is no file ${file}.`)
  return readFileSync(file, 'utf8')
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .map((line, index) => ({ number: index + 1, cells: line.split('\t') }))
    .filter(({ cells }) => cells.length > 1 || (cells[0] ?? '').trim() !== '')
}

function own(file: string, lines: Line[]): Labelled[] {
  return lines
    .filter(({ cells: [text = ''] }) => !text.startsWith('# '))
    .map(({ number, cells }) => {
      const [text = '', label = ''] = cells
      if (cells.length !== 2) throw new Error(`${file}:${number}: ${cells.length} columns; wanted: text TAB label.`)
      if (label !== 'positive' && label !== 'negative' && label !== 'neutral') {
        throw new Error(`${file}:${number}: the label is "${label}"; wanted: positive, negative or neutral.`)
      }
      if (text.trim() === '') throw new Error(`${file}:${number}: the text is empty.`)
      return { text, label }
    })
}

function goEmotions(file: string, lines: Line[]): Labelled[] {
  return sidesOf(file, lines).flatMap(({ text, sides }) => {
    const [side] = sides
    return sides.size === 1 && side && side !== 'open' ? [{ text, label: side }] : []
  })
}

/** GoEmotions' messages of one side and an open feeling beside it ("joy, surprise"): fit to learn from, not to judge by. */
export function readLeaning(file: string): Labelled[] {
  return sidesOf(file, readLines(file)).flatMap(({ text, sides }) => {
    const [side] = [...sides].filter((one) => one !== 'open')
    return sides.size === 2 && sides.has('open') && side && side !== 'neutral' ? [{ text, label: side }] : []
  })
}

function sidesOf(file: string, lines: Line[]): { text: string; sides: Set<Label | 'open'> }[] {
  const list = join(dirname(file), 'labels.txt')
  if (!existsSync(list)) throw new Error(`${file} is in GoEmotions' format and needs labels.txt beside it.`)
  const names = readFileSync(list, 'utf8').trim().split(/\s+/)
  return lines.map(({ number, cells: [text = '', numbers = ''] }) => {
    const feelings = numbers.split(',').map((position) => names[Number(position)])
    if (!/^\d+(,\d+)*$/.test(numbers) || feelings.includes(undefined)) {
      throw new Error(`${file}:${number}: "${numbers}" are no labels of ${list}.`)
    }
    return { text, sides: new Set(feelings.map((name = '') => sideOf(name))) }
  })
}

function sideOf(name: string): Label | 'open' {
  if (OPEN.has(name)) return 'open'
  return name === 'neutral' ? 'neutral' : NEGATIVE.has(name) ? 'negative' : 'positive'
}
