import type { IconNode } from 'lucide'
import type { ComponentChildren } from 'preact'
import { Icon } from './icon.tsx'

/* <EmptyState icon={Users} title="No fans yet" action={<Button look="main">Connect a bot</Button>}>What fills this page.</EmptyState> */
export function EmptyState({
  icon,
  title,
  children,
  action,
}: {
  icon: IconNode
  title: string
  children?: ComponentChildren
  action?: ComponentChildren
}) {
  return (
    <div class="empty">
      <Icon of={icon} />
      <h2>{title}</h2>
      {children && <p>{children}</p>}
      {action && <div class="empty-action">{action}</div>}
    </div>
  )
}
