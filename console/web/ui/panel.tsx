import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'

/* <Panel title="What is known" count={12} action={<Button icon={Plus}>Add</Button>}>…</Panel>: one titled part of a page. */
export function Panel({
  title,
  count,
  hint,
  action,
  children,
}: {
  title: string
  count?: number
  /** One sentence under the title. */
  hint?: string
  action?: ComponentChildren
  children: ComponentChildren
}) {
  const id = useId()
  return (
    <section class="panel" aria-labelledby={id}>
      <div class="panel-head">
        <h2 id={id}>
          {title}
          {count !== undefined && count > 0 && <span class="soft figures"> {count}</span>}
        </h2>
        {action}
      </div>
      {hint && <p class="soft small">{hint}</p>}
      {children}
    </section>
  )
}
