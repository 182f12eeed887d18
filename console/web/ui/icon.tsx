import type { IconNode } from 'lucide'
import { h } from 'preact'

/*
 * <Icon of={Send} /> with `import { Send } from 'lucide'`: only the icons named are in the bundle. It is decoration; give the
 * button around it a word or a `label`. `label` here makes it speak: <Icon of={TriangleAlert} label={t('warning')} />.
 */
export function Icon({ of, label, large }: { of: IconNode; label?: string; large?: boolean }) {
  return (
    <svg
      class={large ? 'icon icon-large' : 'icon'}
      viewBox="0 0 24 24"
      role={label ? 'img' : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : 'true'}
    >
      {of.map(([tag, attributes]) => h(tag, attributes))}
    </svg>
  )
}
