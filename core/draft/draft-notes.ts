import type { PaidMedia } from '../paid-media/paid-media.ts'

/** What is kept beside the words of a draft, sealed with them. */
export interface DraftNotes {
  recalled: Recalled[]
  claims: Claim[]
  warnings: Warning[]
  /** Which models were asked before this text came, and what became of each. */
  attempts: { model: string; outcome: string }[]
  /** Media that go with the words, locked until the fan pays. */
  paidMedia?: PaidMedia
  /** Why a person changed the words, in their own; becomes the reason of the yes. */
  why?: string
}

/** Something from before that the draft was given. */
export interface Recalled {
  kind: 'memory' | 'message'
  id: string
  text: string
  /** When it was said or learned, ISO. */
  at: string
  /** In plain words, for the person who reads the card, in the console's two languages: "also says “beach”". */
  why: { en: string; fr: string }
  score: number
  /** The message it comes from, when it is a memory. */
  sourceMessageId?: string
  /** A memory's kind of thing, see `core/learning/slots.ts`, and the thing itself: `pet`, "Bruno". */
  slot?: string
  value?: string
  /** Whose words a message is. */
  saidBy?: 'fan' | 'creator'
  /** No offer may lean on it. */
  neverForSelling?: boolean
}

/** A piece of the draft that says something about the fan, and what it rests on. */
export interface Claim {
  /** UTF-16 offsets in the draft's text. */
  start: number
  end: number
  /** The `Recalled.id` it rests on; undefined: nothing known supports it. */
  recalledId?: string
}

/** Something a person should look at before saying yes. */
export interface Warning {
  /** Names a rule in `core/draft/guardrails/`. */
  rule: string
  /** `stop`: must be acknowledged by name before it can be sent. `look`: shown. */
  severity: 'stop' | 'look'
  start?: number
  end?: number
  /** The plain words, in the console's two languages. */
  says: { en: string; fr: string }
  /** A text without the trouble, ready to take. */
  rewrite?: string
}
