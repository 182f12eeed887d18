import type { IconNode } from 'lucide'
import type { ComponentChildren, TargetedMouseEvent } from 'preact'
import { Icon } from './icon.tsx'
import { Kbd } from './kbd.tsx'

/*
 * <Button look="main" icon={Send} keys="⏎" onClick={…}>Send</Button>
 * look: `main` for the one thing to do next (once a screen), `plain` for what stands beside it, `quiet` (default) for the rest,
 * `danger` for what cannot be taken back. Without children give `label`: the button is then an icon with a spoken name.
 * `href` makes it a link that looks the same.
 */
export interface ButtonProps {
  look?: 'main' | 'plain' | 'quiet' | 'danger'
  icon?: IconNode
  /** The key that does the same, shown on machines with a keyboard. */
  keys?: string
  label?: string
  href?: string
  type?: 'button' | 'submit'
  disabled?: boolean
  wide?: boolean
  onClick?: (event: TargetedMouseEvent<HTMLElement>) => void
  children?: ComponentChildren
  /** More attributes for the element itself: aria-…, data-…, popovertarget. */
  more?: Record<string, unknown>
}

export function Button({ look = 'quiet', icon, keys, label, href, type = 'button', children, ...rest }: ButtonProps) {
  const { wide, disabled, more, onClick } = rest
  const classes = ['button', `button-${look}`, children ? '' : 'button-icon', wide ? 'button-wide' : '']
  const inside = (
    <>
      {icon && <Icon of={icon} />}
      {children}
      {keys && <Kbd>{keys}</Kbd>}
    </>
  )
  const common = { class: classes.filter(Boolean).join(' '), 'aria-label': label, title: label, onClick, ...more }
  if (href !== undefined) {
    return (
      <a {...common} href={href}>
        {inside}
      </a>
    )
  }
  return (
    <button {...common} type={type} disabled={disabled ?? false}>
      {inside}
    </button>
  )
}
