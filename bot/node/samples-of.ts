import { deliveryFiguresHere } from '../../core/delivery/delivery-figures.ts'
import type { Deps } from '../../core/deps.ts'
import { figuresHere } from '../../core/health/figures-here.ts'
import type { Figures } from '../../core/health/read-figures.ts'
import { recallFigures } from '../../core/recall/hot-indexes.ts'
import type { Sample } from './sample.ts'

/** What this process did since it began. */
export function samplesHere(deps: Pick<Deps, 'store' | 'models' | 'embedder' | 'now'>): Sample[] {
  const delivered = deliveryFiguresHere(deps.store)
  const { webhooks, drafts, lost } = figuresHere(deps.store)
  const { fans, bytes, ...reads } = recallFigures(deps.store)
  return [
    gauge('hot_fans', 'Fans whose index is in memory', fans),
    gauge('hot_fans_bytes', 'What those indexes weigh', bytes),
    ...(['queued', 'sent', 'failed', 'unknown', 'waited'] as const).map((outcome) =>
      counter('deliveries_total', 'Replies by what became of them in this process', delivered[outcome], { outcome }),
    ),
    counter('deliveries_lost_total', 'Replies whose process died or whose answer was lost', lost),
    counter('delivery_seconds_total', 'From yes to fan, of all sent', delivered.seconds),
    counter('drafts_made_total', 'Turns answered with a draft', drafts.made),
    counter('drafts_failed_total', 'Turns whose draft could not be made; each is tried again', drafts.failed),
    counter('draft_seconds_total', 'How long making drafts took, all together', drafts.seconds),
    ...Object.entries(webhooks).map(([outcome, value]) =>
      counter('webhooks_total', 'What creators’ programs told, by what became of it', value, { outcome }),
    ),
    ...Object.entries(reads).map(([how, value]) => counter('recall_total', 'How recall got its index', value, { how })),
    ...breakers(deps),
  ]
}

const OPEN = { closed: 0, 'half-open': 0.5, open: 1 } as const

/** Of several creators' breakers for the same model the one that is most open. */
function breakers({ models, embedder, now }: Pick<Deps, 'models' | 'embedder' | 'now'>): Sample[] {
  const known = models.breakers?.(now()) ?? []
  if (embedder) known.push({ provider: 'embeddings', modelId: embedder.name, state: embedder.breaker.state(now()) })
  const worst = new Map<string, Sample>()
  for (const { provider, modelId, state } of known) {
    const labels = { provider, model: modelId }
    const key = JSON.stringify(labels)
    const value = Math.max(OPEN[state], worst.get(key)?.value ?? 0)
    worst.set(
      key,
      gauge('breaker_open', '1: this model is left alone after failures; 0.5: being tried again', value, labels),
    )
  }
  return [...worst.values()]
}

/** How everything stands, in all processes together. */
export function samplesOf({ deliveries, oldestFree, windows, drafts, turns, troubles }: Figures, now: Date): Sample[] {
  const age = (since: Date | null | undefined) => (since ? Math.max(0, (now.getTime() - since.getTime()) / 1_000) : 0)
  const left = (until: Date | null) => (until ? Math.max(0, (until.getTime() - now.getTime()) / 1_000) : 0)
  const oldest = (...statuses: string[]) =>
    Math.max(0, ...deliveries.filter(({ status }) => statuses.includes(status)).map((one) => age(one.oldest)))
  const drafted = (status: string) => drafts.find((one) => one.status === status)
  return [
    ...deliveries.map(({ creatorId, channel, status, count }) =>
      gauge('deliveries_open', 'Replies that have not come to their end', count, {
        creator: creatorId,
        channel,
        state: status,
      }),
    ),
    gauge('deliveries_waiting', 'Approved replies that have not left', total(deliveries, 'ready')),
    gauge('deliveries_unknown', 'Replies of which nobody knows whether they arrived', total(deliveries, 'unknown')),
    gauge(
      'deliveries_failed',
      'Replies that were given up: a person says again, or leaves them',
      total(deliveries, 'failed'),
    ),
    gauge('delivery_oldest_seconds', 'Age of the oldest approved reply that has not left', oldest('ready', 'sending')),
    gauge('delivery_stuck_seconds', 'Age of the oldest of them that nothing holds back', age(oldestFree)),
    gauge('unknown_oldest_seconds', 'Age of the oldest reply that a person has to look for', oldest('unknown')),
    ...windows.flatMap(({ creatorId, channel, used, pausedUntil, fullUntil }) => {
      const labels = { creator: creatorId, channel }
      return [
        gauge('send_window_used', 'Sends of an account within the last minute', used, labels),
        gauge('send_paused_seconds', 'How long a platform still asked an account to wait', left(pausedUntil), labels),
        gauge('send_full_seconds', 'How long an account’s minute is still full', left(fullUntil), labels),
      ]
    }),
    gauge('drafts_waiting', 'Drafts that wait for a person', drafted('pending')?.count ?? 0),
    gauge('drafts_held', 'Drafts that a person put aside', drafted('held')?.count ?? 0),
    gauge('draft_oldest_seconds', 'Age of the oldest draft that waits for a person', age(drafted('pending')?.oldest)),
    gauge('turns_due', 'Fans whose answer is due and nobody drafts yet', turns.count),
    gauge('turn_oldest_seconds', 'How long the longest of them has been due', age(turns.oldest)),
    ...troubles.map(({ stage, count }) =>
      gauge('troubles_open', 'What Health shows as in need of a look', count, { stage }),
    ),
  ]
}

const total = (deliveries: Figures['deliveries'], state: string) =>
  deliveries.reduce((sum, { status, count }) => (status === state ? sum + count : sum), 0)

type Make = (name: string, help: string, value: number, labels?: Record<string, string>) => Sample
export const gauge: Make = (name, help, value, labels) => ({
  name,
  kind: 'gauge',
  help,
  value,
  ...(labels ? { labels } : {}),
})
export const counter: Make = (name, help, value, labels) => ({ ...gauge(name, help, value, labels), kind: 'counter' })
