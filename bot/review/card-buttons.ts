import type { ReviewCard } from '../../core/approval/review-card.ts'
import { sealOfWords, wordsOnOffer } from '../../core/approval/words-on-offer.ts'
import { say } from '../../core/words/say.ts'
import type { Menu } from './act-on-card.ts'
import {
  buttonData,
  MOST_ON_OFFER,
  mediaVerbs,
  sealOfOffer,
  sealOfQuestion,
  stops,
  type Verb,
  verbRows,
  verbWords,
  warningsSeal,
} from './card-verbs.ts'
import { mediaWords } from './card-words.ts'

const LONGEST_WARNING = 90
const LONGEST_NAME = 30

/** A button as every desk has it: what it says, and what comes back with a tap. A desk adds where it stands and how it looks. */
export interface CardButton {
  verb: Verb
  words: string
  data: string
}

/** The menus that are a choice of words, row by row. */
export const MENUS: Record<Exclude<Menu, 'confirm' | 'media'>, { opens: Verb; options: Verb[][] }> = {
  other: {
    opens: 'ask-other',
    options: [
      ['warmer', 'shorter'],
      ['no-question', 'no-offer'],
    ],
  },
  later: { opens: 'ask-later', options: [['evening'], ['hour', 'until-written']] },
  reason: {
    opens: 'ask-reason',
    options: [
      ['tone', 'wrong-fact'],
      ['bad-moment', 'not-worth-it'],
    ],
  },
}

export function verbButton(card: ReviewCard, verb: Verb): CardButton {
  const words = say(card.language, verbWords(card, verb))
  return { verb, words, data: buttonData(verb, card.draftId, card.version, sealOf(card, verb)) }
}

/** What an answer to "did it arrive?" is sealed with. */
const sealOf = (card: ReviewCard, verb: Verb) =>
  verb === 'arrived' || verb === 'again' || verb === 'leave' ? sealOfQuestion(card) : ''

/** The card's own buttons in its state, row by row. */
export const stateButtons = (card: ReviewCard): CardButton[][] =>
  verbRows(card).map((row) => row.map((verb) => verbButton(card, verb)))

/** What others left half written, for whoever goes on. */
export function offerButtons(card: ReviewCard): CardButton[] {
  return wordsOnOffer(card)
    .slice(0, MOST_ON_OFFER)
    .map((theirs) => ({
      verb: 'use-words',
      words: say(card.language, 'button.use-words', { name: theirs.name.slice(0, LONGEST_NAME).toWellFormed() }),
      data: buttonData('use-words', card.draftId, card.version, sealOfWords(theirs)),
    }))
}

/** What can be done about media, or the menu of them. */
export const mediaButtons = (card: ReviewCard): CardButton[] => mediaVerbs(card).map((verb) => verbButton(card, verb))

/** The offers with media that could go with the words. @param most what the desk has room for */
export function mediaMenu({ language, draftId, version, mediaOnOffer }: ReviewCard, most: number): CardButton[] {
  return mediaOnOffer.slice(0, most).map((one) => ({
    verb: 'media',
    words: mediaWords(language, one),
    data: buttonData('media', draftId, version, sealOfOffer(one)),
  }))
}

/** The second yes, which names what it overrules. */
export function sendAnywayButton({ language, draftId, version, warnings }: ReviewCard): CardButton {
  const named = stops(warnings)
    .map(({ says }) => says[language])
    .join(' ')
  const warning = named.length > LONGEST_WARNING ? `${named.slice(0, LONGEST_WARNING - 1).toWellFormed()}…` : named
  return {
    verb: 'send-anyway',
    words: say(language, 'button.send-anyway', { warning }),
    data: buttonData('send-anyway', draftId, version, warningsSeal(warnings)),
  }
}

export interface VersionSteps {
  back: string
  here: string
  on: string
  /** Such as "2/3". */
  place: string
}

/** The way to the version before and to the next one, round and round; undefined while there is only one. */
export function versionSteps({ draftId, version, versions }: ReviewCard): VersionSteps | undefined {
  if (versions.length < 2) return undefined
  const index = versions.indexOf(version)
  // The seal only keeps two buttons apart that lead to the same version.
  const to = (step: number, seal: string) =>
    buttonData('version', draftId, versions.at((index + step) % versions.length) ?? version, seal)
  return { back: to(-1, 'back'), here: to(0, ''), on: to(1, 'on'), place: `${index + 1}/${versions.length}` }
}
