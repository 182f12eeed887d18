import type { Conversation } from '../../db/conversations.ts'
import type { CreatorRow, OfferRow } from '../../db/creators.ts'
import type { Fan } from '../../db/fans.ts'
import type { Memory } from '../../db/memories.ts'
import type { Message } from '../../db/messages.ts'
import type { Mood } from '../../db/moods.ts'
import type { OfferMade } from '../../db/offers-made.ts'
import type { Preference } from '../../db/preferences.ts'
import type { FanPromise } from '../../db/promises.ts'
import type { Purchase } from '../../db/purchases.ts'
import type { Persona } from '../creators/persona.ts'
import type { FanStyle } from '../personality/fan-style.ts'
import type { Taste } from '../tastes/tastes-of.ts'

/** All there is to know when a fan has spoken and an answer is due: one fan's data and nobody else's. */
export interface Turn {
  tenantId: string
  creator: CreatorRow
  /** The creator's voice as it is used with this fan: see `core/personality/fan-style.ts`. */
  persona: Persona
  style: FanStyle
  fan: Fan
  conversation: Conversation
  /** What the fan said since we last answered, oldest first; never empty. */
  unanswered: Message[]
  /** The last 10 interactions before that, oldest first. */
  recent: Message[]
  memories: Memory[]
  preferences: Preference[]
  promises: FanPromise[]
  purchases: Purchase[]
  /** The menu as the creator has it; what of it may be offered now says `may-offer.ts`. */
  offers: OfferRow[]
  /** Latest first. */
  offersMade: OfferMade[]
  /** Best first. */
  tastes: Taste[]
  /** How this conversation sounded in the last 30 days, oldest first. */
  moods: Pick<Mood, 'reading' | 'saidAt'>[]
  /** Everything drafted or sent to this fan before: a draft must not repeat it. */
  saidBefore: string[]
  /** The latest of it that truly reached the fan. */
  sentBefore: string[]
  now: Date
}

/** What every line of the log about this turn has in common, from the fan's last message to the delivery of its answer. */
export const traceOf = ({ unanswered }: Pick<Turn, 'unanswered'>): string | undefined => unanswered.at(-1)?.id
