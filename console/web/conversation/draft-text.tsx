import { useState } from 'preact/hooks'
import type { Card } from '../cards.ts'
import { day, said, t } from '../words.ts'
import { draftSegments, type Segment } from './draft-segments.ts'

/** The draft as one reads it: what it says about the fan leads to its source, what a rule minds is marked where it stands. */
export function DraftText({ card, isFaded }: { card: Card; isFaded: boolean }) {
  const [hint, setHint] = useState<{ text: string; top: number; left: number } | undefined>()
  const show = (segment: Segment) => (event: { currentTarget: HTMLElement }) => {
    const box = event.currentTarget.getClientRects()[0]
    if (box) setHint({ text: hintOf(card, segment), top: box.top, left: box.left })
  }
  const hide = () => setHint(undefined)
  return (
    <div class={isFaded ? 'draft-text is-faded' : 'draft-text'}>
      {draftSegments(card.text, card.claims, card.warnings).map((segment) => {
        const { claim, warning, text } = segment
        if (!claim && !warning) return text
        const classes = [
          warning ? `is-warned-${warning.severity}` : '',
          claim && !claim.recalledId ? 'is-unsupported' : '',
        ]
        const hears = {
          onMouseEnter: show(segment),
          onMouseLeave: hide,
          onFocus: show(segment),
          onBlur: hide,
        }
        return claim?.recalledId ? (
          <a
            key={segment.start}
            class={`claim ${classes.join(' ')}`}
            href={`#known-${claim.recalledId}`}
            aria-describedby={`known-${claim.recalledId}`}
            onClick={(event) => {
              event.preventDefault()
              flash(`known-${claim.recalledId}`)
            }}
            {...hears}
          >
            {text}
          </a>
        ) : (
          <mark key={segment.start} class={`marked ${classes.join(' ')}`} {...hears}>
            {text}
          </mark>
        )
      })}
      {hint && (
        <span
          class="hint"
          role="tooltip"
          style={{ top: `${hint.top}px`, left: `${Math.min(hint.left, innerWidth - 300)}px` }}
        >
          {hint.text}
        </span>
      )}
    </div>
  )
}

/** Brings something on this page before the eyes. */
export function flash(id: string): void {
  const found = document.getElementById(id)
  if (!found) return
  found.scrollIntoView({ block: 'nearest' })
  found.classList.add('is-found')
  setTimeout(() => found.classList.remove('is-found'), 1_600)
}

function hintOf(card: Card, { claim, warning }: Segment): string {
  if (warning) return said(warning.says)
  const source = card.recalled.find(({ id }) => id === claim?.recalledId)
  return source ? t('draft.claim', { when: day(source.at), text: source.text }) : t('draft.claim.none')
}
