import { Sparkles, Trash2 } from 'lucide'
import { api, unwrap } from '../client.ts'
import { Button } from '../ui/button.tsx'
import { Panel } from '../ui/panel.tsx'
import { say } from '../ui/toast.tsx'
import { useAction } from '../use-action.ts'
import type { Again } from '../use-resource.ts'
import { t } from '../words.ts'
import type { CreatorSettings } from './settings-data.ts'

/** The demo goes with one click, and comes back with one. */
export function DemoTab({ creators, again }: { creators: CreatorSettings[]; again: Again }) {
  const { run, isBusy } = useAction()
  const isHere = creators.some(({ isDemo }) => isDemo)
  const bring = () =>
    run(async () => {
      await unwrap(api.demo.$post())
      say(t('demo.restored'))
      await again()
    })
  const remove = () =>
    run(async () => {
      const { removed } = await unwrap(api.demo.$delete())
      say(t('demo.removed', { count: removed.fans }), { undo: () => void bring() })
      await again()
    })
  return (
    <Panel title={t('demo.title')} hint={t(isHere ? 'demo.here' : 'demo.gone')}>
      <div>
        {isHere ? (
          <Button look="danger" icon={Trash2} disabled={isBusy} onClick={() => void remove()}>
            {t('demo.remove')}
          </Button>
        ) : (
          <Button look="plain" icon={Sparkles} disabled={isBusy} onClick={() => void bring()}>
            {t('demo.restore')}
          </Button>
        )}
      </div>
    </Panel>
  )
}
