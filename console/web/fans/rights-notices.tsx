import { Hourglass } from 'lucide'
import { Icon } from '../ui/icon.tsx'
import { day, moment, t } from '../words.ts'
import type { FanPageData } from './fan-data.ts'

/** What this fan asked and what is planned for them, above everything else on their page. */
export function RightsNotices({ data: { fan, requests, erasure } }: { data: FanPageData }) {
  const lines = [
    ...(erasure
      ? [
          erasure.state === 'asked' && erasure.reason === 'fan'
            ? t('fan.to-forget', { time: moment(erasure.beginsAt), due: moment(erasure.dueAt) })
            : t('forget.running'),
        ]
      : []),
    ...requests.map(({ kind, dueAt }) =>
      [t(`request.${kind}`, { name: fan.name }), dueAt ? t('rights.due', { time: day(dueAt) }) : '']
        .filter(Boolean)
        .join('. '),
    ),
    ...(fan.forgetOn ? [t('rights.forgotten-on', { day: day(fan.forgetOn) })] : []),
  ]
  if (lines.length === 0) return null
  return (
    <a class="notice tone-waiting" href="/rights">
      <Icon of={Hourglass} />
      <div>
        {lines.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </div>
    </a>
  )
}
