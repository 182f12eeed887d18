import { Check, Circle, CircleDot, type IconNode, TriangleAlert } from 'lucide'
import type { ComponentChildren } from 'preact'
import { t } from '../words.ts'
import { Icon } from './icon.tsx'
import { Time } from './time.tsx'

export type StageState = 'done' | 'now' | 'later' | 'stopped'

const MARKS: Record<StageState, IconNode> = { done: Check, now: CircleDot, later: Circle, stopped: TriangleAlert }

/*
 * <ol class="stages"><Stage title="Received" state="done" at={…} line="From Mia">details</Stage>…</ol>
 * One stop on a way. With children it opens; `isOpen` opens it by itself when it becomes the one to look at.
 */
export function Stage({
  title,
  state,
  at,
  line,
  isOpen,
  children,
}: {
  title: string
  state: StageState
  at?: string | undefined
  /** One sentence that stands without opening. */
  line?: ComponentChildren
  isOpen?: boolean
  children?: ComponentChildren
}) {
  const head = (
    <>
      <span class="stage-title">{title}</span>
      {at && (
        <span class="soft small">
          <Time at={at} as="seconds" />
        </span>
      )}
    </>
  )
  return (
    <li class={`stage stage-${state}`}>
      <span class="stage-mark">
        <Icon of={MARKS[state]} label={t(`stage.${state}`)} />
      </span>
      <div class="stage-body">
        {children ? (
          <details open={isOpen ?? false}>
            <summary class="stage-head">{head}</summary>
            {line && <p class="soft">{line}</p>}
            <div class="stage-inside">{children}</div>
          </details>
        ) : (
          <>
            <div class="stage-head">{head}</div>
            {line && <p class="soft">{line}</p>}
          </>
        )}
      </div>
    </li>
  )
}
