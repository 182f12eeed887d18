import { signal } from '@preact/signals'

export type Theme = 'system' | 'light' | 'dark'

const KEY = 'souvenir.theme'

/** Kept in this browser; `system` follows the machine. */
export const theme = signal<Theme>(keptTheme())
apply(theme.value)

export function setTheme(chosen: Theme): void {
  localStorage.setItem(KEY, chosen)
  theme.value = chosen
  apply(chosen)
}

function apply(chosen: Theme): void {
  if (chosen === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = chosen
}

function keptTheme(): Theme {
  const kept = localStorage.getItem(KEY)
  return kept === 'light' || kept === 'dark' ? kept : 'system'
}
