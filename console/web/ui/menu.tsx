import type { IconNode } from 'lucide'
import type { ComponentChildren, TargetedKeyboardEvent, TargetedMouseEvent } from 'preact'
import { useId, useRef } from 'preact/hooks'
import { Button, type ButtonProps } from './button.tsx'
import { Icon } from './icon.tsx'
import { Kbd } from './kbd.tsx'

/*
 * <Menu button={{ children: 'Later', icon: Clock, look: 'plain' }} title="Hold until">
 *   <MenuItem onSelect={…} keys="1">In an hour</MenuItem>
 * </Menu>
 * A button and a native popover under (or over) it. Arrow keys move, a letter or digit given as `keys` selects, Escape closes.
 * `id` lets a keyboard shortcut open it: `openMenu('hold')`.
 */
export function Menu({
  button,
  title,
  id,
  children,
}: {
  button: ButtonProps
  title?: string
  id?: string
  children: ComponentChildren
}) {
  const own = useId()
  const menuId = `menu-${id ?? own}`
  const menu = useRef<HTMLDivElement>(null)
  return (
    <>
      <Button
        {...button}
        more={{ ...button.more, id: `${menuId}-button`, 'aria-haspopup': 'menu', popovertarget: menuId }}
      />
      <div
        ref={menu}
        id={menuId}
        class="menu"
        role="menu"
        aria-label={title ?? button.label}
        tabIndex={-1}
        popover="auto"
        onToggle={(event) => event.newState === 'open' && place(menuId)}
        onKeyDown={(event) => move(event, menu.current)}
      >
        {title && (
          <div class="menu-title" role="presentation">
            {title}
          </div>
        )}
        {children}
      </div>
    </>
  )
}

export function MenuItem({
  onSelect,
  icon,
  keys,
  side,
  checked,
  href,
  children,
}: {
  onSelect?: () => void
  icon?: IconNode
  keys?: string
  /** A short fact at the end of the line. */
  side?: string | undefined
  checked?: boolean
  href?: string
  children: ComponentChildren
}) {
  const attributes = {
    class: 'menu-item',
    role: checked === undefined ? ('menuitem' as const) : ('menuitemradio' as const),
    'aria-checked': checked,
    tabIndex: -1,
    'data-keys': keys,
    onClick: (event: TargetedMouseEvent<HTMLElement>) => {
      event.currentTarget.closest<HTMLElement>('[popover]')?.hidePopover()
      onSelect?.()
    },
  }
  const inside = (
    <>
      {icon && <Icon of={icon} />}
      <span>{children}</span>
      {side && <span class="menu-item-side">{side}</span>}
      {keys && <Kbd>{keys}</Kbd>}
    </>
  )
  return href === undefined ? (
    <button type="button" {...attributes}>
      {inside}
    </button>
  ) : (
    <a href={href} {...attributes}>
      {inside}
    </a>
  )
}

/** Opens the menu with this id, if it is on the page. */
export function openMenu(id: string): void {
  const menu = document.getElementById(`menu-${id}`)
  if (!menu || menu.matches(':popover-open')) return
  menu.showPopover()
  // The toggle event comes a moment later; a key pressed in that moment already means this menu.
  place(menu.id)
}

/** Under its button where there is room, else above; then the first entry has the focus. */
function place(menuId: string): void {
  const menu = document.getElementById(menuId)
  const button = document.getElementById(`${menuId}-button`)
  if (!menu || !button) return
  const anchor = button.getBoundingClientRect()
  const { offsetWidth, offsetHeight } = menu
  const below = anchor.bottom + 4 + offsetHeight <= innerHeight - 8
  const top = below ? anchor.bottom + 4 : Math.max(8, anchor.top - 4 - offsetHeight)
  menu.style.top = `${top}px`
  menu.style.left = `${Math.max(8, Math.min(anchor.left, innerWidth - 8 - offsetWidth))}px`
  itemsOf(menu)[0]?.focus()
}

function move(event: TargetedKeyboardEvent<HTMLDivElement>, menu: HTMLElement | null): void {
  // A menu that is closing may still have the focus for a moment: the key is not meant for it.
  if (!menu?.matches(':popover-open') || event.metaKey || event.ctrlKey || event.altKey) return
  const items = itemsOf(menu)
  const at = items.indexOf(document.activeElement as HTMLElement)
  const steps: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }
  const target = steps[event.key]
  if (target !== undefined) {
    items.at(target % items.length)?.focus()
    event.preventDefault()
  } else {
    const chosen = items.find((item) => item.dataset.keys === event.key)
    if (chosen) {
      chosen.click()
      event.preventDefault()
    }
  }
  // A key pressed in an open menu means the menu and nothing behind it.
  if (event.key !== 'Escape' && event.key !== 'Tab') event.stopPropagation()
}

const itemsOf = (menu: HTMLElement) => [...menu.querySelectorAll<HTMLElement>('.menu-item')]
