import type { ReviewCard } from '../../core/approval/review-card.ts'
import { say } from '../../core/words/say.ts'
import type { Menu } from '../review/act-on-card.ts'
import {
  type CardButton,
  MENUS,
  mediaButtons,
  mediaMenu,
  offerButtons,
  sendAnywayButton,
  stateButtons,
  verbButton,
  versionSteps,
} from '../review/card-buttons.ts'
import { isOpen, type Verb } from '../review/card-verbs.ts'
import { button, type Component, link, row, STYLE, select } from './components.ts'

/** What Discord takes in one row. */
const MOST_IN_ROW = 5

const LOOKS: Partial<Record<Verb, number>> = {
  send: STYLE.send,
  'send-anyway': STYLE.danger,
  arrived: STYLE.send,
  edit: STYLE.main,
}

/**
 * What stands under a card in its state: buttons, how another draft should be, the versions there are, and the way to it in the
 * console, for as long as there is something to do.
 */
export function cardRows(card: ReviewCard, consoleUrl?: string): Component[] {
  const all = stateButtons(card).flat()
  const verbs = all.filter(({ verb }) => verb !== 'ask-other')
  const toConsole = consoleUrl ? [link(say(card.language, 'card.console'), conversationUrl(card, consoleUrl))] : []
  if (!isOpen(card)) return verbs.length > 0 ? [row([...verbs.map(look), ...toConsole].slice(0, MOST_IN_ROW))] : []
  const more = verbs.length < MOST_IN_ROW ? [verbButton(card, 'details')] : []
  return [
    ...rowOf([...verbs, ...more]),
    ...(all.length > verbs.length ? [menuRow(card, 'other')] : []),
    ...rowOf(mediaButtons(card)),
    ...rowOf(offerButtons(card)),
    ...lastRow([...versionButtons(card), ...toConsole]),
  ]
}

/** A list to choose from, or the button that says yes all the same. */
export function menuRow(card: ReviewCard, menu: Menu): Component {
  if (menu === 'confirm') return row([look(sendAnywayButton(card))])
  if (menu === 'media') return row(mediaMenu(card, MOST_IN_ROW).map(look))
  const { opens, options } = MENUS[menu]
  const { words, data } = verbButton(card, opens)
  const items = options.flat().map((verb) => ({ label: verbButton(card, verb).words, value: verb }))
  return row([select(data, words, items)])
}

/** A button with Discord's looks. */
export const look = ({ verb, words, data }: CardButton): Component => button(words, data, LOOKS[verb] ?? STYLE.plain)

const rowOf = (buttons: CardButton[]): Component[] => (buttons.length > 0 ? [row(buttons.map(look))] : [])

const lastRow = (buttons: Component[]): Component[] => (buttons.length > 0 ? [row(buttons)] : [])

function versionButtons(card: ReviewCard): Component[] {
  const steps = versionSteps(card)
  if (!steps) return []
  return [button('◀', steps.back, STYLE.plain), button(`${steps.place} ▶`, steps.on, STYLE.plain)]
}

const conversationUrl = ({ conversationId }: ReviewCard, consoleUrl: string) =>
  new URL(`/conversations/${conversationId}`, consoleUrl).href

/** What a pick from a list means. */
export const isPick = (value: string): value is Verb =>
  Object.values(MENUS).some(({ options }) => (options.flat() as string[]).includes(value))
