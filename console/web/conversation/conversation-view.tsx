import { ArrowLeft, BookOpen, HeartHandshake, Unplug } from 'lucide'
import { useEffect, useRef, useState } from 'preact/hooks'
import { type Card, freshest, isOpen, type Message, readConversation } from '../cards.ts'
import { api, unwrap } from '../client.ts'
import type { LiveNews } from '../live.ts'
import { PasteIn } from '../paste/paste-in.tsx'
import { Avatar } from '../ui/avatar.tsx'
import { Badge } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Icon } from '../ui/icon.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { useResource } from '../use-resource.ts'
import { t } from '../words.ts'
import { DraftPanel } from './draft-panel.tsx'
import { flash } from './draft-text.tsx'
import { Known } from './known.tsx'
import { Lookers, useLooking } from './looking.tsx'
import { messagesOfCard, Thread } from './thread.tsx'
import { WhatHappened } from './what-happened.tsx'
import { WritePanel } from './write-panel.tsx'

/**
 * One conversation: the fan's words above, ours below, what is known at the side.
 * @param fromQueue the card the list has already, shown at once while the rest is read
 * @param stuck replies of this conversation that a person must look after, older than the draft
 */
export function ConversationView({
  conversationId,
  fromQueue,
  stuck,
  onDone,
}: {
  conversationId: string
  fromQueue: Card | undefined
  stuck: Card[]
  onDone: () => void
}) {
  const page = useResource(
    `conversation/${conversationId}`,
    () => readConversation(conversationId),
    (news) => concerns(news, conversationId, fromQueue?.draftId),
  )
  const [older, setOlder] = useState<{ messages: Message[]; hasMore: boolean } | undefined>()
  const [isKnownOpen, setKnownOpen] = useState(false)
  const data = page.state === 'ready' ? page.data : undefined
  const known = newer(data?.card, fromQueue)
  const card = known && freshest(known)
  const latest = data?.messages ?? (card ? messagesOfCard(card) : [])
  const messages = [...(older?.messages ?? []), ...latest]
  const highlighted = useUnseen(messages)
  useLooking(conversationId)

  useEffect(() => {
    if (data) void unwrap(api.conversations[':id'].read.$post({ param: { id: conversationId } })).catch(() => undefined)
  }, [data?.messages.at(-1)?.id])

  if (page.state === 'failed' && !card) return <Loaded from={page}>{() => null}</Loaded>
  const fan = card?.fan ?? data?.fan
  if (!fan) return <Skeleton lines={9} />
  const readOlder = async (): Promise<void> => {
    const first = messages[0]
    const read = first && (await readConversation(conversationId, first).catch(() => undefined))
    if (read) setOlder({ messages: [...read.messages, ...(older?.messages ?? [])], hasMore: read.hasMore })
  }
  /** Reads back as far as it takes, within reason. */
  const showMessage = async (id: string): Promise<void> => {
    setKnownOpen(false)
    let read = { messages: older?.messages ?? [], hasMore: older?.hasMore ?? data?.hasMore ?? false }
    for (let page = 0; page < MOST_PAGES && read.hasMore && ![...read.messages, ...latest].some(has(id)); page += 1) {
      const first = read.messages[0] ?? latest[0]
      const before = first && (await readConversation(conversationId, first).catch(() => undefined))
      if (!before) break
      read = { messages: [...before.messages, ...read.messages], hasMore: before.hasMore }
    }
    setOlder(read)
    // Drawn first, then looked at.
    setTimeout(() => flash(`message-${id}`))
  }
  const readNew = () => {
    const [first] = highlighted
    if (first) flash(`message-${first}`)
    else flash(`message-${messages.findLast(({ direction }) => direction === 'inbound')?.id}`)
    if (page.state === 'ready') void page.refetch()
  }
  const isUnanswered = messages.at(-1)?.direction === 'inbound'

  return (
    <>
      <div class="talk">
        <header class="talk-head">
          <span class="talk-back">
            <Button icon={ArrowLeft} label={t('action.back')} href="/queue" />
          </span>
          <Avatar name={fan.name} />
          <div class="talk-name">
            <h1>{fan.name}</h1>
            <span class="soft small">
              {card ? `${card.creatorName} · ${channelName(card.channel)}` : data && channelName(data.channel)}
            </span>
          </div>
          <Lookers conversationId={conversationId} />
          {fan.inCare && (
            <Badge tone="care" icon={HeartHandshake}>
              {t('why.care')}
            </Badge>
          )}
          {(card ?? data)?.channel === 'manual' && <PasteIn place={{ conversationId, fan: fan.name }} isIcon />}
          <span class="talk-known">
            <Button icon={BookOpen} look="plain" onClick={() => setKnownOpen(true)}>
              {t('known.title')}
            </Button>
          </span>
        </header>
        <Thread
          key={conversationId}
          messages={messages}
          fanName={fan.name}
          creatorName={card?.creatorName ?? ''}
          highlighted={highlighted}
          onOlder={(older ? older.hasMore : data?.hasMore) ? () => void readOlder() : undefined}
        />
        <div class="talk-foot">
          {data?.unreachable && (
            <p class="notice tone-failed">
              <Icon of={Unplug} />
              <span>{t('now.unreachable', { why: data.unreachable })}</span>
            </p>
          )}
          {stuck
            .filter(({ draftId }) => draftId !== card?.draftId)
            .map((reply) => (
              <div class="stuck" key={reply.draftId}>
                {reply.state !== 'by-hand' && <p class="stuck-text">{reply.text}</p>}
                <WhatHappened card={reply} isDrafting={false} onReadNew={readNew} />
              </div>
            ))}
          {card && (
            <DraftPanel
              key={card.draftId}
              card={card}
              isDrafting={data?.isDrafting ?? false}
              onDone={onDone}
              onReadNew={readNew}
            />
          )}
          {data &&
            !(card && (isOpen(card) || card.state === 'leaving')) &&
            (data.isDrafting ? (
              <p class="write soft">{t('now.drafting')}</p>
            ) : (
              <WritePanel conversationId={conversationId} fanName={fan.name} isUnanswered={isUnanswered} />
            ))}
        </div>
      </div>
      <aside class="side" aria-label={t('known.title')}>
        <Known page={data} card={card} onShow={(id) => void showMessage(id)} />
      </aside>
      {isKnownOpen && (
        <Dialog title={t('known.open')} onClose={() => setKnownOpen(false)}>
          <Known page={data} card={card} onShow={(id) => void showMessage(id)} />
        </Dialog>
      )}
    </>
  )
}

const MOST_PAGES = 12
const has = (id: string) => (message: Message) => message.id === id

/** What the fan said after this conversation was opened here: after the last of what stood there first. */
function useUnseen(messages: Message[]): ReadonlySet<string> {
  const first = useRef<{ ids: Set<string>; last: string } | undefined>(undefined)
  const last = messages.at(-1)?.sentAt
  if (last) first.current ??= { ids: new Set(messages.map(({ id }) => id)), last }
  const shown = first.current
  const isUnseen = ({ id, direction, sentAt }: Message) =>
    shown !== undefined && direction === 'inbound' && sentAt >= shown.last && !shown.ids.has(id)
  return new Set(messages.filter(isUnseen).map(({ id }) => id))
}

/** The later of two cards of one conversation. */
function newer(a: Card | undefined, b: Card | undefined): Card | undefined {
  if (!a || !b || a.draftId === b.draftId) return a ?? b
  return a.draftId > b.draftId ? a : b
}

function concerns(news: LiveNews, conversationId: string, draftId: string | undefined): boolean {
  if (news.kind === 'resync') return true
  // Neither changes what is read here.
  if (news.kind === 'lease' || news.kind === 'presence') return false
  return news.conversationId === conversationId || news.id === draftId
}

function channelName(channel: string): string {
  if (channel === 'try-it') return t('nav.try')
  if (channel === 'manual') return t('channel.manual')
  return channel.charAt(0).toUpperCase() + channel.slice(1)
}
