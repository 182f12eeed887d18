import { signal } from '@preact/signals'
import { X } from 'lucide'
import { serverNow } from '../clock.ts'
import { t } from '../words.ts'
import { Button } from './button.tsx'

/*
 * say('Saved.')
 * say('Sent to Tom.', { undo: () => …, until: undoUntil })   an Undo button (key z) until that moment
 * say(failure.message, { keeps: true })                      stays until it is closed
 * A new toast replaces the one before. <Toasts /> stands once, in the shell.
 */
interface Toast {
  id: number
  text: string
  undo: (() => void) | undefined
  keeps: boolean
  lastsMs: number
}

const SHOWN_MS = 5_000
const toast = signal<Toast | undefined>(undefined)
let count = 0
let ending: ReturnType<typeof setTimeout> | undefined

export function say(text: string, more: { undo?: () => void; until?: Date; keeps?: boolean } = {}): void {
  clearTimeout(ending)
  count += 1
  const id = count
  const lastsMs = more.until ? Math.max(1_000, more.until.getTime() - serverNow()) : SHOWN_MS
  toast.value = { id, text, undo: more.undo, keeps: more.keeps ?? false, lastsMs }
  if (!more.keeps) ending = setTimeout(() => close(id), lastsMs)
}

/** Takes the last thing back, if a toast still offers it. False when there is nothing to take back. */
export function undoLast(): boolean {
  const offered = toast.value?.undo
  if (!offered) return false
  toast.value = undefined
  offered()
  return true
}

export function Toasts() {
  const shown = toast.value
  return (
    <div class="toasts" role="status" aria-live="polite">
      {shown && (
        <div class="toast" key={shown.id}>
          <span>{shown.text}</span>
          {shown.undo && (
            <Button keys="z" onClick={undoLast}>
              {t('action.undo')}
            </Button>
          )}
          {shown.keeps && <Button icon={X} label={t('action.close')} onClick={() => close(shown.id)} />}
        </div>
      )}
    </div>
  )
}

function close(id: number): void {
  if (toast.value?.id === id) toast.value = undefined
}
