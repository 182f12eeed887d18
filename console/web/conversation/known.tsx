import { CornerUpLeft, HeartHandshake, Lock, Pin, ShieldAlert } from 'lucide'
import type { ComponentChildren } from 'preact'
import type { Card, ConversationPage } from '../cards.ts'
import { tick } from '../clock.ts'
import { Badge } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { Time } from '../ui/time.tsx'
import { clockTimeIn, money, relativeTime, said, spent, t } from '../words.ts'

/** All that is known of the fan, beside the words one is about to send: each line with its age and, by `onShow`, the message it comes from. */
export function Known({
  page,
  card,
  onShow,
}: {
  page: ConversationPage | undefined
  card: Card | undefined
  onShow: (messageId: string) => void
}) {
  const recalled = card?.recalled ?? []
  return (
    <div class="known">
      {card && <Facts card={card} purchases={page?.purchases.length ?? 0} />}
      <Part title={t('known.recalled')} isEmpty={recalled.length === 0} empty={t('known.recalled.none')}>
        {recalled.map((item) => (
          <li key={item.id} id={`known-${item.id}`} class="known-line">
            <p>{item.text}</p>
            <p class="known-source">
              <Time at={item.at} as="relative" />
              <span>{said(item.why)}</span>
            </p>
            <Source messageId={item.kind === 'message' ? item.id : item.sourceMessageId} onShow={onShow} />
          </li>
        ))}
      </Part>
      {page && <Rest page={page} onShow={onShow} isRecalled={(id) => recalled.some((item) => item.id === id)} />}
    </div>
  )
}

/** What was recalled for this draft stands above and is not said twice. */
function Rest({
  page,
  isRecalled,
  onShow,
}: {
  page: ConversationPage
  isRecalled: (id: string) => boolean
  onShow: (messageId: string) => void
}) {
  const memories = page.memories.filter(({ id }) => !isRecalled(id))
  return (
    <>
      <Part title={t('known.promises')} isEmpty={page.promises.length === 0} empty={t('known.promises.none')}>
        {page.promises.map(({ id, text, dueAt }) => (
          <li key={id} class="known-line">
            <p>{text}</p>
            {dueAt && (
              <p class={isDue(dueAt) ? 'known-source is-due' : 'known-source'}>
                {t(isLate(dueAt) ? 'known.promise.late' : 'known.promise.due', {
                  when: relativeTime(dueAt, tick.value),
                })}
              </p>
            )}
          </li>
        ))}
      </Part>
      <Part
        title={t('known.facts')}
        isEmpty={memories.length === 0}
        empty={t(page.memories.length > 0 ? 'known.facts.all' : 'known.facts.none')}
      >
        {memories.map((memory) => (
          <li key={memory.id} class="known-line">
            <p>{memory.fact}</p>
            <p class="known-source">
              {memory.isPinned && <Icon of={Pin} />}
              <Time at={memory.lastSeenAt} as="relative" />
              {memory.sensitivity === 'sensitive' && (
                <Badge tone="care" icon={ShieldAlert}>
                  {t('known.facts.sensitive')}
                </Badge>
              )}
              {memory.isPrivate && <Badge icon={Lock}>{t('known.facts.private')}</Badge>}
            </p>
            <Source messageId={memory.sourceMessageId ?? undefined} onShow={onShow} />
          </li>
        ))}
      </Part>
      <Part title={t('known.preferences')} isEmpty={page.preferences.length === 0} empty={t('known.preferences.none')}>
        {page.preferences.map(({ id, rule, isForEveryone }) => (
          <li key={id} class="known-line">
            <p>{rule}</p>
            {isForEveryone && <p class="known-source">{t('known.preferences.all')}</p>}
          </li>
        ))}
      </Part>
      {page.purchases.length > 0 && (
        <Part title={t('known.purchases')} isEmpty={false} empty="">
          {page.purchases.slice(0, 6).map(({ id, title, amountMinor, currency, purchasedAt }) => (
            <li key={id} class="known-line known-purchase">
              <p>{title}</p>
              <span class="figures">{money(amountMinor, currency)}</span>
              <span class="known-source">
                <Time at={purchasedAt} as="relative" />
              </span>
            </li>
          ))}
        </Part>
      )}
    </>
  )
}

/** Short and neutral; money disappears when the fan is in care. */
function Facts({ card, purchases }: { card: Card; purchases: number }) {
  const { fan } = card
  const theirTime = fan.timeZone && clockTimeIn(fan.timeZone, tick.value)
  return (
    <div class="known-facts">
      {fan.inCare && (
        <Badge tone="care" icon={HeartHandshake}>
          {t('known.care')}
        </Badge>
      )}
      {!fan.inCare && (
        <span>
          {spent(fan) ? (
            <>
              <b class="figures">{spent(fan)}</b>
              {purchases > 0 && ` · ${t('known.bought', { count: purchases })}`}
              {fan.lastBoughtAt && ` · ${t('known.bought.last', { when: relativeTime(fan.lastBoughtAt, tick.value) })}`}
            </>
          ) : (
            t('known.nothing.bought')
          )}
        </span>
      )}
      <span class="figures">
        {[theirTime && t('known.time', { time: theirTime }), fan.language.toUpperCase()].filter(Boolean).join(' · ')}
      </span>
      <a href={`/fans/${fan.id}`}>{t('known.fan')}</a>
    </div>
  )
}

function Part({
  title,
  isEmpty,
  empty,
  children,
}: {
  title: string
  isEmpty: boolean
  empty: string
  children: ComponentChildren
}) {
  return (
    <section class="known-part">
      <h2>{title}</h2>
      {isEmpty ? <p class="soft">{empty}</p> : <ul>{children}</ul>}
    </section>
  )
}

function Source({ messageId, onShow }: { messageId: string | undefined; onShow: (messageId: string) => void }) {
  if (!messageId) return null
  return (
    <span class="known-show">
      <Button icon={CornerUpLeft} label={t('known.source')} onClick={() => onShow(messageId)} />
    </span>
  )
}

const isDue = (at: string) => new Date(at).getTime() - tick.value < 24 * 3_600_000
const isLate = (at: string) => new Date(at).getTime() < tick.value
