import { Undo2 } from 'lucide'
import { useEffect, useState } from 'preact/hooks'
import { api, unwrap } from '../client.ts'
import { serverNow } from '../clock.ts'
import { Button } from '../ui/button.tsx'
import { say } from '../ui/toast.tsx'
import { useAction } from '../use-action.ts'
import type { Again } from '../use-resource.ts'
import { t } from '../words.ts'

const WHOLE_MS = 5_000

/** The seconds in which a yes can be taken back. */
export function Leaving({ until, draftId, again }: { until: string; draftId: string; again: Again }) {
  const [now, setNow] = useState(serverNow())
  const { run, isBusy } = useAction()
  useEffect(() => {
    const ticking = setInterval(() => setNow(serverNow()), 100)
    return () => clearInterval(ticking)
  }, [])
  const leftMs = Math.max(0, new Date(until).getTime() - now)
  const undo = () =>
    run(async () => {
      const { outcome } = await unwrap(api.drafts[':id'].undo.$post({ param: { id: draftId } }))
      say(t(outcome.kind === 'undone' ? 'leaving.undone' : 'leaving.too-late'))
      await again()
    })
  return (
    <div class="leaving">
      <svg class="ring" viewBox="0 0 36 36" aria-hidden="true">
        <circle class="ring-whole" cx="18" cy="18" r="15" />
        <circle
          class="ring-left"
          cx="18"
          cy="18"
          r="15"
          pathLength="100"
          stroke-dasharray={`${(100 * leftMs) / WHOLE_MS} 100`}
        />
        <text x="18" y="22.500">
          {Math.ceil(leftMs / 1_000)}
        </text>
      </svg>
      <Button look="plain" icon={Undo2} disabled={isBusy || leftMs === 0} onClick={() => void undo()}>
        {t('action.undo')}
      </Button>
    </div>
  )
}
