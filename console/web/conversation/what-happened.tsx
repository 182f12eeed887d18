import { ArrowUp, Undo2 } from 'lucide'
import type { ComponentChildren } from 'preact'
import { type Card, mineOf } from '../cards.ts'
import { tick } from '../clock.ts'
import { channelName } from '../health/channel-name.ts'
import { Button } from '../ui/button.tsx'
import { clockTime, moment, t } from '../words.ts'
import { answerDelivery, requestDraft, undo, unhold } from './act.ts'
import { ByHand } from './by-hand.tsx'

/** What became of a draft, in one sentence, with what can be done about it. Nothing for one that simply waits. */
export function WhatHappened({
  card,
  isDrafting,
  onReadNew,
}: {
  card: Card
  isDrafting: boolean
  onReadNew: () => void
}) {
  const fan = card.fan.name
  const name = card.decided?.name ?? ''
  switch (card.state) {
    case 'waiting':
    case 'editing':
      return null
    case 'held':
      return (
        <Said
          tone="superseded"
          says={card.heldUntil ? t('now.held', { when: moment(card.heldUntil) }) : t('now.held.reply', { fan })}
        >
          <Button look="plain" onClick={() => void unhold(card)}>
            {t('now.held.back')}
          </Button>
        </Said>
      )
    case 'leaving':
      return (
        <Said tone="sent" says={leavesIn(card)}>
          <Button look="plain" icon={Undo2} keys="z" onClick={() => void undo(card)}>
            {t('action.undo')}
          </Button>
        </Said>
      )
    case 'sending':
      return <Said tone="sent" says={card.problem ?? t('now.sending', { fan })} />
    case 'sent':
      return (
        <Said
          tone="sent"
          says={t(card.editedBy ? 'now.sent.edited' : 'now.sent', {
            name,
            when: moment(card.settledAt ?? card.decided?.at ?? card.waitingSince),
          })}
        />
      )
    case 'by-hand':
      return <ByHand card={card} />
    case 'unknown':
      return (
        <Said tone="failed" title={t('now.unknown')} says={t('now.unknown.body', { fan })}>
          <Button look="main" onClick={() => void answerDelivery(card, 'arrived')}>
            {t('now.unknown.arrived')}
          </Button>
          <Button look="plain" onClick={() => void answerDelivery(card, 'again')}>
            {t('now.unknown.again')}
          </Button>
          <Button onClick={() => void answerDelivery(card, 'drop')}>{t('now.unknown.drop')}</Button>
        </Said>
      )
    case 'failed':
      return (
        <Said tone="failed" title={t('now.failed')} says={card.problem ?? ''}>
          <Button look="plain" onClick={() => void answerDelivery(card, 'again')}>
            {t('now.failed.again')}
          </Button>
          <Button onClick={() => void answerDelivery(card, 'drop')}>{t('now.unknown.drop')}</Button>
        </Said>
      )
    case 'rejected':
      return (
        <Said tone="superseded" says={[t('now.rejected', { name }), reasonOf(card)].filter(Boolean).join(' · ')}>
          <Button look="plain" icon={Undo2} keys="z" onClick={() => void undo(card)}>
            {t('action.undo')}
          </Button>
          <Again conversationId={card.conversationId} isDrafting={isDrafting} />
        </Said>
      )
    case 'superseded':
      if (card.reason === 'creator-wrote') {
        return <Said tone="superseded" says={t('now.creator-wrote', { creator: card.creatorName, fan })} />
      }
      if (card.reason === 'fan-took-back') {
        return <Said tone="superseded" says={t('now.took-back', { fan })} />
      }
      return (
        <Said
          tone="waiting"
          says={[
            t('now.superseded', { fan }),
            mineOf(card) ? t('now.superseded.kept') : '',
            isDrafting ? t('now.superseded.soon') : '',
          ].join(' ')}
        >
          <Button look="main" icon={ArrowUp} onClick={onReadNew}>
            {t('now.superseded.read')}
          </Button>
        </Said>
      )
    case 'expired':
      return (
        <Said tone="superseded" says={t('now.expired')}>
          <Again conversationId={card.conversationId} isDrafting={isDrafting} />
        </Said>
      )
  }
}

function Said({
  tone,
  title,
  says,
  children,
}: {
  tone: 'sent' | 'failed' | 'waiting' | 'superseded'
  title?: string
  says: string
  children?: ComponentChildren
}) {
  return (
    <div class={`happened tone-${tone}`} role={tone === 'failed' ? 'alert' : 'status'}>
      <div>
        {title && <h2>{title}</h2>}
        {says && <p>{says}</p>}
      </div>
      {children && <div class="happened-actions">{children}</div>}
    </div>
  )
}

function Again({ conversationId, isDrafting }: { conversationId: string; isDrafting: boolean }) {
  if (isDrafting) return <span>{t('now.drafting')}</span>
  return (
    <Button look="plain" onClick={() => void requestDraft(conversationId)}>
      {t('write.again')}
    </Button>
  )
}

/** Longer than this is no time to count: the account rests, or this minute is full. */
const LONGEST_COUNT_S = 60

function leavesIn({ undoUntil, problem, channel }: Card): string {
  const seconds = undoUntil ? Math.ceil((new Date(undoUntil).getTime() - tick.value) / 1_000) : 0
  if (undoUntil && seconds > LONGEST_COUNT_S) {
    const when = clockTime(undoUntil)
    return [problem ?? t('now.leaving.full', { channel: channelName(channel) }), t('now.leaving.at', { when })].join(
      ' ',
    )
  }
  const leaves = seconds > 0 ? t('now.leaving', { seconds }) : t('now.leaving.soon')
  return problem ? `${problem} ${leaves}` : leaves
}

function reasonOf({ reason }: Card): string {
  if (reason === 'tone' || reason === 'wrong-fact' || reason === 'bad-moment' || reason === 'not-worth-it') {
    return t(`draft.none.${reason}`)
  }
  return reason ?? ''
}
