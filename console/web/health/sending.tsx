import { CircleCheck, Clock, Hand, Hourglass } from 'lucide'
import { Button } from '../ui/button.tsx'
import { Panel } from '../ui/panel.tsx'
import { Row } from '../ui/row.tsx'
import { Time } from '../ui/time.tsx'
import { t } from '../words.ts'
import { channelName } from './channel-name.ts'
import type { Health } from './health-data.ts'

/** What is on its way: how much, since when, and which account rests and why. */
export function Sending({ sending }: { sending: Health['sending'] }) {
  const { depth, inFlight, byHand, oldestAt, accounts } = sending
  const waiting = depth + inFlight
  const resting = accounts.filter(({ pausedUntil, fullUntil }) => pausedUntil || fullUntil)
  return (
    <Panel title={t('sending.title')}>
      {waiting === 0 ? (
        <Row icon={CircleCheck} tone="sent" title={t('sending.none')}>
          {t('sending.none.body')}
        </Row>
      ) : (
        <Row icon={Hourglass} tone="waiting" title={t('sending.waiting', { count: waiting })}>
          {oldestAt && (
            <>
              {t('sending.oldest')} <Time at={oldestAt} as="relative" />.{' '}
            </>
          )}
          {t('sending.waiting.body')}
        </Row>
      )}
      {resting.map(
        ({ creatorId, creatorName, channel, queued, usedThisMinute, pausedUntil, pausedBecause, fullUntil }) => (
          <Row
            key={`${creatorId}/${channel}`}
            icon={Clock}
            tone="waiting"
            title={t(pausedUntil ? 'sending.paused' : 'sending.full', {
              creator: creatorName,
              channel: channelName(channel),
            })}
          >
            {pausedUntil ? pausedBecause : t('sending.full.body', { count: usedThisMinute })} {t('sending.until')}{' '}
            <Time at={pausedUntil ?? fullUntil ?? ''} as="seconds" />.{' '}
            {queued > 0 && t('sending.behind', { count: queued })}
          </Row>
        ),
      )}
      {byHand > 0 && (
        <Row
          icon={Hand}
          tone="waiting"
          title={t('sending.by-hand', { count: byHand })}
          action={
            <Button look="plain" href="/">
              {t('sending.by-hand.open')}
            </Button>
          }
        >
          {t('sending.by-hand.body')}
        </Row>
      )}
    </Panel>
  )
}
