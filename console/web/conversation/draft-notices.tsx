import { TriangleAlert } from 'lucide'
import { type Card, freshest, mineOf } from '../cards.ts'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { said, t } from '../words.ts'
import { revise, takeLease } from './act.ts'
import { LeaseRing, LeaseTime } from './lease-ring.tsx'

export function Warnings({ card, isOff }: { card: Card; isOff: boolean }) {
  if (card.warnings.length === 0) return null
  return (
    <ul class="warnings">
      {card.warnings.map((warning) => (
        <li
          key={`${warning.rule}-${warning.start ?? 0}`}
          class={`notice ${warning.severity === 'stop' ? 'tone-failed' : 'tone-waiting'}`}
        >
          <Icon of={TriangleAlert} {...(warning.severity === 'stop' ? { label: t('draft.warning.stop') } : {})} />
          <div>
            <p>{said(warning.says)}</p>
            {warning.rewrite && (
              <p class="rewrite">
                <span>{warning.rewrite}</span>
                <button
                  class="link"
                  type="button"
                  disabled={isOff}
                  onClick={() => void revise(card, warning.rewrite ?? '')}
                >
                  {t('draft.warning.take')}
                </button>
              </p>
            )}
          </div>
        </li>
      ))}
    </ul>
  )
}

/**
 * A colleague has it open: who, where, for how long, and a polite way to take over.
 * @param onTaken with the words to go on from; undefined: from the draft as it stands
 */
export function Busy({ card, onTaken }: { card: Card; onTaken: (begin: string | undefined) => void }) {
  const { lease } = card
  if (!lease) return null
  const { name } = lease
  const via = lease.via === 'telegram' || lease.via === 'discord' ? lease.via : 'console'
  const theirs = (now: Card) => now.halfWritten.find((one) => !one.isMine && one.name === name)?.text
  const words = theirs(card)
  const take = async (goOn: boolean) => {
    if (!(await takeLease(card, true))) return
    // As they stand now: somebody was typing until this moment.
    onTaken(goOn ? theirs(freshest(card)) : mineOf(freshest(card)))
  }
  return (
    <div class="notice notice-busy tone-editing">
      <LeaseRing lease={lease} />
      <div>
        <p>
          {t('lease.busy', { name, via: t(`via.${via}`) })} <LeaseTime until={lease.until} />
        </p>
        <p>{lease.takenFrom ? t('lease.taken-from', { name, from: lease.takenFrom }) : t('lease.kept', { name })}</p>
        {words && <p class="half-words">{words}</p>}
      </div>
      <div class="notice-actions">
        {words && (
          <Button look="plain" onClick={() => void take(true)}>
            {t('lease.take.words', { name })}
          </Button>
        )}
        <Button look="plain" onClick={() => void take(false)}>
          {t(words ? 'lease.take.draft' : 'lease.take')}
        </Button>
      </div>
    </div>
  )
}
