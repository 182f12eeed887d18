import { CircleCheck, Hourglass, TriangleAlert, UserX } from 'lucide'
import { useState } from 'preact/hooks'
import { api, unwrap } from '../client.ts'
import { serverNow } from '../clock.ts'
import { Button } from '../ui/button.tsx'
import { Dialog, DialogActions } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Panel } from '../ui/panel.tsx'
import { Row } from '../ui/row.tsx'
import { Time } from '../ui/time.tsx'
import { useAction } from '../use-action.ts'
import { type Again, useResource } from '../use-resource.ts'
import { day, moment, relativeTime, t } from '../words.ts'
import { Receipt } from './receipt.tsx'
import { type AskedFor, type RightsData, readRights, type Silent } from './rights-data.ts'

/** What fans asked, who is being forgotten and who was, and who will be for their silence. */
export function RightsPage() {
  const rights = useResource('rights', readRights, () => true)
  const again = rights.state === 'ready' ? rights.refetch : () => undefined
  return (
    <div class="page">
      <div class="page-head">
        <h1>{t('rights.title')}</h1>
      </div>
      <Loaded from={rights} lines={8}>
        {(data) => (
          <div>
            <Asked rights={data} again={again} />
            <Silence rights={data} again={again} />
            <Done rights={data} />
          </div>
        )}
      </Loaded>
    </div>
  )
}

function Asked({ rights, again }: { rights: RightsData; again: Again }) {
  const { run, isBusy } = useAction()
  const open = rights.erasures.filter(({ state }) => state !== 'done')
  const count = rights.requests.length + open.length
  const eraseNow = (fanId: string) =>
    run(async () => {
      await unwrap(api.fans[':id'].erasure.$post({ param: { id: fanId } }))
      await again()
    })
  return (
    <Panel title={t('rights.asked')} count={count}>
      {count === 0 && (
        <Row icon={CircleCheck} tone="sent" title={t('rights.none')}>
          {t('rights.none.body')}
        </Row>
      )}
      {open.map((erasure) => (
        <Row
          key={erasure.id}
          icon={erasure.state === 'failed' ? TriangleAlert : Hourglass}
          tone={erasure.state === 'failed' ? 'failed' : 'waiting'}
          title={t('rights.forget', { name: erasure.fanName ?? t('rights.nobody') })}
          action={
            isToBegin(erasure) &&
            erasure.fanId && (
              <Button look="plain" icon={UserX} disabled={isBusy} onClick={() => void eraseNow(erasure.fanId ?? '')}>
                {t('rights.erase-now')}
              </Button>
            )
          }
        >
          {isToBegin(erasure) && `${t('rights.begins', { time: moment(erasure.beginsAt) })} `}
          {erasure.state === 'asked' && !isToBegin(erasure) && `${t('rights.begins-now')} `}
          {erasure.problem} {t('rights.due-clock', { time: moment(erasure.dueAt), left: relativeTime(erasure.dueAt) })}
        </Row>
      ))}
      {rights.requests.map((request) => (
        <Request key={request.id} request={request} again={again} />
      ))}
    </Panel>
  )
}

/** It waits for the goodbye; a person can have it begin now. */
const isToBegin = ({ state, beginsAt }: RightsData['erasures'][number]) =>
  state === 'asked' && Date.parse(beginsAt) > serverNow()

function Request({ request, again }: { request: AskedFor; again: Again }) {
  const { run, isBusy } = useAction()
  const settle = () =>
    run(async () => {
      await unwrap(api.requests[':id'].settled.$post({ param: { id: request.id } }))
      await again()
    })
  return (
    <Row
      icon={Hourglass}
      tone="waiting"
      title={t(`request.${request.kind}`, { name: request.fanName })}
      action={
        <div class="row-actions">
          <Button
            look="plain"
            href={request.kind === 'data' ? `/fans/${request.fanId}` : `/conversations/${request.conversationId}`}
          >
            {t('rights.open')}
          </Button>
          <Button look="plain" disabled={isBusy} onClick={() => void settle()}>
            {t('rights.settle')}
          </Button>
        </div>
      }
    >
      {t('rights.since')} <Time at={request.askedAt} as="relative" />.{' '}
      {request.dueAt && t('rights.due', { time: day(request.dueAt) })}
    </Row>
  )
}

function Silence({ rights, again }: { rights: RightsData; again: Again }) {
  const [kept, setKept] = useState<Silent | undefined>()
  const months = rights.retention.map(({ creatorName, months }) =>
    t('rights.months', { name: creatorName, count: months }),
  )
  return (
    <Panel
      title={t('rights.silent')}
      count={rights.silent.length}
      hint={`${t('rights.silent.hint')} ${months.join(' ')}`}
    >
      {rights.silent.map((silent) => (
        <Row
          key={silent.fanId}
          icon={Hourglass}
          tone="waiting"
          title={silent.fanName}
          action={
            <Button look="plain" onClick={() => setKept(silent)}>
              {t('rights.keep')}
            </Button>
          }
        >
          {t('rights.forgotten-on', { day: day(silent.forgetOn) })} {t('rights.last-seen')}{' '}
          <Time at={silent.lastSeenAt} as="relative" />.
        </Row>
      ))}
      {rights.silent.length === 0 && <p class="soft">{t('rights.silent.none')}</p>}
      {kept && <Keep silent={kept} again={again} onClose={() => setKept(undefined)} />}
    </Panel>
  )
}

function Keep({ silent, again, onClose }: { silent: Silent; again: Again; onClose: () => void }) {
  const [reason, setReason] = useState('')
  const { run, isBusy } = useAction()
  const keep = (event: Event) => {
    event.preventDefault()
    void run(async () => {
      await unwrap(api.fans[':id'].keep.$post({ param: { id: silent.fanId }, json: { reason } }))
      await again()
      onClose()
    })
  }
  return (
    <Dialog title={t('keep.title', { name: silent.fanName })} onClose={onClose}>
      <form class="form" onSubmit={keep}>
        <Field
          label={t('keep.reason')}
          hint={t('keep.hint')}
          rows={3}
          value={reason}
          onInput={setReason}
          more={{ required: true, maxLength: 500 }}
        />
        <DialogActions>
          <Button look="plain" onClick={onClose}>
            {t('action.cancel')}
          </Button>
          <Button look="main" type="submit" disabled={isBusy || reason.trim() === ''}>
            {t('rights.keep')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}

function Done({ rights }: { rights: RightsData }) {
  const done = rights.erasures.filter(({ state }) => state === 'done')
  return (
    <Panel
      title={t('rights.done')}
      count={done.length}
      hint={t(done.length > 0 ? 'rights.done.hint' : 'rights.done.none')}
    >
      {done.map((erasure) => (
        <Row
          key={erasure.id}
          icon={CircleCheck}
          tone="sent"
          title={t('rights.mark', { mark: erasure.mark.slice(0, 8) })}
        >
          {t(`rights.reason.${erasure.reason}`, { name: erasure.askedBy ?? '' })}{' '}
          {erasure.doneAt && <Time at={erasure.doneAt} />}
          <Receipt erasure={erasure} />
        </Row>
      ))}
      <p class="soft small">
        {t('rights.ledger')} <code>{rights.ledger}</code>
      </p>
    </Panel>
  )
}
