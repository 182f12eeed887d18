import type { ReviewCard } from '../../core/approval/review-card.ts'
import { sealOfWords, wordsOnOffer } from '../../core/approval/words-on-offer.ts'
import { say } from '../../core/words/say.ts'
import type { Menu } from '../review/act-on-card.ts'
import {
  buttonData,
  isOpen,
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
import { button, type Component, row, STYLE, select } from './components.ts'

/** What Discord takes in one row. */
const MOST_IN_ROW = 5

const LOOKS: Partial<Record<Verb, number>> = {
  send: STYLE.send,
  'send-anyway': STYLE.danger,
  arrived: STYLE.send,
  edit: STYLE.main,
}
const ASK: Record<Exclude<Menu, 'confirm' | 'media'>, { verb: Verb; options: Verb[] }> = {
  other: { verb: 'ask-other', options: ['warmer', 'shorter', 'no-question', 'no-offer'] },
  later: { verb: 'ask-later', options: ['evening', 'hour', 'until-written'] },
  reason: { verb: 'ask-reason', options: ['tone', 'wrong-fact', 'bad-moment', 'not-worth-it'] },
}

/** What stands under a card in its state: buttons, how another draft should be, and the versions there are. */
export function cardRows(card: ReviewCard): Component[] {
  const verbs = verbRows(card)
    .flat()
    .filter((verb) => verb !== 'ask-other')
  if (!isOpen(card)) return verbs.length > 0 ? [row(verbs.map((verb) => verbButton(card, verb)))] : []
  const more: Verb[] = verbs.length < 5 ? ['details'] : []
  const asksOther = verbRows(card).flat().includes('ask-other')
  return [
    row([...verbs, ...more].map((verb) => verbButton(card, verb))),
    ...(asksOther ? [menuRow(card, 'other')] : []),
    ...mediaRow(card),
    ...offerRow(card),
    ...versionRow(card),
  ]
}

/** What others left half written, for whoever goes on. */
function offerRow(card: ReviewCard): Component[] {
  const { language, draftId, version } = card
  const offers = wordsOnOffer(card)
    .slice(0, MOST_ON_OFFER)
    .map((theirs) => {
      const label = say(language, 'button.use-words', { name: theirs.name.slice(0, 30).toWellFormed() })
      return button(label, buttonData('use-words', draftId, version, sealOfWords(theirs)), STYLE.plain)
    })
  return offers.length > 0 ? [row(offers)] : []
}

/** A list to choose from, or the button that says yes all the same. */
export function menuRow(card: ReviewCard, menu: Menu): Component {
  const { language, draftId, version } = card
  if (menu === 'confirm') {
    const warning = stops(card.warnings)
      .map(({ says }) => says[language])
      .join(' ')
    const label = say(language, 'button.send-anyway', { warning })
    return row([button(label, buttonData('send-anyway', draftId, version, warningsSeal(card.warnings)), STYLE.danger)])
  }
  if (menu === 'media') {
    const offers = card.mediaOnOffer.slice(0, MOST_IN_ROW)
    return row(
      offers.map((one) =>
        button(mediaWords(language, one), buttonData('media', draftId, version, sealOfOffer(one)), STYLE.plain),
      ),
    )
  }
  const { verb, options } = ASK[menu]
  const items = options.map((option) => ({ label: say(language, VERB_WORDS[option]), value: option }))
  return row([select(buttonData(verb, draftId, version), say(language, VERB_WORDS[verb]), items)])
}

function mediaRow(card: ReviewCard): Component[] {
  const verbs = mediaVerbs(card)
  return verbs.length > 0 ? [row(verbs.map((verb) => verbButton(card, verb)))] : []
}

export function verbButton(card: ReviewCard, verb: Verb): Component {
  const words = say(card.language, verbWords(card, verb))
  return button(words, buttonData(verb, card.draftId, card.version), LOOKS[verb] ?? STYLE.plain)
}

function versionRow({ draftId, version, versions }: ReviewCard): Component[] {
  if (versions.length < 2) return []
  const place = versions.indexOf(version)
  const to = (step: number, sign: string) => {
    const wanted = versions.at((place + step) % versions.length) ?? version
    // The seal only keeps two buttons apart that lead to the same version.
    return button(sign, buttonData('version', draftId, wanted, step < 0 ? 'back' : 'on'), STYLE.plain)
  }
  return [row([to(-1, '◀'), to(1, `${place + 1}/${versions.length} ▶`)])]
}

/** What a pick from a list means. */
export const isPick = (value: string): value is Verb =>
  Object.values(ASK).some(({ options }) => (options as string[]).includes(value))
