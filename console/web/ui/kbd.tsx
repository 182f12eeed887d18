import type { ComponentChildren } from 'preact'

/* <Kbd>e</Kbd>: a key as it is printed on a keyboard. Screen readers skip it: the shortcut overlay tells them. */
export function Kbd({ children }: { children: ComponentChildren }) {
  return (
    <span class="kbd" aria-hidden="true">
      {children}
    </span>
  )
}
