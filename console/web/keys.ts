import { useEffect, useRef } from 'preact/hooks'

/*
 * useKeys({ j: next, k: previous, Enter: send, 'Shift+Enter': sendAndNext })
 * One key, one action. Nothing fires while a person types, while a dialog or menu is open, or with Ctrl, Alt or Cmd held; and
 * Enter on something that has a meaning of its own (a link, a button) keeps that meaning.
 */
export type Keys = Record<string, (() => void) | undefined>

export function useKeys(keys: Keys): void {
  const latest = useRef(keys)
  latest.current = keys
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
      const target = event.target instanceof HTMLElement ? event.target : document.body
      if (isTyping(target) || isSomethingOpen()) return
      if (event.key === 'Enter' && target.closest('a, button, summary, [role=tab]')) return
      const action = latest.current[event.shiftKey && event.key === 'Enter' ? 'Shift+Enter' : event.key]
      if (!action) return
      event.preventDefault()
      // A key held down is one wish, not ten.
      if (!event.repeat || event.key === 'j' || event.key === 'k') action()
    }
    document.addEventListener('keydown', hear)
    return () => document.removeEventListener('keydown', hear)
  }, [])
}

function isTyping(target: HTMLElement): boolean {
  return target.isContentEditable || target.closest('input, textarea, select') !== null
}

function isSomethingOpen(): boolean {
  return document.querySelector('dialog[open], .menu:popover-open') !== null
}
