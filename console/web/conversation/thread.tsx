import { Check, CircleAlert, Clock, Hand } from 'lucide'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import type { Card, Message } from '../cards.ts'
import { Bubble, DayRuler } from '../ui/bubble.tsx'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { Time } from '../ui/time.tsx'
import { t } from '../words.ts'
import { SentMedia } from './sent-media.tsx'

/** What was said, oldest first, with a ruler for each day; a thread never grows wider than one reads well. */
export function Thread({
  messages,
  fanName,
  creatorName,
  highlighted,
  onOlder,
}: {
  messages: Message[]
  fanName: string
  creatorName: string
  /** Messages the person has not had before them. */
  highlighted: ReadonlySet<string>
  onOlder: (() => void) | undefined
}) {
  const box = useRef<HTMLElement>(null)
  const wasAtEnd = useRef(true)
  const oldest = messages[0]?.id
  const newest = messages.at(-1)?.id
  const heightBefore = useRef(0)
  const oldestBefore = useRef(oldest)

  // At the end one stays at the end; when earlier messages grow above, what one was reading stays where it was.
  useLayoutEffect(() => {
    const element = box.current
    if (!element) return
    if (wasAtEnd.current) element.scrollTop = element.scrollHeight
    else if (oldest !== oldestBefore.current) element.scrollTop += element.scrollHeight - heightBefore.current
    oldestBefore.current = oldest
  }, [oldest, newest, messages.length])
  useEffect(() => {
    const element = box.current
    if (!element) return
    const watch = new ResizeObserver(() => {
      if (wasAtEnd.current) element.scrollTop = element.scrollHeight
    })
    watch.observe(element)
    return () => watch.disconnect()
  }, [])

  return (
    <section
      ref={box}
      class="thread"
      aria-label={t('thread.label', { fan: fanName })}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
      tabIndex={0}
      onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => {
        wasAtEnd.current = scrollHeight - scrollTop - clientHeight < 40
        heightBefore.current = scrollHeight
      }}
    >
      <div class="thread-inner">
        {onOlder && (
          <div class="thread-older">
            <Button
              onClick={() => {
                heightBefore.current = box.current?.scrollHeight ?? 0
                wasAtEnd.current = false
                onOlder()
              }}
            >
              {t('thread.older')}
            </Button>
          </div>
        )}
        {messages.map((message, index) => {
          const before = messages[index - 1]
          const isNewDay = !before || dayOf(before.sentAt) !== dayOf(message.sentAt)
          const isRun = !isNewDay && before?.direction === message.direction
          return (
            <div key={message.id}>
              {isNewDay && <DayRuler at={message.sentAt} />}
              <Said
                message={message}
                who={
                  message.direction === 'inbound'
                    ? t('thread.theirs', { fan: fanName })
                    : t('thread.ours', { creator: creatorName })
                }
                isRun={isRun}
                isNew={highlighted.has(message.id)}
              />
            </div>
          )
        })}
      </div>
    </section>
  )
}

function Said({ message, who, isRun, isNew }: { message: Message; who: string; isRun: boolean; isNew: boolean }) {
  return (
    <Bubble
      from={message.direction === 'inbound' ? 'fan' : 'us'}
      id={`message-${message.id}`}
      who={who}
      isRun={isRun}
      isNew={isNew}
      foot={
        <>
          {isNew && <span class="bubble-new">{t('thread.new')}</span>}
          {message.isEdited && <span>{t('thread.edited')}</span>}
          <Time at={message.sentAt} />
          {message.direction === 'outbound' && <Fate status={message.status} />}
        </>
      }
    >
      {message.isDeleted ? (
        <p class="soft">{t('thread.deleted')}</p>
      ) : (
        <>
          <SentMedia message={message} who={who} />
          {message.body && <p class="bubble-text">{message.body}</p>}
        </>
      )}
    </Bubble>
  )
}

function Fate({ status }: { status: string }) {
  switch (status) {
    case 'ready':
      return <Icon of={Clock} label={t('state.leaving')} />
    case 'sending':
      return <Icon of={Clock} label={t('state.sending')} />
    case 'by-hand':
      return <Icon of={Hand} label={t('state.by-hand')} />
    case 'failed':
      return <Icon of={CircleAlert} label={t('state.failed')} />
    case 'unknown':
      return <Icon of={CircleAlert} label={t('state.unknown')} />
    default:
      return <Icon of={Check} label={t('state.sent')} />
  }
}

/** What the card knows, while the whole thread is on its way. */
export function messagesOfCard(card: Card): Message[] {
  return card.messages.map((message) => ({
    ...message,
    direction: 'inbound',
    status: 'received',
    draftId: null,
    isDeleted: false,
  }))
}

const dayOf = (at: string) => new Date(at).toDateString()
