/**
 * Puts words on the clipboard. A page that is served without https:// has no clipboard of its own: then the old way is taken.
 * @returns whether they are there
 */
export async function copyText(text: string): Promise<boolean> {
  // Typed as always there; it is not on a page without https://.
  const { clipboard } = navigator as { clipboard?: Clipboard }
  const isDone = await clipboard?.writeText(text).then(
    () => true,
    () => false,
  )
  return isDone || copyBySelection(text)
}

function copyBySelection(text: string): boolean {
  const before = document.activeElement
  const area = document.createElement('textarea')
  area.value = text
  area.style.position = 'fixed'
  area.style.opacity = '0'
  // Beside an open dialog nothing can be selected.
  const place = document.querySelector('dialog[open]') ?? document.body
  place.append(area)
  area.select()
  const isDone = document.execCommand('copy')
  area.remove()
  if (before instanceof HTMLElement) before.focus()
  return isDone
}
