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
import { escapeHtml, shownLength } from './html.ts'

/** What Telegram takes in one message, in UTF-16 units as shown. */
const LONGEST_MESSAGE = 4_096
const LONGEST_QUOTE = 1_400
const LONGEST_CHANGES = 900

/**
 * Draws a card as the messages it consists of, in Telegram's HTML. The first line of the last one is the state, and the buttons
 * belong under it; the draft is always whole. Equal cards give equal messages: no clock is read.
 */
export function cardText(card: ReviewCard): string[] {
  const state = `<b>${escapeHtml(stateLine(card))}</b>`
  const above = [fanLine(card), quoted(card)].filter(Boolean).join('\n')
  const below = notes(card)
  const draft = plainText(card.text)
  const media = escapeHtml(mediaLine(card) ?? '')
  const whole = [state, above, `\n<b>${escapeHtml(draftLabel(card))}</b>`, escapeHtml(draft), media, below]
    .filter(Boolean)
    .join('\n')
  if (shownLength(whole) <= LONGEST_MESSAGE) return [whole]

  const parts = splitText(draft, LONGEST_MESSAGE - 100)
  const label = (index: number) => {
    const part =
      parts.length > 1 ? ` · ${say(card.language, 'card.part', { number: index + 1, count: parts.length })}` : ''
    return `<b>${escapeHtml(`${draftLabel(card)}${part}`)}</b>`
  }
  return [
    above,
    ...parts.map((part, index) => `${label(index)}\n${escapeHtml(part)}`),
    [state, fanLine(card), escapeHtml(say(card.language, 'card.above')), media, below].filter(Boolean).join('\n'),
  ]
}

/** Who this is, in one line. */
const fanLine = (card: ReviewCard) => `<b>${escapeHtml(nameOf(card))}</b> · ${escapeHtml(fanFacts(card).join(' · '))}`

/** The fan's words, quoted and harmless; what came after a draft was made stands below it. */
function quoted(card: ReviewCard): string {
  const { language } = card
  const leftOut = (count: number) => say(language, 'card.left-out', { count })
  const said = saidWords(card)
  const quote = (text: string) => `<blockquote>${escapeHtml(shorten(text, LONGEST_QUOTE, leftOut))}</blockquote>`
  const added = addedWords(card)
  return [
    ...(said.join('').trim() ? [quote(said.join('\n'))] : []),
    ...(added ? [`${escapeHtml(say(language, 'card.added', { fan: nameOf(card) }))}:`, quote(added)] : []),
  ].join('\n')
}

/** What changed, what is known, what is wrong, what was promised: for as long as somebody can still decide. */
function notes(card: ReviewCard): string {
  if (!isOpen(card)) return ''
  const known = knownThings(card)
  const knows = known.length > 0 ? `\n<i>${say(card.language, 'card.knows')}:</i> ${escapeHtml(known.join(' · '))}` : ''
  return [changes(card), knows, ...noteLines(card).map(escapeHtml)].filter(Boolean).join('\n')
}

function changes(card: ReviewCard): string {
  const html = editedParts(card)
    .map(({ value, added, removed }) => {
      const words = escapeHtml(value)
      return added ? `<u>${words}</u>` : removed ? `<s>${words}</s>` : words
    })
    .join('')
  if (html === '' || shownLength(html) > LONGEST_CHANGES) return ''
  return `\n<i>${say(card.language, 'card.changed')}:</i> ${html}`
}
