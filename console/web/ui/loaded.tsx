import { CloudAlert } from 'lucide'
import type { ComponentChildren } from 'preact'
import type { Resource } from '../use-resource.ts'
import { t } from '../words.ts'
import { Button } from './button.tsx'
import { EmptyState } from './empty-state.tsx'
import { isNotThere, NothingHere } from './nothing-here.tsx'
import { Skeleton } from './skeleton.tsx'

/*
 * <Loaded from={useResource('fans', …)}>{({ fans }) => …}</Loaded>
 * Draws the skeleton while it loads, that it is not there, or the failure with its retry; the children only ever see data.
 */
export function Loaded<Data>({
  from,
  lines = 4,
  children,
}: {
  from: Resource<Data>
  lines?: number
  children: (data: Data) => ComponentChildren
}) {
  if (from.state === 'loading') return <Skeleton lines={lines} />
  if (from.state === 'ready') return <>{children(from.data)}</>
  if (isNotThere(from.failure)) return <NothingHere />
  return (
    <EmptyState
      icon={CloudAlert}
      title={t('load.failed')}
      action={
        <Button look="plain" onClick={from.retry}>
          {t('load.retry')}
        </Button>
      }
    >
      {from.failure.message}
      {from.failure.requestId && (
        <span class="small"> {t('load.request', { id: from.failure.requestId.slice(0, 8) })}</span>
      )}
    </EmptyState>
  )
}
