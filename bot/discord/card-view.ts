import { createHash } from 'node:crypto'
import type { CardState } from '../../core/approval/card-state.ts'
import type { ReviewCard } from '../../core/approval/review-card.ts'
import { splitText } from '../../core/delivery/split-text.ts'
import { say } from '../../core/words/say.ts'
import { isOpen } from '../review/card-verbs.ts'
import {
  addedWords,
  draftLabel,
  editedParts,
  fanFacts,
  knownThings,
  mediaLine,
  nameOf,
  noteLines,
  saidWords,
  stateLine,
} from '../review/card-words.ts'
import { plainText, shorten } from '../review/inert.ts'
import { cardRows } from './card-rows.ts'
import { type Component, container, separator, text } from './components.ts'
import { changesIn } from './diff.ts'
import { literal } from './markdown.ts'

/** Discord counts the text of a whole message, formatting and all. */
const LONGEST_MESSAGE = 3_900
const LONGEST_QUOTE = 1_000
const LONGEST_PART = 1_900
const LONGEST_CHANGES = 700

/** The colour at the side of a card; the state is also said in words. */
const COLOURS: Record<CardState, number> = {
  waiting: 0xe8a33d,
  editing: 0x4c8bf5,
  held: 0x8a8f98,
  'by-hand': 0xe8a33d,
  leaving: 0x3ba55d,
  sending: 0x3ba55d,
  sent: 0x3ba55d,
  unknown: 0xf0c33c,
  failed: 0xd83c3e,
  rejected: 0x4f545c,
  superseded: 0x8a8f98,
  expired: 0x8a8f98,
}

/** One message of a card. */
export interface Piece {
  components: Component[]
  hash: string
}

/**
 * Draws a card as the messages it consists of. The first line of the last one is the state, and the buttons are under it; the
 * draft is always whole. Equal cards give equal messages: no clock is read.
 * @param consoleUrl where the console is reached from outside
 */
export function cardPieces(card: ReviewCard, consoleUrl?: string): Piece[] {
  const colour = COLOURS[card.state]
  const state = `**${literal(stateLine(card))}**${freeAgain(card)}\n${fanLine(card)}`
  const quote = quoted(card)
  const draft = plainText(card.text)
  const below = notes(card)
  const rows = cardRows(card, consoleUrl)
  const locked = mediaLine(card)
  const media = locked ? `\n${literal(locked)}` : ''
  const said = [state, quote, `**${literal(draftLabel(card))}**\n${literal(draft)}${media}`, below]
  if (said.join('').length <= LONGEST_MESSAGE) {
    const [top, his, ours, under] = said.map((part) => (part ? [text(part)] : []))
    return [
      piece(container(colour, [...(top ?? []), ...(his ?? []), separator, ...(ours ?? []), ...(under ?? []), ...rows])),
    ]
  }
  const parts = splitText(draft, LONGEST_PART)
  const label = (index: number) =>
    [draftLabel(card), say(card.language, 'card.part', { number: index + 1, count: parts.length })].join(' · ')
  return [
    piece(container(colour, [text([fanLine(card), quote].filter(Boolean).join('\n'))])),
    ...parts.map((part, index) => piece(container(colour, [text(`**${literal(label(index))}**\n${literal(part)}`)]))),
    piece(
      container(colour, [
        text([state, literal(say(card.language, 'card.above')), media.trim(), below].filter(Boolean).join('\n')),
        ...rows,
      ]),
    ),
  ]
}

function piece(content: Component): Piece {
  const hash = createHash('sha256').update(JSON.stringify(content)).digest('base64url').slice(0, 12)
  return { components: [content], hash }
}

/** Discord counts down by itself. What is open in the console is renewed with every word: there no card could keep up. */
function freeAgain({ language, lease, state }: ReviewCard): string {
  if (!lease || lease.via === 'console' || (state !== 'editing' && state !== 'held')) return ''
  const seconds = Math.floor(lease.until.getTime() / 1_000)
  return ` · ${literal(say(language, 'state.free-again'))} <t:${seconds}:R>`
}

const fanLine = (card: ReviewCard) => `**${literal(nameOf(card))}** · ${literal(fanFacts(card).join(' · '))}`

/** The fan's words, quoted and harmless; what came after a draft was made stands below it. */
function quoted(card: ReviewCard): string {
  const { language } = card
  const leftOut = (count: number) => say(language, 'card.left-out', { count })
  const quote = (words: string) =>
    shorten(words, LONGEST_QUOTE, leftOut)
      .split('\n')
      .map((line) => `> ${literal(line)}`)
      .join('\n')
  const said = saidWords(card).join('\n')
  const added = addedWords(card)
  return [
    ...(said.trim() ? [quote(said)] : []),
    ...(added ? [`${literal(say(language, 'card.added', { fan: nameOf(card) }))}:`, quote(added)] : []),
  ].join('\n')
}

/** What changed, what is known, what is wrong, what was promised: for as long as somebody can still decide. */
function notes(card: ReviewCard): string {
  if (!isOpen(card)) return ''
  const known = knownThings(card)
  const changed = changesIn(editedParts(card), LONGEST_CHANGES)
  return [
    ...(changed ? [`*${say(card.language, 'card.changed')}:* ${changed}`] : []),
    ...(known.length > 0 ? [`*${say(card.language, 'card.knows')}:* ${literal(known.join(' · '))}`] : []),
    ...noteLines(card).map(literal),
  ].join('\n')
}
