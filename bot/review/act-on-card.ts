import type { Actor } from '../../core/actor.ts'
import { drawAgain } from '../../core/approval/card-at.ts'
import { holdDraft, unholdDraft } from '../../core/approval/hold-draft.ts'
import { type HoldChoice, holdUntil } from '../../core/approval/hold-until.ts'
import { releaseDraft, takeDraft } from '../../core/approval/lease-draft.ts'
import type { ReviewCard } from '../../core/approval/review-card.ts'
import { type ReviseOutcome, showVersion } from '../../core/approval/revise-draft.ts'
import { undoDecision } from '../../core/approval/undo-decision.ts'
import { useHalfWritten } from '../../core/approval/words-on-offer.ts'
import { answerUnknown, type UnknownAnswer } from '../../core/delivery/answer-unknown.ts'
import type { Deps } from '../../core/deps.ts'
import type { Instruction } from '../../core/draft/instruction.ts'
import { otherDraft } from '../../core/draft/other-draft.ts'
import { requestDraft } from '../../core/draft/request-draft.ts'
import { reviewerDecided } from '../../core/journey.ts'
import { attachMedia } from '../../core/paid-media/attach-media.ts'
import { say } from '../../core/words/say.ts'
import { type Button, sealOfOffer, sealOfQuestion, stops, warningsSeal } from './card-verbs.ts'
import { detailsOf, sayStopped } from './card-words.ts'
import { sayClosed, sayDecision } from './say-outcome.ts'

/** Which menu a desk shows beside the card's own buttons. */
export type Menu = 'other' | 'later' | 'reason' | 'media' | 'confirm'

/** One tap on a card, by somebody who may decide, on whatever desk. */
export interface CardTap {
  deps: Deps
  actor: Actor
  card: ReviewCard
  button: Extract<Button, { kind: 'card' }>
  /** Shows a menu, or takes it away. @returns what to say of it: `said`, or why not */
  openMenu(menu: Menu | undefined, said: string): Promise<string>
  /** Lets something run behind the answer. */
  behind(what: string, work: Promise<unknown>): void
}

/** Does what a button asks for, by the core, which knows the truth; the card follows by itself. @returns what the person is told */
export async function actOnCard(tap: CardTap): Promise<string> {
  const { deps, actor, card, button } = tap
  const { tenantId, draftId, language } = card
  const about = { tenantId, draftId, actor }
  switch (button.verb) {
    case 'send':
      return send(tap, undefined)
    case 'send-anyway':
      return send(tap, button.seal === warningsSeal(card.warnings) ? stops(card.warnings).map(({ rule }) => rule) : [])
    case 'edit':
    case 'take-over': {
      const leased = await takeDraft(deps, { ...about, takeOver: button.verb === 'take-over' })
      if (leased.kind === 'leased') {
        return leased.takenFrom ? say(language, 'said.taken', { name: leased.takenFrom }) : say(language, 'said.edit')
      }
      if (leased.kind === 'busy') return say(language, 'said.busy-edit', { name: leased.name })
      return leased.kind === 'closed' ? sayClosed(language, leased.draft, card) : say(language, 'said.gone')
    }
    case 'use-words': {
      const used = await useHalfWritten(deps, { ...about, seal: button.seal })
      if (used.kind === 'changed') return say(language, 'said.words-moved')
      return used.kind === 'revised' ? say(language, 'said.words-used') : sayRevised(used, card)
    }
    case 'stop-editing':
      if (card.lease && card.lease.by !== actor.id) return say(language, 'said.busy', { name: card.lease.name })
      await releaseDraft(deps, about)
      return say(language, 'said.released')
    case 'ask-other':
      return tap.openMenu('other', say(language, 'said.pick-other'))
    case 'ask-later':
      return tap.openMenu('later', say(language, 'said.pick-later'))
    case 'ask-reason':
      return tap.openMenu('reason', say(language, 'said.pick-reason'))
    case 'ask-media':
      return tap.openMenu('media', say(language, 'said.pick-media'))
    case 'media': {
      const picked = card.mediaOnOffer.find((one) => sealOfOffer(one) === button.seal)
      return picked ? attach(tap, picked.offerId) : say(language, 'said.media-moved')
    }
    case 'no-media':
      return attach(tap, undefined)
    case 'back':
      return tap.openMenu(undefined, '')
    case 'warmer':
    case 'shorter':
    case 'no-question':
    case 'no-offer':
      return other(tap, button.verb)
    case 'evening':
    case 'hour':
    case 'until-written':
      return hold(tap, button.verb === 'until-written' ? 'reply' : button.verb)
    case 'tone':
    case 'wrong-fact':
    case 'bad-moment':
    case 'not-worth-it': {
      const decision = { ...about, verdict: 'reject', version: button.version, reason: button.verb } as const
      return sayDecision(await reviewerDecided(deps, decision), card)
    }
    case 'undo': {
      const undone = await undoDecision(deps, about)
      if (undone.kind === 'not-found') return say(language, 'said.gone')
      return say(language, undone.kind === 'undone' ? 'said.undone' : 'said.undo-too-late')
    }
    case 'to-queue': {
      const back = await unholdDraft(deps, about)
      if (back.kind === 'closed') return sayClosed(language, back.draft, card)
      if (back.kind === 'busy') return say(language, 'said.busy', { name: back.name })
      return say(language, back.kind === 'held' ? 'said.back-in-queue' : 'said.gone')
    }
    case 'arrived':
      return settle(tap, 'arrived')
    case 'again':
      return settle(tap, 'again')
    case 'leave':
      return settle(tap, 'drop')
    case 'draft-again':
      await requestDraft(deps, { tenantId, conversationId: card.conversationId })
      return say(language, 'said.drafting')
    case 'details':
      return detailsOf(card).join('\n')
    case 'version':
      if (button.version === card.version) return say(language, 'said.nothing-changed')
      return sayRevised(await showVersion(deps, { ...about, version: button.version }), card)
  }
}

async function send(tap: CardTap, acknowledged: string[] | undefined): Promise<string> {
  const { deps, card, button, actor } = tap
  const outcome = await reviewerDecided(deps, {
    tenantId: card.tenantId,
    draftId: card.draftId,
    actor,
    verdict: 'approve',
    version: button.version,
    ...(acknowledged ? { acknowledged } : {}),
  })
  const said = sayDecision(outcome, card)
  return outcome.kind === 'confirm' ? tap.openMenu('confirm', said) : said
}

/** A model may take long, so the tap is answered first; the card shows the new words when they are there. */
async function other({ deps, behind, card, actor }: CardTap, instruction: Instruction): Promise<string> {
  const { tenantId, draftId, language, lease } = card
  if (lease && lease.by !== actor.id) return say(language, 'said.busy', { name: lease.name })
  behind('another draft', otherDraft(deps, { tenantId, draftId, instruction, actor }))
  return say(language, 'said.drafting')
}

async function attach({ deps, card, actor }: CardTap, offerId: string | undefined): Promise<string> {
  const { tenantId, draftId, language } = card
  const outcome = await attachMedia(deps, { tenantId, draftId, offerId, actor })
  if (outcome.kind === 'refused') return sayStopped(card, outcome.problem)
  if (outcome.kind !== 'revised') return sayRevised(outcome, card)
  return say(language, offerId === undefined ? 'said.media-off' : 'said.media-on')
}

async function hold({ deps, card, actor }: CardTap, choice: HoldChoice): Promise<string> {
  const { tenantId, draftId, language, fan } = card
  const until = holdUntil(choice, { now: deps.now(), timeZone: fan.timeZone ?? 'UTC' })
  const held = await holdDraft(deps, { tenantId, draftId, until, actor })
  if (held.kind === 'closed') return sayClosed(language, held.draft, card)
  if (held.kind === 'busy') return say(language, 'said.busy', { name: held.name })
  return say(language, held.kind === 'held' ? 'said.held' : 'said.gone')
}

/** Answers the question that the button names, and no other. */
async function settle({ deps, card, actor, button }: CardTap, answer: UnknownAnswer): Promise<string> {
  const { tenantId, draftId, language, settledAt } = card
  if (button.seal !== sealOfQuestion(card)) return sayAskedAnew(deps, card, button.seal)
  const outcome = await answerUnknown(deps, { tenantId, draftId, answer, asked: settledAt ?? 'untimed', actor })
  return say(language, outcome.kind === 'settled' ? `said.settled-${outcome.status}` : 'said.settled-too-late')
}

async function sayAskedAnew(deps: Deps, { tenantId, draftId, language, state }: ReviewCard, seal: string) {
  if (state !== 'unknown' && state !== 'failed' && state !== 'by-hand') return say(language, 'said.settled-too-late')
  if (seal) return say(language, 'said.asked-anew')
  // Drawn by a version that did not name the question: what is drawn now does.
  await drawAgain(deps, { tenantId, draftId })
  return say(language, 'said.older-card')
}

export function sayRevised(outcome: ReviseOutcome, card: ReviewCard): string {
  const { language } = card
  switch (outcome.kind) {
    case 'revised':
      return ''
    case 'busy':
      return say(language, 'said.busy', { name: outcome.name })
    case 'closed':
      return sayClosed(language, outcome.draft, card)
    case 'not-found':
      return say(language, 'said.gone')
  }
}
