import { serverNow } from '../clock.ts'
import { t } from '../words.ts'
import type { FanPageData } from './fan-data.ts'

const DAY_MS = 86_400_000
const DAYS = 30
const LABELS = ['positive', 'neutral', 'negative'] as const

/* One column a day, the newest at the right: above the line what was positive, below it what was negative. */
export function MoodStrip({ moods }: { moods: FanPageData['personality']['moods'] }) {
  const now = serverNow()
  const days = Array.from({ length: DAYS }, () => ({ positive: 0, neutral: 0, negative: 0 }))
  for (const { saidAt, label } of moods) {
    const day = days[DAYS - 1 - Math.min(DAYS - 1, Math.max(0, Math.floor((now - Date.parse(saidAt)) / DAY_MS)))]
    if (day) day[label] += 1
  }
  const most = Math.max(1, ...days.flatMap(({ positive, negative }) => [positive, negative]))
  const count = (label: (typeof LABELS)[number]) => moods.filter((mood) => mood.label === label).length
  const counts = { positive: count('positive'), neutral: count('neutral'), negative: count('negative') }
  return (
    <>
      <svg
        class="mood-strip"
        viewBox="0 0 180 40"
        preserveAspectRatio="none"
        role="img"
        aria-label={t('mood.chart', counts)}
      >
        <line x1="0" x2="180" y1="20" y2="20" class="strip-line" />
        {days.map(({ positive, neutral, negative }, index) => {
          const x = index * 6 + 1
          const [up, down] = [(positive / most) * 18, (negative / most) * 18]
          return (
            <g key={x}>
              {positive > 0 && <rect x={x} y={20 - up} width="4" height={up} class="mood-positive" />}
              {negative > 0 && <rect x={x} y="20" width="4" height={down} class="mood-negative" />}
              {neutral > 0 && positive + negative === 0 && (
                <rect x={x} y="19" width="4" height="2" class="mood-neutral" />
              )}
            </g>
          )
        })}
      </svg>
      <p class="soft small figures">{LABELS.map((label) => `${t(`mood.${label}`)} ${counts[label]}`).join(' · ')}</p>
    </>
  )
}

/* One column an hour, midnight at the left; the usual one stands out. */
export function HourStrip({ hours, hour }: { hours: number[]; hour: number }) {
  const most = Math.max(1, ...hours)
  return (
    <>
      <svg
        class="hour-strip"
        viewBox="0 0 168 40"
        preserveAspectRatio="none"
        role="img"
        aria-label={t('times.chart', { hour })}
      >
        <line x1="0" x2="168" y1="39.5" y2="39.5" class="strip-line" />
        {hours.map((count, at) => {
          const height = (count / most) * 36
          const x = at * 7 + 1
          return (
            <rect
              key={x}
              x={x}
              y={39 - height}
              width="5"
              height={height}
              class={at === hour ? 'hour-usual' : 'hour-other'}
            />
          )
        })}
      </svg>
      <p class="soft small">{t('times.chart', { hour })}</p>
    </>
  )
}
