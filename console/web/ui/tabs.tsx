import type { ComponentChildren, TargetedKeyboardEvent } from 'preact'

/*
 * <Tabs label="Tom" tabs={[{ id: 'facts', label: 'Facts', count: 12 }, …]} chosen={tab} onChoose={setTab}>…</Tabs>
 * Arrow keys move between tabs; the children are the panel of the chosen one.
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
  const move = (event: TargetedKeyboardEvent<HTMLDivElement>) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    const next = step && tabs.at((tabs.findIndex(({ id }) => id === chosen) + step) % tabs.length)
    if (!next) return
    onChoose(next.id)
    document.getElementById(`tab-${next.id}`)?.focus()
  }
  return (
    <>
      <div class="tabs" role="tablist" aria-label={label} tabIndex={-1} onKeyDown={move}>
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
