import { ChevronLeft, ChevronRight } from 'lucide'
import { attemptWords } from '../attempts.ts'
import { type Card, isOpen } from '../cards.ts'
import { StateBadge } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { Time } from '../ui/time.tsx'
import { t } from '../words.ts'
import { showVersion } from './act.ts'
import { LeaseRing, LeaseTime } from './lease-ring.tsx'

/** The first line of a draft: its state, whose words these are, which version. */
export function DraftHead({ card, canAct, isEditing }: { card: Card; canAct: boolean; isEditing: boolean }) {
  return (
    <header class="draft-head">
      <StateWords card={card} />
      <span class="soft small draft-origin" title={originOf(card) + whyOf(card)}>
        {originOf(card)}
        {whyOf(card)}
      </span>
      {isOpen(card) && card.versions.length > 1 && <Versions card={card} isOff={!canAct} />}
      {card.lease?.isMine && !isEditing && <LeaseRing lease={card.lease} />}
    </header>
  )
}

function StateWords({ card: { state, lease, waitingSince } }: { card: Card }) {
  if (state === 'waiting') {
    return (
      <StateBadge state={state}>
        {t('state.waiting')} <Time at={waitingSince} as="lasted" />
      </StateBadge>
    )
  }
  if (state !== 'editing' || !lease) return <StateBadge state={state} />
  return (
    <StateBadge state={state}>
      {lease.isMine ? t('row.mine') : t('row.editing', { name: lease.name })} <LeaseTime until={lease.until} />
    </StateBadge>
  )
}

function Versions({ card, isOff }: { card: Card; isOff: boolean }) {
  const at = card.versions.indexOf(card.version)
  const [before, after] = [card.versions[at - 1], card.versions[at + 1]]
  return (
    <span class="versions">
      <Button
        icon={ChevronLeft}
        label={t('draft.version.before')}
        disabled={isOff || before === undefined}
        onClick={() => before !== undefined && void showVersion(card, before)}
      />
      <span
        class="figures small"
        role="status"
        aria-label={t('draft.version', { number: at + 1, count: card.versions.length })}
      >
        {at + 1}/{card.versions.length}
      </span>
      <Button
        icon={ChevronRight}
        label={t('draft.version.after')}
        disabled={isOff || after === undefined}
        onClick={() => after !== undefined && void showVersion(card, after)}
      />
    </span>
  )
}

function originOf(card: Card): string {
  if (card.editedBy) return t('draft.by.person', { name: card.editedBy })
  if (card.origin === 'offline') return t('draft.by.offline')
  return t('draft.by.model', { model: card.origin.replace(/^model:[^/]*\//, '') })
}

/** Why a model did not write this, or not at once. */
function whyOf({ editedBy, attempts }: Card): string {
  const told = editedBy ? [] : attempts.filter(({ outcome }) => outcome !== 'ok')
  return told.map(({ model, outcome }) => ` · ${attemptWords(model, outcome)}`).join('')
}
