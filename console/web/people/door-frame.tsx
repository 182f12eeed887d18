import { CircleAlert } from 'lucide'
import type { ComponentChildren } from 'preact'
import { useEffect } from 'preact/hooks'
import { Mark } from '../shell.tsx'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { language, setLanguage } from '../words.ts'
import '../styles/people.css'

/** The one card of a page before the console: mark, what this is, what to do. */
export function DoorFrame({
  title,
  body,
  problem,
  children,
}: {
  title: string
  body?: ComponentChildren
  problem?: string | undefined
  children?: ComponentChildren
}) {
  useEffect(() => {
    document.title = `${title} · Souvenir`
  }, [title])
  const other = language.value === 'en' ? 'fr' : 'en'
  return (
    <div class="alone">
      <main class="door" id="main">
        <span class="door-mark">
          <Mark />
        </span>
        <h1>{title}</h1>
        {body && <p class="soft">{body}</p>}
        {problem && (
          <p class="notice tone-failed" role="alert">
            <Icon of={CircleAlert} />
            <span>{problem}</span>
          </p>
        )}
        {children}
      </main>
      <div class="door-foot">
        <Button onClick={() => setLanguage(other)} more={{ lang: other }}>
          {other === 'fr' ? 'Français' : 'English'}
        </Button>
      </div>
    </div>
  )
}
