import { Eraser } from 'lucide'
import { useState } from 'preact/hooks'
import { api, unwrap } from '../client.ts'
import { Button } from '../ui/button.tsx'
import { Dialog, DialogActions } from '../ui/dialog.tsx'
import { useAction } from '../use-action.ts'
import { fullTime, t } from '../words.ts'
import type { FanPageData } from './fan-data.ts'

type Receipt = { memories: number; preferences: number; promises: number; resetAt: string; by: string }

/** Forgets all that was learned about a fan: says first what goes and what stays, and afterwards what went. */
export function ResetMemory({ data, onClose }: { data: FanPageData; onClose: () => void }) {
  const [receipt, setReceipt] = useState<Receipt | undefined>()
  const { run, isBusy } = useAction()
  const own = data.preferences.filter(({ fanId }) => fanId !== null).length
  const reset = () =>
    run(async () => {
      const answer = await unwrap(api.fans[':id'].reset.$post({ param: { id: data.fan.id } }))
      setReceipt(answer.receipt)
    })
  if (receipt) {
    const { memories, preferences, promises, by, resetAt } = receipt
    return (
      <Dialog title={t('reset.done')} onClose={onClose}>
        <p>{t('reset.receipt', { memories, preferences, promises })}</p>
        <p class="soft small">{t('reset.by', { name: by, time: fullTime(resetAt) })}</p>
        <DialogActions>
          <Button look="main" onClick={onClose}>
            {t('action.close')}
          </Button>
        </DialogActions>
      </Dialog>
    )
  }
  return (
    <Dialog title={t('reset.title', { name: data.fan.name })} onClose={onClose}>
      <div>
        <h3>{t('reset.goes')}</h3>
        <ul class="plain-list">
          <li>{t('reset.goes.memories', { count: data.memories.length })}</li>
          <li>{t('reset.goes.rules', { count: own })}</li>
          <li>{t('reset.goes.promises', { count: data.promises.length })}</li>
        </ul>
      </div>
      <div>
        <h3>{t('reset.stays')}</h3>
        <ul class="plain-list">
          <li>{t('reset.stays.messages', { count: data.messages })}</li>
          <li>{t('reset.stays.bought')}</li>
          <li>{t('reset.stays.note')}</li>
        </ul>
      </div>
      <p class="soft">{t('reset.final')}</p>
      <DialogActions>
        <Button look="plain" onClick={onClose}>
          {t('action.cancel')}
        </Button>
        <Button look="danger" icon={Eraser} disabled={isBusy} onClick={() => void reset()}>
          {t('reset.open')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
