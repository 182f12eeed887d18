import type { ComponentChildren } from 'preact'
import { longDay } from '../words.ts'

/*
 * <Bubble from="fan" foot={<Time … />}><p class="bubble-text">hi</p></Bubble>
 * One thing said. Ours stand on the right; `isRun`: the same person goes on; `isNew`: nobody here has read it.
 */
export function Bubble({
  from,
  foot,
  id,
  who,
  isRun = false,
  isNew = false,
  children,
}: {
  from: 'fan' | 'us'
  foot?: ComponentChildren
  id?: string
  /** Who said it, for whoever cannot see on which side it stands. */
  who?: string
  isRun?: boolean
  isNew?: boolean
  children: ComponentChildren
}) {
  const classes = ['bubble', `bubble-${from}`, isRun ? 'is-run' : '', isNew ? 'is-new' : '']
  return (
    <article class={classes.filter(Boolean).join(' ')} id={id} aria-label={who}>
      {children}
      {foot && <footer class="bubble-foot">{foot}</footer>}
    </article>
  )
}

/* <DayRuler at={message.sentAt} />: stands before the first thing said on another day. */
export function DayRuler({ at }: { at: string }) {
  return (
    <div class="day-ruler">
      <span>{longDay(at)}</span>
    </div>
  )
}
