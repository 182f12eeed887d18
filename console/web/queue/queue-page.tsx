import { CircleCheckBig, MessagesSquare } from 'lucide'
import { useEffect, useRef, useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { type Card, freshest, isOpen, noteLease, type Queue, readConversation, readQueue } from '../cards.ts'
import { tick } from '../clock.ts'
import { ConversationView } from '../conversation/conversation-view.tsx'
import { useKeys } from '../keys.ts'
import { onLive } from '../live.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { prefetch, useResource } from '../use-resource.ts'
import { relativeTime, t } from '../words.ts'
import { KeyHelp } from './key-help.tsx'
import { QueueList } from './queue-list.tsx'
import { type Row, type Sections, sectionsOf } from './sections.ts'

/** Home: who waits on the left, the one being answered in the middle, what is known on the right. */
export function QueuePage({ conversationId }: { conversationId: string | undefined }) {
  const { route } = useLocation()
  const queue = useResource(
    'queue',
    readQueue,
    ({ kind }) => kind === 'draft' || kind === 'delivery' || kind === 'message',
  )
  const [isHelpOpen, setHelpOpen] = useState(false)
  const search = useRef<HTMLInputElement>(null)
  const sections = queue.state === 'ready' ? sectionsOf(queue.data) : undefined
  const rows = sections
    ? [...sections.stuck, ...sections.byHand, ...sections.waiting, ...sections.held, ...sections.decided]
    : []
  const isPhone = matchMedia('(max-width: 720px)').matches
  const chosen = useChosen(conversationId, { first: rows[0]?.card.conversationId, isPhone })
  const place = usePlace(rows, chosen)

  const go = (to: number) => {
    const row = rows[Math.max(0, Math.min(rows.length - 1, to))]
    if (row) route(`/conversations/${row.card.conversationId}`, conversationId !== undefined)
  }
  // When the one before the eyes has left the list, the next one has taken its place.
  const next = () => go(place.isListed ? place.at + 1 : place.at)
  const afterDone = () => {
    const waiting = rows.filter(({ card }) => isOpen(card) && card.state !== 'held' && card.conversationId !== chosen)
    const [first] = waiting
    if (first) route(`/conversations/${first.card.conversationId}`, true)
    else if (isPhone) route('/queue', true)
  }
  useKeys({
    j: next,
    k: () => go(place.at - 1),
    '/': () => search.current?.focus(),
    '?': () => setHelpOpen(true),
  })
  useEffect(() => {
    const open = () => setHelpOpen(true)
    document.addEventListener('souvenir:keys', open)
    return () => document.removeEventListener('souvenir:keys', open)
  }, [])
  useEffect(
    () => onLive((news) => news.kind === 'lease' && news.until !== undefined && noteLease(news.id, news.until)),
    [],
  )
  const following = rows[place.at + 1]?.card.conversationId
  useEffect(() => {
    if (following) prefetch(`conversation/${following}`, () => readConversation(following))
  }, [following])
  useEffect(() => {
    const count = sections?.waiting.length ?? 0
    document.title = count > 0 ? `(${count}) ${t('app.name')}` : t('app.name')
  })

  return (
    <div class={conversationId ? 'desk is-open' : 'desk'}>
      <div class="desk-list">
        <Loaded from={queue} lines={12}>
          {(data) =>
            sections && (
              <QueueList
                sections={sections}
                chosen={chosen}
                search={search}
                isEmpty={isEmpty(sections)}
                empty={<AllAnswered queue={data} />}
              />
            )
          }
        </Loaded>
      </div>
      <div class="desk-talk">
        {chosen ? (
          <ConversationView
            key={chosen}
            conversationId={chosen}
            fromQueue={latestOf(rows, chosen)}
            stuck={[...(sections?.stuck ?? []), ...(sections?.byHand ?? [])]
              .map(({ card }) => card)
              .filter((card) => card.conversationId === chosen)}
            onDone={afterDone}
          />
        ) : (
          queue.state === 'ready' && (
            <EmptyState icon={MessagesSquare} title={t('queue.choose')}>
              {t('queue.choose.body')}
            </EmptyState>
          )
        )}
      </div>
      {isHelpOpen && <KeyHelp onClose={() => setHelpOpen(false)} />}
    </div>
  )
}

function AllAnswered({ queue: { nextPromise } }: { queue: Queue }) {
  return (
    <EmptyState icon={CircleCheckBig} title={t('queue.empty')}>
      {nextPromise
        ? t('queue.empty.promise', {
            text: nextPromise.text,
            fan: nextPromise.fanName,
            when: relativeTime(nextPromise.dueAt, tick.value),
          })
        : t('queue.empty.body')}
    </EmptyState>
  )
}

/**
 * The conversation in the address; without one the first of the list, and that one until the person goes elsewhere: what is
 * before the eyes never changes places by itself.
 */
function useChosen(
  conversationId: string | undefined,
  { first, isPhone }: { first: string | undefined; isPhone: boolean },
): string | undefined {
  const kept = useRef<string | undefined>(undefined)
  if (conversationId) kept.current = conversationId
  else kept.current ??= first
  return conversationId ?? (isPhone ? undefined : kept.current)
}

/** Where the chosen conversation stands in the list, or where it stood last. */
function usePlace(rows: Row[], chosen: string | undefined): { at: number; isListed: boolean } {
  const last = useRef(0)
  const at = rows.findIndex(({ card }) => card.conversationId === chosen)
  if (at >= 0) last.current = at
  return { at: at >= 0 ? at : Math.min(last.current, Math.max(0, rows.length - 1)), isListed: at >= 0 }
}

function latestOf(rows: Row[], conversationId: string): Card | undefined {
  const cards = rows.map(({ card }) => card).filter((card) => card.conversationId === conversationId)
  const latest = cards.toSorted((a, b) => (a.draftId < b.draftId ? 1 : -1))[0]
  return latest && freshest(latest)
}

const isEmpty = (sections: Sections) =>
  sections.waiting.length + sections.held.length + sections.stuck.length + sections.byHand.length === 0
