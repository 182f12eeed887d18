import type { Delivery } from '../../db/deliveries.ts'
import type { Draft } from '../../db/drafts.ts'
import type { Actor } from '../actor.ts'
import type { NoReply } from '../business/reply-window.ts'
import type { Warning } from '../draft/draft-notes.ts'
import type { NoMedia } from '../paid-media/may-carry.ts'

/** What a person asks for. */
export interface Decision {
  tenantId: string
  draftId: string
  actor: Actor
  verdict: 'approve' | 'reject'
  /** The version the person saw. */
  version: number
  /** The person's own words, when they differ from that version's. */
  text?: string
  /** Rules of warnings that the person has read and accepts. */
  acknowledged?: string[]
  /** tone, wrong-fact, bad-moment, not-worth-it, or the person's own words. */
  reason?: string
  /** How long the card was before them. */
  secondsOnCard?: number
}

/** What came of it. Each surface has words for each kind; a new kind does not compile until it has. */
export type DecisionOutcome =
  | { kind: 'approved'; draft: Draft; delivery: Delivery; undoUntil: Date }
  | { kind: 'rejected'; draft: Draft }
  /** It was decided before, or is no longer open: the draft says by whom and how. */
  | { kind: 'too-late'; draft: Draft; delivery: Delivery | undefined }
  /** What the person saw is not what stands there now. Nothing was sent. */
  | { kind: 'void'; draft: Draft; why: 'fan-wrote' | 'words-changed' }
  /** Somebody else has it open. */
  | { kind: 'busy'; draft: Draft; name: string; until: Date }
  /** Read these first, then say yes by name. */
  | { kind: 'confirm'; draft: Draft; warnings: Warning[] }
  /** It cannot be sent as it is, and why. */
  | { kind: 'refused'; draft: Draft; problem: 'empty' | 'too-long' | 'unreachable' | NoReply | NoMedia }
  | { kind: 'not-found' }
