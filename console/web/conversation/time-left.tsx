import { Hourglass, Unplug } from 'lucide'
import type { Card } from '../cards.ts'
import { tick } from '../clock.ts'
import { Icon } from '../ui/icon.tsx'
import { moment, t } from '../words.ts'
import { sayStopped } from './act.ts'

const HURRY_MINUTES = 60

/** Counts down how long a fan of the creator's own account can be answered, or says why not. */
export function TimeLeft({ card, business }: { card: Card; business: NonNullable<Card['business']> }) {
  const minutes = Math.floor((new Date(business.replyBy).getTime() - tick.value) / 60_000)
  const stopped = business.stopped ?? (minutes < 0 ? 'window-over' : undefined)
  if (stopped) {
    return (
      <p class="notice tone-failed" role="status">
        <Icon of={Unplug} />
        <span>{sayStopped(card, stopped)}</span>
      </p>
    )
  }
  const fan = card.fan.name
  const left =
    minutes >= 60
      ? t('window.left.hours', { hours: Math.floor(minutes / 60), minutes: minutes % 60, fan })
      : minutes >= 1
        ? t('window.left.minutes', { minutes, fan })
        : t('window.left.moments', { fan })
  return (
    <p
      class={`notice figures ${minutes < HURRY_MINUTES ? 'tone-waiting' : 'tone-superseded'}`}
      title={t('window.why', { creator: card.creatorName, when: moment(business.replyBy) })}
    >
      <Icon of={Hourglass} />
      <span>{left}</span>
    </p>
  )
}
