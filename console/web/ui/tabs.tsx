import type { ComponentChildren, TargetedKeyboardEvent } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'

/*
 * <Tabs label="Tom" tabs={[{ id: 'facts', label: 'Facts', count: 12 }, …]} chosen={tab} onChoose={setTab}>…</Tabs>
 * Arrow keys move between tabs; the children are the panel of the chosen one. Where there is no room for all, the chosen
 * one stands in the middle.
 */
export function Tabs<Id extends string>({
  label,
  tabs,
  chosen,
  onChoose,
  children,
}: {
  label: string
  tabs: { id: Id; label: string; count?: number }[]
  chosen: Id
  onChoose: (id: Id) => void
  children: ComponentChildren
}) {
  const strip = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const tab = strip.current?.querySelector<HTMLElement>('[aria-selected="true"]')
    // The strip alone moves, never the page.
    if (strip.current && tab) {
      strip.current.scrollLeft =
        tab.offsetLeft - strip.current.offsetLeft - (strip.current.clientWidth - tab.offsetWidth) / 2
    }
  }, [chosen])
  const move = (event: TargetedKeyboardEvent<HTMLDivElement>) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    const next = step && tabs.at((tabs.findIndex(({ id }) => id === chosen) + step) % tabs.length)
    if (!next) return
    onChoose(next.id)
    document.getElementById(`tab-${next.id}`)?.focus()
  }
  return (
    <>
      <div ref={strip} class="tabs" role="tablist" aria-label={label} tabIndex={-1} onKeyDown={move}>
        {tabs.map(({ id, label: name, count }) => (
          <button
            key={id}
            id={`tab-${id}`}
            class="tab"
            type="button"
            role="tab"
            aria-selected={id === chosen}
            aria-controls={`panel-${id}`}
            tabIndex={id === chosen ? 0 : -1}
            onClick={() => onChoose(id)}
          >
            {name}
            {count !== undefined && <span class="soft figures">{count}</span>}
          </button>
        ))}
      </div>
      <div id={`panel-${chosen}`} role="tabpanel" aria-labelledby={`tab-${chosen}`}>
        {children}
      </div>
    </>
  )
}
