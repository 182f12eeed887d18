import type { Act } from './acts.ts'
import type { Topic } from './topics.ts'

/** A sentence with slots: `{ name}` and `{, name}` become the fan's name or nothing. A leading `~` keeps it for a flirty voice. */
export type Bank = readonly string[]

/** Kinds of things known about a fan that the drafter can speak of. */
export type KnownKind =
  | 'pet'
  | 'pet-plain'
  | 'relative'
  | 'kids'
  | 'job'
  | 'job-new-before'
  | 'job-new-after'
  | 'night-work'
  | 'study'
  | 'place'
  | 'moving'
  | 'trip-before'
  | 'trip-after'
  | 'interview-before'
  | 'interview-after'
  | 'exam-before'
  | 'exam-after'
  | 'race-before'
  | 'race-after'
  | 'event-before'
  | 'event-after'
  | 'birthday-soon'
  | 'birthday-past'
  | 'like'
  | 'plays'
  | 'team'
  | 'sport'
  | 'learning'
  | 'vehicle'
  | 'health'
  | 'dislike'
  | 'allergy'
  | 'drink'
  | 'favourite'

export interface Lines {
  /** Ends in a question. */
  ask: Bank
  /** Asks nothing. */
  tell: Bank
}

/** Everything the offline drafter can say in one language. Written by hand in each; none is a translation. */
export interface Phrases {
  /** A first sentence that meets what the fan said. */
  react: Record<Act, Bank>
  /** What to ask when nothing better is known. */
  ask: Partial<Record<Act, Bank>>
  /** What to end on when asking would be wrong. */
  tell: Partial<Record<Act, Bank>>
  topics: Partial<Record<Topic, { react: Bank; ask: Bank }>>
  known: Record<KnownKind, Lines>
  /** Leads from the reaction to something known: "oh and". */
  link: Bank
  back: Bank
  welcome: Bank
  chat: Lines
  morning: Bank
  evening: Bank
  weekend: Bank
  warm: Bank
  flirty: Bank
  /** `{title}`, `{price}`. */
  offerOne: Bank
  /** `{list}`. */
  offerMany: Bank
  /** `{title}`, `{price}`: mentioned unasked, and easy to pass over. */
  softOffer: Bank
  offerAsk: Bank
  offerTell: Bank
  noOfferNow: Bank
  noMenu: Bank
  /** `{fact}`: "I have a cat called Miso". */
  ofHer: Bank
  dodge: Bank
  /** `{quote}`: what the fan, or she, said then. */
  quoted: Bank
  quotedHer: Bank
  /** `{it}`: the one word that was asked for, "Bruno". */
  answered: Bank
}
