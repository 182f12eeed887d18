import type { InlineKeyboardButton, InlineKeyboardMarkup } from '@grammyjs/types'
import type { ReviewCard } from '../../core/approval/review-card.ts'
import { sealOfWords, wordsOnOffer } from '../../core/approval/words-on-offer.ts'
import { say } from '../../core/words/say.ts'
import type { Menu } from '../review/act-on-card.ts'
import {
  buttonData,
  isOpen,
  MOST_MEDIA,
  MOST_ON_OFFER,
  mediaVerbs,
  sealOfOffer,
  stops,
  VERB_WORDS,
  type Verb,
  verbRows,
  verbWords,
  warningsSeal,
} from '../review/card-verbs.ts'
import { mediaWords } from '../review/card-words.ts'

const MENUS: Record<Exclude<Menu, 'confirm' | 'media'>, Verb[][]> = {
  other: [['warmer', 'shorter'], ['no-question', 'no-offer'], ['back']],
  later: [['evening'], ['hour', 'until-written'], ['back']],
  reason: [['tone', 'wrong-fact'], ['bad-moment', 'not-worth-it'], ['back']],
}

/** The buttons a card has in its state, or those of an opened menu. */
export function cardButtons(card: ReviewCard, menu?: Menu): InlineKeyboardMarkup {
  const button = (verb: Verb, text?: string, version = card.version, seal = ''): InlineKeyboardButton => ({
    text: text ?? say(card.language, VERB_WORDS[verb]),
    callback_data: buttonData(verb, card.draftId, version, seal),
  })
  if (menu === 'confirm') {
    const warnings = stops(card.warnings)
    const named = warnings.map(({ says }) => says[card.language]).join(' ')
    const text = say(card.language, 'button.send-anyway', {
      warning: named.length > 90 ? `${named.slice(0, 89).toWellFormed()}…` : named,
    })
    return {
      inline_keyboard: [[button('send-anyway', text, card.version, warningsSeal(card.warnings))], [button('back')]],
    }
  }
  if (menu === 'media') {
    const offers = card.mediaOnOffer.slice(0, MOST_MEDIA)
    return {
      inline_keyboard: [
        ...offers.map((one) => [button('media', mediaWords(card.language, one), card.version, sealOfOffer(one))]),
        [button('back')],
      ],
    }
  }
  if (menu) return { inline_keyboard: MENUS[menu].map((row) => row.map((verb) => button(verb))) }
  const rows: InlineKeyboardButton[][] = verbRows(card).map((row) =>
    row.map((verb) => button(verb, say(card.language, verbWords(card, verb)))),
  )
  if (isOpen(card)) {
    for (const theirs of wordsOnOffer(card).slice(0, MOST_ON_OFFER)) {
      const text = say(card.language, 'button.use-words', { name: theirs.name.slice(0, 30).toWellFormed() })
      rows.push([button('use-words', text, card.version, sealOfWords(theirs))])
    }
  }
  for (const verb of mediaVerbs(card)) rows.push([button(verb)])
  const place = card.versions.indexOf(card.version)
  if (isOpen(card) && card.versions.length > 1) {
    const to = (index: number, sign: string) => {
      const version = card.versions.at(index % card.versions.length)
      return button('version', sign, version)
    }
    rows.push([
      to(place - 1, '◀'),
      to(place + card.versions.length, `${place + 1}/${card.versions.length}`),
      to(place + 1, '▶'),
    ])
  }
  return { inline_keyboard: rows }
}
