import type { Card } from '../cards.ts'
import { tick } from '../clock.ts'
import { t } from '../words.ts'

const LEASE_SECONDS = 120
const AROUND = 2 * Math.PI * 6

type Lease = NonNullable<Card['lease']>

const secondsLeft = (until: string) => Math.max(0, Math.round((new Date(until).getTime() - tick.value) / 1_000))
const clock = (left: number) => `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`

/** "1:48": how long whoever has it open has it at least; typing renews it. */
export function LeaseTime({ until }: { until: string }) {
  return <span class="figures">{clock(secondsLeft(until))}</span>
}

/** How much of the two minutes is left. */
export function LeaseRing({ lease }: { lease: Lease }) {
  const left = secondsLeft(lease.until)
  const time = clock(left)
  const label = lease.isMine ? t('lease.mine', { time }) : t('lease.theirs', { name: lease.name, time })
  return (
    <svg class="ring" viewBox="0 0 16 16" role="img" aria-label={label}>
      <title>{label}</title>
      <circle cx="8" cy="8" r="6" class="ring-ground" />
      <circle
        cx="8"
        cy="8"
        r="6"
        stroke-dasharray={`${(AROUND * Math.min(left, LEASE_SECONDS)) / LEASE_SECONDS} ${AROUND}`}
        transform="rotate(-90 8 8)"
      />
    </svg>
  )
}
