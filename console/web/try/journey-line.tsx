import { attemptWords } from '../attempts.ts'
import { Stage, type StageState } from '../ui/stage.tsx'
import type { Again } from '../use-resource.ts'
import { t } from '../words.ts'
import { Decide } from './decide.tsx'
import { Leaving } from './leaving.tsx'
import { Recalled } from './recalled.tsx'
import { Taught } from './taught.tsx'
import type { Journey } from './try-data.ts'

/** The way of one message, from top to bottom; what has not happened yet is drawn too. */
export function JourneyLine({ journey, again }: { journey: Journey | undefined; again: Again }) {
  const drafted = journey?.drafted
  const decided = journey?.decided
  const isWaiting = !!drafted && !decided
  const isSent = journey?.delivery?.status === 'sent'
  const isRejected = decided?.verdict === 'reject'
  return (
    <ol class="stages">
      <Stage
        title={t('stage.received')}
        state={journey ? 'done' : 'later'}
        at={journey?.message.receivedAt}
        line={t('stage.received.line')}
      />
      <Stage title={t('stage.burst')} state={drafted ? 'done' : journey ? 'now' : 'later'} line={burstLine(journey)}>
        {journey && journey.burst.length > 1 && (
          <ul class="plain-list">
            {journey.burst.map(({ id, body }) => (
              <li key={id}>{body}</li>
            ))}
          </ul>
        )}
      </Stage>
      <Stage
        title={t('stage.recalled')}
        state={drafted ? 'done' : 'later'}
        at={drafted?.at}
        line={drafted ? t('stage.recalled.count', { count: drafted.recalled.length }) : t('stage.recalled.line')}
        isOpen={isWaiting}
      >
        {drafted && drafted.recalled.length > 0 && <Recalled recalled={drafted.recalled} />}
      </Stage>
      <Stage
        title={t('stage.drafted')}
        state={drafted ? 'done' : 'later'}
        at={drafted?.at}
        line={drafted ? originLine(drafted.origin) : t('stage.drafted.line')}
      >
        {drafted && drafted.attempts.length > 0 && (
          <ul class="plain-list">
            {drafted.attempts.map(({ model, outcome }, index) => (
              <li key={index}>{attemptWords(model, outcome)}</li>
            ))}
          </ul>
        )}
      </Stage>
      <Stage
        title={t('stage.approval')}
        state={decided ? 'done' : isWaiting ? 'now' : 'later'}
        at={decided?.at}
        line={approvalLine(journey)}
        isOpen
      >
        {isWaiting && journey?.card && <Decide card={journey.card} again={again} />}
      </Stage>
      <Stage
        title={t('stage.delivery')}
        state={isRejected ? 'later' : deliveryState(journey)}
        at={isSent ? journey?.delivery?.at : undefined}
        line={isRejected ? t('stage.delivery.none') : deliveryLine(journey)}
        isOpen
      >
        {journey?.delivery?.undoUntil && drafted && (
          <Leaving until={journey.delivery.undoUntil} draftId={drafted.draftId} again={again} />
        )}
      </Stage>
      <Stage
        title={t('stage.learned')}
        state={isSent || isRejected ? 'done' : 'later'}
        line={isSent || isRejected ? undefined : t('stage.learned.line')}
        isOpen
      >
        {journey && (isSent || isRejected) && <Taught journey={journey} />}
      </Stage>
    </ol>
  )
}

function burstLine(journey: Journey | undefined): string {
  if (!journey?.drafted) return journey && !journey.burstUntil ? t('stage.burst.quiet') : t('stage.burst.line')
  return t('stage.burst.done', { count: journey.burst.length })
}

function originLine(origin: string): string {
  if (origin === 'offline') return t('stage.drafted.offline')
  return t('stage.drafted.model', { model: origin.replace(/^model:/, '') })
}

function approvalLine(journey: Journey | undefined): string {
  const { decided, card } = journey ?? {}
  if (decided?.verdict === 'reject') return t('stage.approval.rejected', { name: decided.name })
  if (decided) {
    const percent = Math.round(decided.editShare * 100)
    return percent > 0
      ? t('stage.approval.changed', { name: decided.name, percent })
      : t('stage.approval.as-drafted', { name: decided.name })
  }
  if (card?.state === 'superseded') return t('stage.approval.overtaken')
  return t('stage.approval.line')
}

function deliveryState(journey: Journey | undefined): StageState {
  switch (journey?.delivery?.status) {
    case 'sent':
      return 'done'
    case 'unknown':
    case 'failed':
      return 'stopped'
    case undefined:
      return 'later'
    default:
      return 'now'
  }
}

function deliveryLine(journey: Journey | undefined): string {
  const { delivery, fan } = journey ?? {}
  if (delivery?.status === 'sent') return t('stage.delivery.sent', { name: fan?.name ?? '' })
  if (delivery?.problem) return delivery.problem
  return delivery ? t('stage.delivery.leaving') : t('stage.delivery.line')
}
