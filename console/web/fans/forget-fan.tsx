import { UserX } from 'lucide'
import { useState } from 'preact/hooks'
import { api, unwrap } from '../client.ts'
import { Receipt } from '../rights/receipt.tsx'
import { readErasure } from '../rights/rights-data.ts'
import { Button } from '../ui/button.tsx'
import { Dialog, DialogActions } from '../ui/dialog.tsx'
import { useAction } from '../use-action.ts'
import { useResource } from '../use-resource.ts'
import { moment, t } from '../words.ts'
import type { FanPageData } from './fan-data.ts'

/** Forgets a fan for good: says first what goes and what stays, then how far it is, and at the end what went. */
export function ForgetFan({ data, onClose }: { data: FanPageData; onClose: () => void }) {
  const [erasureId, setErasureId] = useState<string | undefined>()
  const { run, isBusy } = useAction()
  const forget = () =>
    run(async () => {
      const answer = await unwrap(api.fans[':id'].erasure.$post({ param: { id: data.fan.id } }))
      setErasureId(answer.erasureId)
    })
  if (erasureId) return <Progress erasureId={erasureId} onClose={onClose} />
  return (
    <Dialog title={t('forget.title', { name: data.fan.name })} onClose={onClose}>
      <div>
        <h3>{t('reset.goes')}</h3>
        <ul class="plain-list">
          <li>{t('forget.goes.messages', { count: data.messages })}</li>
          <li>{t('forget.goes.known')}</li>
          <li>{t('forget.goes.waiting')}</li>
          <li>{t('forget.goes.cards')}</li>
          <li>{t('forget.goes.key')}</li>
        </ul>
      </div>
      <div>
        <h3>{t('reset.stays')}</h3>
        <ul class="plain-list">
          <li>{t('forget.stays.receipt')}</li>
          <li>{t('forget.stays.record')}</li>
          <li>{t('forget.stays.platform')}</li>
        </ul>
      </div>
      <p class="soft">{t('forget.final')}</p>
      <DialogActions>
        <Button look="plain" onClick={onClose}>
          {t('action.cancel')}
        </Button>
        <Button look="danger" icon={UserX} disabled={isBusy} onClick={() => void forget()}>
          {t('forget.open')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}

function Progress({ erasureId, onClose }: { erasureId: string; onClose: () => void }) {
  const erasure = useResource(
    `erasure/${erasureId}`,
    () => readErasure(erasureId),
    () => true,
  )
  const data = erasure.state === 'ready' ? erasure.data : undefined
  return (
    <Dialog title={t(data?.state === 'done' ? 'forget.done' : 'forget.running')} onClose={onClose}>
      {data?.state === 'done' ? (
        <Receipt erasure={data} />
      ) : (
        <div role="status">
          <p>{t(data?.erasedAt ? 'forget.running.cards' : 'forget.running.body')}</p>
          {data?.problem && <p>{data.problem}</p>}
          {data && <p class="soft small">{t('forget.due', { time: moment(data.dueAt) })}</p>}
        </div>
      )}
      <DialogActions>
        <Button look="plain" href="/rights">
          {t('rights.title')}
        </Button>
        <Button look="main" href="/fans">
          {t('forget.to-fans')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
