import { Check, Copy } from 'lucide'
import { useState } from 'preact/hooks'
import type { Card } from '../cards.ts'
import { copyText } from '../copy-text.ts'
import { useKeys } from '../keys.ts'
import { Button } from '../ui/button.tsx'
import { say } from '../ui/toast.tsx'
import { t } from '../words.ts'
import { answerDelivery } from './act.ts'

/** Approved words that a person carries over: the exact words, one press to copy them, and what became of it. */
export function ByHand({ card }: { card: Card }) {
  const fan = card.fan.name
  const [isCopied, setCopied] = useState(false)
  const copy = async () => {
    const isDone = await copyText(card.text)
    setCopied(isDone)
    if (isDone) say(t('now.by-hand.copied', { fan }))
    else say(t('now.by-hand.copy-failed'), { keeps: true })
  }
  const sent = () => answerDelivery(card, 'arrived')
  // Not Enter: whoever approved with Enter may press it once too often. And what nobody copied, no stray key calls sent.
  useKeys({ c: () => void copy(), ...(isCopied ? { m: () => void sent() } : {}) })
  return (
    <div class="happened by-hand tone-waiting" role="status">
      <div>
        <h2>{t('now.by-hand')}</h2>
        <p>{t('now.by-hand.body', { name: card.decided?.name ?? '', fan })}</p>
        <blockquote class="by-hand-words">{card.text}</blockquote>
      </div>
      <div class="happened-actions">
        <Button look={isCopied ? 'plain' : 'main'} icon={Copy} keys="c" onClick={() => void copy()}>
          {t('now.by-hand.copy')}
        </Button>
        <Button
          look={isCopied ? 'main' : 'plain'}
          icon={Check}
          {...(isCopied ? { keys: 'm' } : {})}
          onClick={() => void sent()}
        >
          {t('now.by-hand.sent')}
        </Button>
        <Button onClick={() => void answerDelivery(card, 'drop')}>{t('now.by-hand.not-sent')}</Button>
      </div>
    </div>
  )
}
