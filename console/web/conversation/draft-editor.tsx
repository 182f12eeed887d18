import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { type Card, mineOf, onOffer } from '../cards.ts'
import { Button } from '../ui/button.tsx'
import { Diff } from '../ui/diff.tsx'
import { t } from '../words.ts'
import { keepEdit, takeLease } from './act.ts'
import { LeaseRing } from './lease-ring.tsx'

const PAUSE_MS = 400
type Saving = 'saved' | 'saving' | 'unsaved'

/**
 * Editing in place. Every pause in typing is kept on the server, so that a closed laptop or a colleague who takes over finds the
 * words. Ctrl+Enter sends, Escape leaves.
 * @param begun the words to begin from: the draft's, one's own half-written ones, or a colleague's
 */
export function DraftEditor({
  card,
  begun,
  isBusy,
  onSend,
  onKeep,
  onLeave,
}: {
  card: Card
  begun: string
  isBusy: boolean
  onSend: (text: string) => void
  onKeep: (text: string) => void
  onLeave: () => void
}) {
  const [text, setText] = useState(begun)
  const [saving, setSaving] = useState<Saving>('saved')
  const takenBy = card.lease && !card.lease.isMine ? card.lease : undefined
  const area = useRef<HTMLTextAreaElement>(null)
  const unsaved = useRef<string | undefined>(undefined)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)

  const save = async () => {
    clearTimeout(timer.current)
    const words = unsaved.current
    if (words === undefined) return
    unsaved.current = undefined
    setSaving('saving')
    try {
      // Words that equal the draft are no edit.
      await keepEdit(card, words === card.text ? '' : words)
      setSaving('saved')
    } catch {
      unsaved.current ??= words
      setSaving('unsaved')
      timer.current = setTimeout(save, 3_000)
    }
  }

  // Before anything can be typed: the cursor must not jump among the first letters.
  useLayoutEffect(() => {
    const field = area.current
    field?.focus()
    field?.setSelectionRange(field.value.length, field.value.length)
    return () => void save()
  }, [])
  // Words taken up from a colleague are kept as one's own from the beginning.
  useEffect(() => {
    if (begun !== card.text && begun !== mineOf(card)) type(begun)
  }, [])
  // Somebody took it over: what was typed until now is kept at once, and waits here.
  useEffect(() => {
    if (takenBy) void save()
  }, [takenBy?.name])

  const type = (words: string) => {
    setText(words)
    unsaved.current = words
    setSaving((state) => (state === 'unsaved' ? state : 'saving'))
    clearTimeout(timer.current)
    timer.current = setTimeout(save, PAUSE_MS)
  }
  const leaveWith = (then: (words: string) => void) => {
    clearTimeout(timer.current)
    unsaved.current = undefined
    then(text)
  }

  return (
    <div class="editor">
      <textarea
        ref={area}
        class="editor-area"
        aria-label={t('edit.label', { fan: card.fan.name })}
        value={text}
        readOnly={takenBy !== undefined}
        rows={Math.min(12, Math.max(3, Math.ceil(text.length / 70) + 1))}
        onInput={(event) => type(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) leaveWith(onSend)
          else if (event.key === 'Escape') onLeave()
          else return
          event.preventDefault()
        }}
      />
      {takenBy && (
        <div class="notice notice-busy tone-failed" role="alert">
          <LeaseRing lease={takenBy} />
          <p>{t('edit.taken', { name: takenBy.name })}</p>
          <div class="notice-actions">
            <Button look="plain" onClick={() => void takeLease(card, true).then(() => area.current?.focus())}>
              {t('edit.take-back')}
            </Button>
          </div>
        </div>
      )}
      {!takenBy &&
        onOffer(card)
          .filter((one) => !text.includes(one.text))
          .map((one) => (
            <div class="notice tone-editing" key={one.name}>
              <div>
                <p>{t('half.by', { name: one.name })}</p>
                <p class="half-words">{one.text}</p>
              </div>
              <Button look="plain" onClick={() => type(text === card.text ? one.text : `${text}\n${one.text}`)}>
                {t(text === card.text ? 'half.take' : 'half.below')}
              </Button>
            </div>
          ))}
      {text !== card.text && (
        <details class="editor-diff" open>
          <summary>{t('edit.changes')}</summary>
          <Diff before={card.text} after={text} />
        </details>
      )}
      <div class="draft-actions">
        <Button look="main" keys="Ctrl ⏎" disabled={isBusy || takenBy !== undefined} onClick={() => leaveWith(onSend)}>
          {t('draft.send')}
        </Button>
        <Button
          look="plain"
          disabled={isBusy || takenBy !== undefined || text === card.text}
          more={{ title: t('edit.keep.hint') }}
          onClick={() => leaveWith(onKeep)}
        >
          {t('edit.keep')}
        </Button>
        <Button keys="Esc" onClick={onLeave}>
          {t('edit.leave')}
        </Button>
        <span class="draft-side small soft">
          <span class="figures">{t('draft.characters', { count: [...text].length })}</span>
          <span aria-live="polite">{t(`edit.${saving}`)}</span>
          {card.lease?.isMine ? <LeaseRing lease={card.lease} /> : !card.lease && <span>{t('edit.lapsed')}</span>}
        </span>
      </div>
    </div>
  )
}
