/* <Avatar name="Mia" />: initials; decoration beside a name that is written out. */
export function Avatar({ name, small }: { name: string; small?: boolean }) {
  const initials = name
    .split(/\s+/)
    .slice(0, 2)
    .map((part) => [...part][0] ?? '')
    .join('')
  return (
    <span class={small ? 'avatar avatar-small' : 'avatar'} aria-hidden="true">
      {initials}
    </span>
  )
}
