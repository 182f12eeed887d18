import { createHash } from 'node:crypto'
import type { ReviewCard } from '../../core/approval/review-card.ts'
import type { Warning } from '../../core/draft/draft-notes.ts'
import type { CardMedia } from '../../core/paid-media/card-media.ts'
import type { WordKey } from '../../core/words/say.ts'

/** What a button asks for, in the letters that are sent: they must never change their meaning, old cards carry them. */
const VERBS = {
  send: 's',
  'send-anyway': 'S',
  edit: 'e',
  'take-over': 't',
  'stop-editing': 'x',
  'ask-other': 'o',
  warmer: 'ow',
  shorter: 'os',
  'no-question': 'oq',
  'no-offer': 'oo',
  'ask-later': 'l',
  evening: 'le',
  hour: 'lh',
  'until-written': 'lw',
  'ask-reason': 'n',
  tone: 'nt',
  'wrong-fact': 'nf',
  'bad-moment': 'nb',
  'not-worth-it': 'nw',
  back: 'b',
  undo: 'u',
  'to-queue': 'q',
  arrived: 'ka',
  again: 'kr',
  leave: 'kl',
  'draft-again': 'g',
  version: 'v',
  'use-words': 'h',
  details: 'd',
  'ask-media': 'm',
  media: 'ma',
  'no-media': 'mx',
} as const
export type Verb = keyof typeof VERBS

export type Button =
  | { kind: 'card'; verb: Verb; draftId: string; version: number; seal: string }
  | { kind: 'join'; token: string }

const BY_LETTERS = new Map<string, Verb>(Object.entries(VERBS).map(([verb, letters]) => [letters, verb as Verb]))

/** At most 64 bytes. @param seal names what this very button is about besides the words: warnings, media, a question */
export function buttonData(verb: Verb, draftId: string, version: number, seal = ''): string {
  const id = Buffer.from(draftId.replaceAll('-', ''), 'hex').toString('base64url')
  return [VERBS[verb], id, version.toString(36), ...(seal ? [seal] : [])].join(':')
}

export const joinData = (token: string) => `j:${token}`

/** @returns undefined for anything that we never put on a button */
export function readButton(data: string | undefined): Button | undefined {
  const join = /^j:([\w-]{20,60})$/.exec(data ?? '')
  if (join?.[1]) return { kind: 'join', token: join[1] }
  const card = /^([a-zA-Z]{1,2}):([\w-]{22}):([0-9a-z]{1,4})(?::([\w-]{1,16}))?$/.exec(data ?? '')
  const verb = BY_LETTERS.get(card?.[1] ?? '')
  if (!card?.[2] || !verb) return undefined
  const hex = Buffer.from(card[2], 'base64url').toString('hex')
  const draftId = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  return { kind: 'card', verb, draftId, version: Number.parseInt(card[3] ?? '', 36), seal: card[4] ?? '' }
}

/** Names the stop warnings that a card shows, so that a second yes is a yes to these and no others. */
export function warningsSeal(warnings: Warning[]): string {
  const rules = stops(warnings).map(({ rule }) => rule)
  return createHash('sha256').update(rules.toSorted().join('|')).digest('base64url').slice(0, 10)
}

/** Names when it was asked whether the reply arrived, so that a tap that comes late is no answer to the next such question. */
export const sealOfQuestion = ({ settledAt }: Pick<ReviewCard, 'settledAt'>) => settledAt?.getTime().toString(36) ?? ''

export const stops = (warnings: Warning[]) => warnings.filter(({ severity }) => severity === 'stop')

/** Half-written words that a card shows and offers, at most. */
export const MOST_ON_OFFER = 2

export const isOpen = ({ state }: Pick<ReviewCard, 'state'>) =>
  state === 'waiting' || state === 'editing' || state === 'held'

/** The verbs a card offers in its state, row by row. */
export function verbRows({ state }: Pick<ReviewCard, 'state'>): Verb[][] {
  switch (state) {
    case 'waiting':
      return [
        ['send', 'edit', 'ask-other'],
        ['ask-later', 'ask-reason'],
      ]
    case 'editing':
      return [
        ['send', 'take-over', 'stop-editing'],
        ['ask-later', 'ask-reason'],
      ]
    case 'held':
      return [
        ['send', 'edit'],
        ['to-queue', 'ask-reason'],
      ]
    case 'leaving':
    case 'rejected':
      return [['undo']]
    case 'by-hand':
      return [['arrived', 'leave']]
    case 'unknown':
      return [['arrived'], ['again', 'leave']]
    case 'failed':
      return [['again']]
    case 'expired':
      return [['draft-again']]
    case 'sending':
    case 'sent':
    case 'superseded':
      return []
  }
}

/** What can be done about media that the reply carries, or could carry. */
export function mediaVerbs(card: Pick<ReviewCard, 'state' | 'media' | 'mediaOnOffer'>): Verb[] {
  if (!isOpen(card)) return []
  if (card.media) return ['no-media']
  return card.mediaOnOffer.length > 0 ? ['ask-media'] : []
}

/** So many offers with media are listed on a card; the console has them all. */
export const MOST_MEDIA = 8

/** Names one offer with its price and pieces, in ten letters: a button made for these attaches no others. */
export function sealOfOffer({ offerId, title, stars, photos, videos }: CardMedia): string {
  const named = [offerId, title, stars, photos, videos]
  return createHash('sha256').update(JSON.stringify(named)).digest('base64url').slice(0, 10)
}

/** What a verb is called on a card in this state: its usual name, but where that would mislead. */
export function verbWords({ state }: Pick<ReviewCard, 'state'>, verb: Verb): WordKey {
  if (state === 'failed' && verb === 'again') return 'button.try-again'
  if (state === 'by-hand' && verb === 'arrived') return 'button.sent-by-hand'
  if (state === 'by-hand' && verb === 'leave') return 'button.not-sent-by-hand'
  return VERB_WORDS[verb]
}

export const VERB_WORDS: Record<Verb, WordKey> = {
  send: 'button.send',
  'send-anyway': 'button.send-anyway',
  edit: 'button.edit',
  'take-over': 'button.take-over',
  'stop-editing': 'button.stop-editing',
  'ask-other': 'button.other',
  warmer: 'button.warmer',
  shorter: 'button.shorter',
  'no-question': 'button.no-question',
  'no-offer': 'button.no-offer',
  'ask-later': 'button.later',
  evening: 'button.evening',
  hour: 'button.hour',
  'until-written': 'button.until-written',
  'ask-reason': 'button.no-reply',
  tone: 'reason.tone',
  'wrong-fact': 'reason.wrong-fact',
  'bad-moment': 'reason.bad-moment',
  'not-worth-it': 'reason.not-worth-it',
  back: 'button.back',
  undo: 'button.undo',
  'to-queue': 'button.to-queue',
  arrived: 'button.arrived',
  again: 'button.again',
  leave: 'button.leave',
  'draft-again': 'button.draft-again',
  version: 'button.back',
  'use-words': 'button.use-words',
  details: 'button.details',
  'ask-media': 'button.ask-media',
  media: 'button.ask-media',
  'no-media': 'button.no-media',
}
