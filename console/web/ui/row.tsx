import type { IconNode } from 'lucide'
import type { ComponentChildren } from 'preact'
import { Icon } from './icon.tsx'

/* <Row icon={CircleCheck} tone="sent" title="Telegram of Nova">It works.</Row>: one thing and its state, in a panel. */
export function Row({
  icon,
  tone,
  title,
  action,
  children,
}: {
  icon: IconNode
  tone?: 'sent' | 'waiting' | 'failed'
  title: ComponentChildren
  action?: ComponentChildren
  children: ComponentChildren
}) {
  return (
    <div class="health-row">
      <span class={`health-mark tone-${tone ?? 'superseded'}`}>
        <Icon of={icon} />
      </span>
      <div>
        <p class="health-title">{title}</p>
        <div class="soft">{children}</div>
      </div>
      {action}
    </div>
  )
}
