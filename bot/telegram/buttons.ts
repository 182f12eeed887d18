import type { InlineKeyboardButton, InlineKeyboardMarkup } from '@grammyjs/types'
import type { ReviewCard } from '../../core/approval/review-card.ts'
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
import { isOpen, MOST_MEDIA } from '../review/card-verbs.ts'

/** The buttons a card has in its state, or those of an opened menu. */
export function cardButtons(card: ReviewCard, menu?: Menu): InlineKeyboardMarkup {
  const rows = menu ? [...menuRows(card, menu), [verbButton(card, 'back')]] : stateRows(card)
  return { inline_keyboard: [...rows.map((row) => row.map(inline)), ...(menu ? [] : versionRow(card))] }
}

const inline = ({ words, data }: CardButton): InlineKeyboardButton => ({ text: words, callback_data: data })

function menuRows(card: ReviewCard, menu: Menu): CardButton[][] {
  if (menu === 'confirm') return [[sendAnywayButton(card)]]
  if (menu === 'media') return mediaMenu(card, MOST_MEDIA).map((one) => [one])
  return MENUS[menu].options.map((row) => row.map((verb) => verbButton(card, verb)))
}

function stateRows(card: ReviewCard): CardButton[][] {
  const offers = isOpen(card) ? offerButtons(card) : []
  return [...stateButtons(card), ...[...offers, ...mediaButtons(card)].map((one) => [one])]
}

function versionRow(card: ReviewCard): InlineKeyboardButton[][] {
  const steps = isOpen(card) ? versionSteps(card) : undefined
  if (!steps) return []
  const { back, on, place, here } = steps
  return [
    [
      { text: '◀', callback_data: back },
      { text: place, callback_data: here },
      { text: '▶', callback_data: on },
    ],
  ]
}
