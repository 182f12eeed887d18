import type { DecisionOutcome } from '../../core/approval/decision.ts'
import type { ReviewCard } from '../../core/approval/review-card.ts'
import { closedBecause } from '../../core/approval/withdraw-reply.ts'
import { type Language, say } from '../../core/words/say.ts'
import { sayStopped } from './card-words.ts'

/** What a pop-up says of a decision. @param card as it was when the button was tapped */
export function sayDecision(outcome: DecisionOutcome, card: ReviewCard): string {
  const { language, fan } = card
  switch (outcome.kind) {
    case 'approved':
      return say(language, 'said.approved')
    case 'rejected':
      return say(language, 'said.rejected')
    case 'too-late':
      return sayClosed(language, outcome.draft, card)
    case 'void':
      return outcome.why === 'fan-wrote'
        ? say(language, 'said.fan-wrote', { fan: fan.name })
        : say(language, 'said.words-changed')
    case 'busy':
      return say(language, 'said.busy', { name: outcome.name })
    case 'confirm':
      return say(language, 'said.confirm', { warnings: outcome.warnings.map(({ says }) => says[language]).join(' ') })
    case 'refused':
      if (outcome.problem === 'unreachable') {
        return say(language, 'said.unreachable', { problem: card.problem ?? '' }).replace(/[:\s]+$/, '.')
      }
      if (outcome.problem === 'empty' || outcome.problem === 'too-long') return say(language, `said.${outcome.problem}`)
      return say(language, 'said.stopped', { why: sayStopped(card, outcome.problem) })
    case 'not-found':
      return say(language, 'said.gone')
  }
}

/** Why a draft takes no decision any more. Expired is not refused, and superseded is neither. */
export function sayClosed(
  language: Language,
  draft: { status: string; decidedByName: string | null; reason?: string | undefined },
  { fan, creatorName }: Pick<ReviewCard, 'fan' | 'creatorName'>,
): string {
  const why = draft.status === 'superseded' ? closedBecause(draft.reason) : undefined
  if (why) return say(language, `said.${why}`, { fan: fan.name, creator: creatorName })
  const name = draft.decidedByName ?? ''
  switch (draft.status) {
    case 'approved':
      return say(language, 'said.already-approved', { name })
    case 'rejected':
      return say(language, 'said.already-rejected', { name })
    case 'superseded':
      return say(language, 'said.already-superseded', { fan: fan.name })
    case 'expired':
      return say(language, 'said.already-expired')
    default:
      return say(language, 'said.nothing-changed')
  }
}
