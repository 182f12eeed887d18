import { HeartHandshake, Search, TriangleAlert } from 'lucide'
import type { ComponentChildren, RefObject } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { api, unwrap } from '../client.ts'
import { tick } from '../clock.ts'
import { LeaseTime } from '../conversation/lease-ring.tsx'
import { Lookers } from '../conversation/looking.tsx'
import { PasteIn } from '../paste/paste-in.tsx'
import { Avatar } from '../ui/avatar.tsx'
import { Badge, StateBadge } from '../ui/badge.tsx'
import { Icon } from '../ui/icon.tsx'
import { Kbd } from '../ui/kbd.tsx'
import { Time } from '../ui/time.tsx'
import { useResource } from '../use-resource.ts'
import { moment, relativeTime, t } from '../words.ts'
import type { Row, Sections } from './sections.ts'

/** Who waits, why first, since when; below what is put aside and what was decided lately. */
export function QueueList({
  sections,
  chosen,
  search,
  isEmpty,
  empty,
}: {
  sections: Sections
  chosen: string | undefined
  search: RefObject<HTMLInputElement | null>
  isEmpty: boolean
  empty: ComponentChildren
}) {
  const [query, setQuery] = useState('')
  const wanted = query.trim().toLowerCase()
  return (
    <>
      <header class="list-head">
        <div class="list-title">
          <h1>
            {t('queue.title')} <span class="soft figures">{sections.waiting.length || ''}</span>
          </h1>
          <PasteIn isIcon />
        </div>
        <div class="search">
          <Icon of={Search} />
          <input
            ref={search}
            class="input"
            type="search"
            aria-label={t('queue.search')}
            placeholder={t('queue.search')}
            value={query}
            onInput={(event) => setQuery(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Escape') return
              setQuery('')
              event.currentTarget.blur()
            }}
          />
          {!query && <Kbd>/</Kbd>}
        </div>
      </header>
      {wanted ? (
        <Found wanted={wanted} chosen={chosen} />
      ) : (
        <>
          {isEmpty && empty}
          <Part title={t('queue.stuck')} rows={sections.stuck} chosen={chosen} />
          <Part title={t('queue.by-hand')} rows={sections.byHand} chosen={chosen} />
          <Part title={t('queue.waiting')} rows={sections.waiting} chosen={chosen} />
          <Part title={t('queue.held')} rows={sections.held} chosen={chosen} />
          <Part title={t('queue.decided')} rows={sections.decided} chosen={chosen} />
        </>
      )}
    </>
  )
}

function Part({ title, rows, chosen }: { title: string; rows: Row[]; chosen: string | undefined }) {
  if (rows.length === 0) return null
  return (
    <section class="list-part">
      <h2>
        {title} <span class="figures">{rows.length}</span>
      </h2>
      <ul>
        {rows.map((row) => (
          <QueueRow key={row.card.draftId} row={row} isChosen={row.card.conversationId === chosen} />
        ))}
      </ul>
    </section>
  )
}

function QueueRow({ row: { card, why }, isChosen }: { row: Row; isChosen: boolean }) {
  const link = useRef<HTMLAnchorElement>(null)
  useEffect(() => {
    if (isChosen) link.current?.scrollIntoView({ block: 'nearest' })
  }, [isChosen])
  const isWaiting = card.state === 'waiting' || card.state === 'editing'
  const last = card.messages.at(-1)
  return (
    <li>
      <a
        ref={link}
        class="queue-row"
        href={`/conversations/${card.conversationId}`}
        aria-current={isChosen ? 'true' : undefined}
        // After a click the keys belong to the draft: Enter sends, it does not open this again.
        onClick={(event) => event.detail > 0 && event.currentTarget.blur()}
      >
        <Avatar name={card.fan.name} />
        <span class="queue-row-body">
          <span class="queue-row-top">
            <b>{card.fan.name}</b>
            <Lookers conversationId={card.conversationId} />
            <span class="queue-row-time">
              {isWaiting ? (
                <Time at={card.waitingSince} as="lasted" />
              ) : (
                <Time at={card.settledAt ?? card.decided?.at ?? card.waitingSince} />
              )}
            </span>
          </span>
          <span class="queue-row-words">{isWaiting ? last?.body || t('row.media') : card.text}</span>
          <RowNotes card={card} why={why} />
        </span>
      </a>
    </li>
  )
}

function RowNotes({ card, why }: Row) {
  const notes: ComponentChildren[] = []
  if (card.lease) {
    notes.push(
      <StateBadge key="lease" state="editing">
        {card.lease.isMine ? t('row.mine') : t('row.editing', { name: card.lease.name })}{' '}
        <LeaseTime until={card.lease.until} />
      </StateBadge>,
    )
  } else if (card.state === 'held') {
    notes.push(
      <StateBadge key="held" state="held">
        {card.heldUntil ? t('row.until', { when: moment(card.heldUntil) }) : t('row.until.reply')}
      </StateBadge>,
    )
  } else if (card.state !== 'waiting') notes.push(<StateBadge key="state" state={card.state} />)
  const reason = why && reasonOf(why)
  if (why?.kind === 'care') {
    notes.push(
      <Badge key="why" tone="care" icon={HeartHandshake}>
        {reason}
      </Badge>,
    )
  } else if (reason) notes.push(<span key="why">{reason}</span>)
  if (card.warnings.length > 0 && (card.state === 'waiting' || card.state === 'editing')) {
    notes.push(
      <span key="warnings" class="queue-row-warnings">
        <Icon of={TriangleAlert} />
        {t('row.warnings', { count: card.warnings.length })}
      </span>,
    )
  }
  return notes.length > 0 ? <span class="queue-row-notes">{notes}</span> : null
}

function reasonOf(why: NonNullable<Row['why']>): string | undefined {
  switch (why.kind) {
    case 'care':
      return t('why.care')
    case 'promise-due':
      return new Date(why.dueAt).getTime() < tick.value
        ? t('why.promise-late')
        : t('why.promise-due', { when: relativeTime(why.dueAt, tick.value) })
    case 'asked-again':
      return t('why.asked-again', { count: why.messages })
    case 'waiting':
      return undefined
  }
}

/** Every conversation whose fan or last words match. */
function Found({ wanted, chosen }: { wanted: string; chosen: string | undefined }) {
  const all = useResource('conversations', () => unwrap(api.conversations.$get()))
  const lines = all.state === 'ready' ? all.data.conversations : []
  const found = lines.filter(({ fan, last }) => `${fan.name} ${last?.text ?? ''}`.toLowerCase().includes(wanted))
  if (all.state === 'ready' && found.length === 0) {
    return <p class="list-none soft">{t('queue.search.none', { query: wanted })}</p>
  }
  return (
    <section class="list-part">
      <h2>{t('queue.search.found')}</h2>
      <ul>
        {found.map(({ id, fan, last, lastMessageAt }) => (
          <li key={id}>
            <a class="queue-row" href={`/conversations/${id}`} aria-current={id === chosen ? 'true' : undefined}>
              <Avatar name={fan.name} />
              <span class="queue-row-body">
                <span class="queue-row-top">
                  <b>{fan.name}</b>
                  <span class="queue-row-time">{lastMessageAt && <Time at={lastMessageAt} as="relative" />}</span>
                </span>
                <span class="queue-row-words">{last?.text || t('row.media')}</span>
              </span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}
