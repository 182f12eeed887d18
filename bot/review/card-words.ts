import type { ReviewCard } from '../../core/approval/review-card.ts'
import { closedBecause } from '../../core/approval/withdraw-reply.ts'
import { type WordChange, wordChanges } from '../../core/approval/word-changes.ts'
import { wordsOnOffer } from '../../core/approval/words-on-offer.ts'
import type { NoReply } from '../../core/business/reply-window.ts'
import type { CardMedia } from '../../core/paid-media/card-media.ts'
import type { NoMedia } from '../../core/paid-media/may-carry.ts'
import type { MediaCount } from '../../core/paid-media/paid-media.ts'
import { type Language, say, type WordKey } from '../../core/words/say.ts'
import { isOpen, MOST_ON_OFFER } from './card-verbs.ts'
import { inertText, plainText, shorten } from './inert.ts'

/** What a card says, in words without any markup: a desk draws them as its platform can. No clock is read. */

const MOST_MEMORIES = 5

/** What the card says of itself. */
export function stateLine(card: ReviewCard): string {
  const { language, decided, state } = card
  const fan = nameOf(card)
  const name = oneLine(decided?.name ?? '')
  const words = (key: WordKey, params: Record<string, string> = {}) => say(language, key, { name, fan, ...params })
  switch (state) {
    case 'waiting':
      return words('state.waiting', { time: timeOf(card, card.waitingSince) })
    case 'editing':
      return editingLine(card)
    case 'held': {
      const held = card.heldUntil
        ? words('state.held', { time: dayAndTime(card, card.heldUntil) })
        : words('state.held-until-written')
      return card.lease ? `${held} · ${editingLine(card)}` : held
    }
    case 'leaving': {
      const problem = oneLine(card.problem ?? '')
      return problem ? words('state.leaving-later', { problem }) : words('state.leaving')
    }
    case 'sending':
    case 'by-hand':
    case 'unknown':
    case 'expired':
      return words(`state.${state}`)
    case 'superseded': {
      const why = closedBecause(card.reason)
      return why ? words(`state.${why}`, { creator: oneLine(card.creatorName) }) : words('state.superseded')
    }
    case 'sent': {
      const time = timeOf(card, card.settledAt ?? card.waitingSince)
      return words(card.editedBy === undefined ? 'state.sent' : 'state.sent-edited', { time })
    }
    case 'failed':
      return words('state.failed', { problem: oneLine(card.problem ?? '') })
    case 'rejected':
      return card.reason
        ? words('state.rejected-because', { reason: reasonWords(card, card.reason) })
        : words('state.rejected')
  }
}

/** Who has it open, and where: the card is drawn anew when that changes, not with every word they type. */
function editingLine({ language, lease }: ReviewCard): string {
  const name = oneLine(lease?.name ?? '')
  if (lease?.takenFrom) return say(language, 'state.took-over', { name, from: oneLine(lease.takenFrom) })
  if (lease?.via === 'console' || lease?.via === 'discord') {
    return say(language, 'state.editing-in', { name, via: say(language, `via.${lease.via}`) })
  }
  return say(language, 'state.editing', { name })
}

/** Beside the name of the fan: place, what they spent, the hour where they are. */
export function fanFacts(card: ReviewCard): string[] {
  const { fan, language } = card
  const spent = new Intl.NumberFormat(language, { style: 'currency', currency: fan.currency, maximumFractionDigits: 0 })
  return [
    CHANNEL_NAMES[card.channel] ?? card.channel,
    // Money is nobody's business while a person is to be treated with care.
    ...(fan.inCare
      ? [say(language, 'card.care')]
      : fan.spentMinor > 0 || fan.spentStars > 0
        ? [
            ...(fan.spentMinor > 0 ? [spent.format(fan.spentMinor / 100)] : []),
            ...(fan.spentStars > 0 ? [`${fan.spentStars} ⭐`] : []),
            ...(fan.lastBoughtAt ? [say(language, 'card.bought', { date: dayOf(card, fan.lastBoughtAt) })] : []),
          ]
        : []),
    ...(fan.timeZone ? [say(language, 'card.there', { time: timeOf(card, lastSaid(card)) })] : []),
  ]
}

/** The fan's words that the draft answers, harmless, a message an entry. */
export function saidWords({ language, messages }: ReviewCard): string[] {
  return messages.map(({ body, media, isEdited }) => {
    const things = media.map(
      ({ kind, label }) => `${say(language, `media.${kind}`)}${label ? ` ${oneLine(label)}` : ''}`,
    )
    const edited = isEdited ? [`(${say(language, 'card.edited')})`] : []
    return [...things, inertText(body), ...edited].filter(Boolean).join(' ')
  })
}

/** What the fan said after the draft was made, harmless. */
export const addedWords = (card: ReviewCard): string => card.added.map(({ body }) => inertText(body)).join('\n')

export function draftLabel(card: ReviewCard): string {
  const { language } = card
  if (card.state === 'superseded' || card.state === 'expired' || card.state === 'rejected') {
    return say(language, 'card.not-sent')
  }
  if (!isOpen(card)) return say(language, 'card.reply')
  const number = card.versions.indexOf(card.version) + 1
  if (card.editedBy) return say(language, 'card.draft-by', { name: oneLine(card.editedBy) })
  if (card.versions.length > 1) return say(language, 'card.draft-number', { number, count: card.versions.length })
  return say(language, 'card.draft')
}

/** The media that go with the words, locked, and their price; undefined where there are none. */
export const mediaLine = ({ language, media }: ReviewCard): string | undefined => media && mediaWords(language, media)

/** "🔒 Beach set · 3 photos · 250 ⭐" */
export const mediaWords = (language: Language, media: CardMedia) =>
  `🔒 ${clip(oneLine(media.title), 80)} · ${sayCount(language, media)} · ${media.stars} ⭐`

/** "3 photos, 1 video" */
export function sayCount(language: Language, { photos, videos }: MediaCount): string {
  const some = (kind: 'photo' | 'video', count: number) =>
    count === 0 ? [] : [say(language, count === 1 ? `count.${kind}` : `count.${kind}s`, { count })]
  return [...some('photo', photos), ...some('video', videos)].join(', ')
}

/** What is wrong, what was promised, what is half written: for as long as somebody can still decide. */
export function noteLines(card: ReviewCard): string[] {
  if (!isOpen(card)) return []
  const { language } = card
  return [
    ...timeLeft(card),
    ...(card.media?.stopped ? [`⛔ ${sayStopped(card, card.media.stopped)}`] : []),
    ...card.attempts
      .filter(({ outcome }) => outcome === 'no-consent')
      .map(({ model }) => say(language, 'card.no-consent', { model: oneLine(model) })),
    ...card.warnings.map(({ severity, says }) => `${severity === 'stop' ? '⛔' : '⚠️'} ${says[language]}`),
    ...card.claims
      .filter(({ recalledId }) => recalledId === undefined)
      .map(({ start, end }) =>
        say(language, 'card.unknown-claim', { text: card.text.slice(start, end).toWellFormed() }),
      ),
    ...card.promises.map(({ text, dueAt }) =>
      dueAt
        ? say(language, 'card.promised-due', { text: clip(text, 160), date: dayOf(card, dueAt) })
        : say(language, 'card.promised', { text: clip(text, 160) }),
    ),
    ...wordsOnOffer(card)
      .slice(0, MOST_ON_OFFER)
      .map(({ name, text }) => say(language, 'card.half-written', { name: oneLine(name), text: clip(text, 300) })),
  ].map((line) => plainText(line))
}

/** How long a fan of the creator's own account can still be answered, or why not. */
function timeLeft(card: ReviewCard): string[] {
  const { business, language } = card
  if (!business) return []
  if (business.stopped) return [`⛔ ${sayStopped(card, business.stopped)}`]
  const { left } = business
  const words =
    'hours' in left
      ? say(language, 'card.left-hours', { count: left.hours })
      : left.minutes === 0
        ? say(language, 'card.left-moments')
        : say(language, 'card.left-minutes', { count: left.minutes })
  return [say(language, 'card.left', { left: words, time: timeOf(card, business.replyBy) })]
}

/** Why nothing can leave from an account, or these media not, and what helps. */
export const sayStopped = (card: Pick<ReviewCard, 'language' | 'fan' | 'creatorName'>, why: NoReply | NoMedia) =>
  say(card.language, `stop.${why}`, { fan: nameOf(card), creator: oneLine(card.creatorName) })

/** What the draft was made with, each with its day. */
export function knownThings({ language, recalled, fan }: ReviewCard): string[] {
  return recalled.slice(0, MOST_MEMORIES).map(({ kind, text, at }) => {
    const words = clip(inertText(text), 140)
    return `${kind === 'message' ? `“${words}”` : words} (${dateIn(language, new Date(at), fan.timeZone)})`
  })
}

/** Everything behind the draft, for the one who asks: what it was made with, what stands against it, who wrote it. */
export function detailsOf(card: ReviewCard): string[] {
  const known = knownThings(card)
  const lines = [
    ...(known.length > 0 ? [`${say(card.language, 'card.knows')}:`, ...known.map((thing) => `· ${thing}`)] : []),
    ...noteLines(card),
  ]
  return [...(lines.length > 0 ? lines : [say(card.language, 'card.no-details')]), oneLine(card.origin)]
}

/** Word by word what a person changed of the first draft; long stretches that stayed are shortened. */
export function editedParts(card: ReviewCard): WordChange[] {
  if (card.editedBy === undefined || card.firstText === card.text) return []
  return changedParts(card.firstText, card.text)
}

export function changedParts(before: string, after: string): WordChange[] {
  return wordChanges(before, after).map(({ value, added, removed }) => {
    const stayed = !added && !removed && value.length > 60
    const words = stayed ? `${clip(value, 25)} ${value.slice(-20).toWellFormed()}` : value
    return { value: plainText(words), added, removed }
  })
}

const CHANNEL_NAMES: Record<string, string> = { telegram: 'Telegram', discord: 'Discord' }
const REASONS: Record<string, WordKey> = {
  tone: 'reason.tone',
  'wrong-fact': 'reason.wrong-fact',
  'bad-moment': 'reason.bad-moment',
  'not-worth-it': 'reason.not-worth-it',
}
const reasonWords = ({ language }: ReviewCard, reason: string) => {
  const key = REASONS[reason]
  return key ? say(language, key) : clip(oneLine(reason), 80)
}

export const nameOf = ({ fan }: Pick<ReviewCard, 'fan'>) => clip(oneLine(fan.name), 60) || '?'
const oneLine = (text: string) => inertText(text).replace(/\s+/g, ' ').trim()
const lastSaid = (card: ReviewCard) => card.messages.at(-1)?.sentAt ?? card.waitingSince

function clip(text: string, longest: number): string {
  return text.length <= longest
    ? text
    : `${shorten(text, longest, () => '')
        .split('\n')[0]
        ?.trimEnd()}…`
}

const timeOf = (card: ReviewCard, at: Date) => timeIn(card.language, at, card.fan.timeZone)
const dayOf = (card: ReviewCard, at: Date) => dateIn(card.language, at, card.fan.timeZone)
const dayAndTime = (card: ReviewCard, at: Date) => `${dayOf(card, at)}, ${timeOf(card, at)}`

/** @param timeZone UTC when nobody knows better */
export const timeIn = (language: string, at: Date, timeZone = 'UTC') =>
  new Intl.DateTimeFormat(language === 'fr' ? 'fr-FR' : 'en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    timeZone,
  }).format(at)

const dateIn = (language: string, at: Date, timeZone = 'UTC') =>
  new Intl.DateTimeFormat(language === 'fr' ? 'fr-FR' : 'en-GB', { day: 'numeric', month: 'short', timeZone }).format(
    at,
  )
