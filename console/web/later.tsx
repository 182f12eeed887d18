import { CloudAlert } from 'lucide'
import type { ComponentType } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { Button } from './ui/button.tsx'
import { EmptyState } from './ui/empty-state.tsx'
import { Skeleton } from './ui/skeleton.tsx'
import { t } from './words.ts'

/** A room whose code is fetched when somebody first enters it, so that the queue is there sooner. */
export function later(load: () => Promise<ComponentType>): ComponentType {
  let loaded: ComponentType | undefined
  return function Later() {
    const [Room, setRoom] = useState<ComponentType | undefined>(() => loaded)
    const [isLost, setLost] = useState(false)
    useEffect(() => {
      if (loaded) return
      load().then(
        (room) => {
          loaded = room
          setRoom(() => room)
        },
        () => setLost(true),
      )
    }, [])
    if (Room) return <Room />
    return isLost ? <Lost /> : <Skeleton lines={6} />
  }
}

/** The server was replaced by a newer one since this page was opened, or cannot be reached: opening it again finds out. */
function Lost() {
  return (
    <EmptyState
      icon={CloudAlert}
      title={t('load.failed')}
      action={
        <Button look="plain" onClick={() => location.reload()}>
          {t('load.retry')}
        </Button>
      }
    />
  )
}
