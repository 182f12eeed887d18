import { signal } from '@preact/signals'
import { type Card, noteCards, noteLease, type Warning } from '../cards.ts'
import { ApiFailure, api, unwrap } from '../client.ts'
import { say } from '../ui/toast.tsx'
import { moment, t } from '../words.ts'

/*
 * What a person can do to a draft. Each verb asks the server, takes over the card that comes back, and says in words what came
 * of it when that is not plain to see. True when it went as asked.
 */

/** The draft that is being asked about, and what for. */
export const busy = signal<{ draftId: string; verb: string } | undefined>(undefined)

const drafts = api.drafts[':id']
export type Instruction = 'warmer' | 'shorter' | 'no-question' | 'no-offer'
export type HoldChoice = 'hour' | 'evening' | 'tomorrow' | 'reply'
export type Reason = 'tone' | 'wrong-fact' | 'bad-moment' | 'not-worth-it'

export interface Decided {
  isDone: boolean
  /** Read these first, then say yes by name. */
  confirm?: Warning[]
}

export async function approve(
  card: Card,
  more: { text?: string; acknowledged?: string[]; secondsOnCard?: number; isElsewhere?: boolean },
): Promise<Decided> {
  const { isElsewhere, ...body } = more
  const answer = await ask(card, 'decide', () =>
    unwrap(
      drafts.decision.$post({
        param: { id: card.draftId },
        json: { verdict: 'approve', version: card.version, ...body },
      }),
    ),
  )
  if (!answer) return { isDone: false }
  const { outcome } = answer
  if (outcome.kind === 'approved') {
    if (isElsewhere) {
      say(t('said.leaving', { fan: card.fan.name }), {
        until: new Date(outcome.undoUntil),
        undo: () => void undo(answer.card),
      })
    }
    return { isDone: true }
  }
  if (outcome.kind === 'confirm') return { isDone: false, confirm: outcome.warnings }
  say(whyNot(outcome, answer.card), { keeps: true })
  return { isDone: false }
}

export async function reject(card: Card, reason: Reason, secondsOnCard?: number): Promise<Decided> {
  const answer = await ask(card, 'reject', () =>
    unwrap(
      drafts.decision.$post({
        param: { id: card.draftId },
        json: { verdict: 'reject', version: card.version, reason, ...(secondsOnCard ? { secondsOnCard } : {}) },
      }),
    ),
  )
  if (!answer) return { isDone: false }
  if (answer.outcome.kind === 'rejected') {
    say(t('said.rejected', { fan: card.fan.name }), { undo: () => void undo(answer.card) })
    return { isDone: true }
  }
  say(whyNot(answer.outcome, answer.card), { keeps: true })
  return { isDone: false }
}

export async function undo(card: Card): Promise<boolean> {
  const answer = await ask(card, 'undo', () => unwrap(drafts.undo.$post({ param: { id: card.draftId } })))
  if (answer) say(t(answer.outcome.kind === 'undone' ? 'said.undone' : 'said.undo-late'))
  return answer?.outcome.kind === 'undone'
}

export async function hold(card: Card, until: HoldChoice): Promise<boolean> {
  const answer = await ask(card, 'hold', () =>
    unwrap(drafts.hold.$post({ param: { id: card.draftId }, json: { until } })),
  )
  if (answer?.outcome.kind === 'busy') return sayBusy(answer.outcome.name)
  if (answer?.outcome.kind !== 'held') return answer ? sayClosed() : false
  const { fan, heldUntil } = answer.card
  say(
    heldUntil ? t('said.held', { fan: fan.name, when: moment(heldUntil) }) : t('said.held.reply', { fan: fan.name }),
    { undo: () => void unhold(answer.card) },
  )
  return true
}

export async function unhold(card: Card): Promise<boolean> {
  const answer = await ask(card, 'unhold', () => unwrap(drafts.unhold.$post({ param: { id: card.draftId } })))
  if (answer?.outcome.kind === 'busy') return sayBusy(answer.outcome.name)
  return answer?.outcome.kind === 'held' || (answer ? sayClosed() : false)
}

export async function other(card: Card, instruction?: Instruction): Promise<boolean> {
  const json = instruction ? { instruction } : {}
  const answer = await ask(card, 'other', () => unwrap(drafts.other.$post({ param: { id: card.draftId }, json })))
  if (answer?.outcome.kind === 'busy') return sayBusy(answer.outcome.name)
  return answer?.outcome.kind === 'drafted' || (answer ? sayClosed() : false)
}

export async function showVersion(card: Card, version: number): Promise<boolean> {
  if (version === card.version || !card.versions.includes(version)) return false
  const answer = await ask(card, 'version', () =>
    unwrap(drafts.version.$post({ param: { id: card.draftId }, json: { version } })),
  )
  return answer ? didRevise(answer.outcome) : false
}

/** Puts priced media to the reply, or takes them off (null); nothing is sent. */
export async function attach(card: Card, offerId: string | null): Promise<boolean> {
  const answer = await ask(card, 'media', () =>
    unwrap(drafts.media.$put({ param: { id: card.draftId }, json: { offerId } })),
  )
  if (answer?.outcome.problem) {
    say(sayStopped(answer.card, answer.outcome.problem), { keeps: true })
    return false
  }
  return answer ? didRevise(answer.outcome) : false
}

/** The words become the draft that waits; nothing is sent. */
export async function revise(card: Card, text: string): Promise<boolean> {
  const answer = await ask(card, 'revise', () =>
    unwrap(drafts.revision.$post({ param: { id: card.draftId }, json: { text } })),
  )
  return answer ? didRevise(answer.outcome) : false
}

export async function takeLease(card: Card, takeOver = false): Promise<boolean> {
  const answer = await ask(card, 'lease', () =>
    unwrap(drafts.lease.$post({ param: { id: card.draftId }, json: { takeOver } })),
  )
  return answer?.outcome.kind === 'leased'
}

export async function releaseLease(card: Card): Promise<boolean> {
  return (await ask(card, 'release', () => unwrap(drafts.release.$post({ param: { id: card.draftId } })))) !== undefined
}

/** Keeps what was typed so far, whoever has the draft by now. @throws {ApiFailure} when it could not be kept */
export async function keepEdit(card: Card, text: string): Promise<void> {
  const { outcome, leaseUntil } = await unwrap(drafts.editing.$post({ param: { id: card.draftId }, json: { text } }))
  if (outcome.kind === 'leased' && leaseUntil) noteLease(card.draftId, leaseUntil)
}

export async function answerDelivery(card: Card, answer: 'arrived' | 'again' | 'drop'): Promise<boolean> {
  const json = { answer, ...(card.settledAt ? { asked: card.settledAt } : {}) }
  const said = await ask(card, answer, () => unwrap(drafts.delivery.$post({ param: { id: card.draftId }, json })))
  if (said) say(t(said.outcome.kind === 'settled' ? 'said.settled' : 'said.settled.late'))
  return said?.outcome.kind === 'settled'
}

export async function writeReply(conversationId: string, text: string): Promise<boolean> {
  const asked = unwrap(api.conversations[':id'].reply.$post({ param: { id: conversationId }, json: { text } }))
  const answer = await asked.catch(sayFailure)
  if (answer) noteCards([answer.card])
  return answer !== undefined
}

export async function requestDraft(conversationId: string): Promise<boolean> {
  const answer = await unwrap(api.conversations[':id'].draft.$post({ param: { id: conversationId } })).catch(sayFailure)
  return answer !== undefined
}

async function ask<Answer extends { card: Card }>(
  card: Card,
  verb: string,
  request: () => Promise<Answer>,
): Promise<Answer | undefined> {
  busy.value = { draftId: card.draftId, verb }
  try {
    const answer = await request()
    noteCards([answer.card])
    return answer
  } catch (problem) {
    return sayFailure(problem)
  } finally {
    busy.value = undefined
  }
}

function sayFailure(problem: unknown): undefined {
  say(problem instanceof ApiFailure ? problem.message : String(problem), { keeps: true })
}

function didRevise(outcome: { kind: string; name?: string | undefined }): boolean {
  if (outcome.kind === 'revised') return true
  return outcome.kind === 'busy' ? sayBusy(outcome.name) : sayClosed()
}

function sayClosed(): false {
  say(t('said.closed'))
  return false
}

function sayBusy(name = ''): false {
  say(t('said.busy', { name }))
  return false
}

/** Why nothing may leave from the creator's own account, or media not with this reply. */
export type Stopped = NonNullable<NonNullable<Card['business']>['stopped'] | NonNullable<Card['media']>['stopped']>

type Refused =
  | { kind: 'too-late' | 'rejected' | 'approved' | 'confirm' }
  | { kind: 'void'; why: 'fan-wrote' | 'words-changed' }
  | { kind: 'busy'; name: string }
  | { kind: 'refused'; problem: 'empty' | 'too-long' | 'unreachable' | Stopped }

const STOPPED: ReadonlySet<string> = new Set(['window-over', 'account-off', 'account-rights', 'account-asked'])
export const isStopped = (problem: string): problem is Stopped => STOPPED.has(problem) || problem.startsWith('media-')

/** Why nothing may leave from an account or with these media, and what helps. */
export const sayStopped = ({ fan, creatorName }: Card, why: Stopped) =>
  t(`stopped.${why}`, { fan: fan.name, creator: creatorName })

/** In plain words, what changed between reading and saying yes. */
function whyNot(outcome: Refused, card: Card): string {
  const fan = card.fan.name
  switch (outcome.kind) {
    case 'void':
      return outcome.why === 'words-changed' ? t('said.void.words') : t('said.void.fan', { fan })
    case 'busy':
      return t('said.busy', { name: outcome.name })
    case 'refused':
      return isStopped(outcome.problem)
        ? `${t('stopped.nothing')} ${sayStopped(card, outcome.problem)}`
        : t(`said.refused.${outcome.problem}`, { fan })
    default: {
      const name = card.decided?.name ?? ''
      if (card.state === 'superseded' && card.reason === 'creator-wrote') {
        return t('now.creator-wrote', { creator: card.creatorName, fan })
      }
      if (card.state === 'superseded' && card.reason === 'fan-took-back') return t('now.took-back', { fan })
      if (card.state === 'superseded') {
        return t('said.too-late.superseded', { fan, words: card.added.map(({ body }) => body).join(' · ') })
      }
      if (card.state === 'expired') return t('said.too-late.expired')
      return t(card.state === 'rejected' ? 'said.too-late.rejected' : 'said.too-late.approved', { name })
    }
  }
}
