import { Lock, LockOpen, X } from 'lucide'
import type { Card } from '../cards.ts'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { Menu, MenuItem } from '../ui/menu.tsx'
import { mediaCount, money, t } from '../words.ts'
import { attach, sayStopped } from './act.ts'

/** The media that go with the reply, locked, and why they may not leave as they are. */
export function PaidMedia({ card, canAct }: { card: Card; canAct: boolean }) {
  const { media } = card
  if (!media) return null
  const { title, stars, stopped } = media
  return (
    <div class={`notice ${stopped ? 'tone-failed' : 'tone-superseded'}`}>
      <Icon of={Lock} />
      <div>
        <p class="paid-media figures">
          <b>{title}</b> · {mediaCount(media)} · {money(stars, 'XTR')}
        </p>
        <p>{stopped ? sayStopped(card, stopped) : t('media.locked', { fan: card.fan.name })}</p>
      </div>
      {canAct && <Button icon={X} label={t('media.off', { title })} onClick={() => void attach(card, null)} />}
    </div>
  )
}

/** What of the menu can be put to this reply. */
export function AttachMedia({ card, canAct }: { card: Card; canAct: boolean }) {
  if (card.media || card.mediaOnOffer.length === 0) return null
  return (
    <Menu
      id="media"
      title={t('media.title')}
      button={{ look: 'plain', icon: LockOpen, keys: 'm', disabled: !canAct, children: t('media.attach') }}
    >
      {card.mediaOnOffer.map((offer, index) => (
        <MenuItem key={offer.offerId} keys={String(index + 1)} onSelect={() => void attach(card, offer.offerId)}>
          {offer.title} · {mediaCount(offer)} · {money(offer.stars, 'XTR')}
        </MenuItem>
      ))}
    </Menu>
  )
}
