import { Copy, Pencil } from 'lucide'
import { type Card, mineOf, onOffer } from '../cards.ts'
import { copyText } from '../copy-text.ts'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { say } from '../ui/toast.tsx'
import { t } from '../words.ts'

/** What people left half written for this draft, each with whose it is, to go on from. */
export function HalfWritten({ card, onContinue }: { card: Card; onContinue: (text: string) => void }) {
  const mine = mineOf(card)
  return (
    <>
      {mine !== undefined && (
        <p class="notice tone-editing">
          <Icon of={Pencil} />
          <span>{t('draft.halfway')}</span>
          <button class="link" type="button" onClick={() => onContinue(mine)}>
            {t('draft.halfway.continue')}
          </button>
        </p>
      )}
      {onOffer(card).map(({ name, text }) => (
        <div class="notice tone-editing" key={name}>
          <Icon of={Pencil} />
          <div>
            <p>{t('half.by', { name })}</p>
            <p class="half-words">{text}</p>
          </div>
          <Button look="plain" onClick={() => onContinue(text)}>
            {t('half.continue', { name })}
          </Button>
        </div>
      ))}
    </>
  )
}

/** One's own words that did not leave because the draft was settled meanwhile: nothing typed is lost. */
export function LeftOver({ card }: { card: Card }) {
  const mine = mineOf(card)
  if (mine === undefined || mine === card.text || card.state === 'superseded') return null
  const copy = async () => say(t((await copyText(mine)) ? 'half.copied' : 'now.by-hand.copy-failed'))
  return (
    <div class="notice tone-editing">
      <Icon of={Pencil} />
      <div>
        <p>{t('half.left')}</p>
        <p class="half-words">{mine}</p>
      </div>
      <Button icon={Copy} onClick={() => void copy()}>
        {t('half.copy')}
      </Button>
    </div>
  )
}
