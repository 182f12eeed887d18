import { Check, Plus, Undo2, X } from 'lucide'
import { useState } from 'preact/hooks'
import { api, unwrap } from '../client.ts'
import { tick } from '../clock.ts'
import { Badge } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { Panel } from '../ui/panel.tsx'
import { Time } from '../ui/time.tsx'
import { say } from '../ui/toast.tsx'
import { useAction } from '../use-action.ts'
import type { Again } from '../use-resource.ts'
import { t } from '../words.ts'
import type { FanPageData, FanPromise } from './fan-data.ts'

interface Props {
  fan: FanPageData['fan']
  promises: FanPromise[]
  again: Again
}

/** What we said we would do for a fan. */
export function Promises({ fan, promises, again }: Props) {
  const [isAdding, setAdding] = useState(false)
  const open = promises.filter(({ status }) => status === 'open')
  const settled = promises.filter(({ status }) => status !== 'open')
  return (
    <Panel
      title={t('promises.title')}
      count={open.length}
      action={
        <Button icon={Plus} onClick={() => setAdding(true)}>
          {t('promises.add')}
        </Button>
      }
    >
      {isAdding && <PromiseForm fan={fan} again={again} onClose={() => setAdding(false)} />}
      {open.length === 0 && !isAdding && <p class="soft">{t('promises.none')}</p>}
      <ul class="facts">
        {open.map((promise) => (
          <PromiseRow key={promise.id} promise={promise} again={again} />
        ))}
      </ul>
      {settled.length > 0 && (
        <details class="more">
          <summary class="soft">{t('promises.settled', { count: settled.length })}</summary>
          <ul class="facts">
            {settled.map((promise) => (
              <PromiseRow key={promise.id} promise={promise} again={again} />
            ))}
          </ul>
        </details>
      )}
    </Panel>
  )
}

function PromiseRow({ promise, again }: { promise: FanPromise; again: Again }) {
  const { run } = useAction()
  const settle = (status: 'kept' | 'dropped' | 'open') =>
    run(async () => {
      await unwrap(api.promises[':id'].$patch({ param: { id: promise.id }, json: { status } }))
      await again()
    })
  const settleAndSay = async (status: 'kept' | 'dropped') => {
    const isDone = await settle(status)
    if (isDone) say(t(`promises.${status}.said`), { undo: () => void settle('open') })
  }
  const isLate = promise.status === 'open' && promise.dueAt && new Date(promise.dueAt).getTime() < tick.value
  return (
    <li class="fact">
      <div class="fact-body">
        <p class="fact-words">{promise.text}</p>
        <p class="fact-source soft small">
          {isLate && <Badge tone="waiting">{t('promises.late')}</Badge>}{' '}
          {promise.status !== 'open' && (
            <Badge>{t(promise.status === 'kept' ? 'promises.kept' : 'promises.dropped')}</Badge>
          )}{' '}
          {promise.dueAt ? (
            <>
              {t('promises.due')} <Time at={promise.dueAt} as="day" />
            </>
          ) : (
            t('promises.undated')
          )}
        </p>
      </div>
      <div class="fact-actions">
        {promise.status === 'open' ? (
          <>
            <Button
              icon={Check}
              label={t('promises.keep', { text: promise.text })}
              onClick={() => void settleAndSay('kept')}
            />
            <Button
              icon={X}
              label={t('promises.drop', { text: promise.text })}
              onClick={() => void settleAndSay('dropped')}
            />
          </>
        ) : (
          <Button
            icon={Undo2}
            label={t('promises.reopen', { text: promise.text })}
            onClick={() => void settle('open')}
          />
        )}
      </div>
    </li>
  )
}

function PromiseForm({ fan, again, onClose }: { fan: Props['fan']; again: Again; onClose: () => void }) {
  const [text, setText] = useState('')
  const [due, setDue] = useState('')
  const { run, isBusy } = useAction()
  const save = (event: Event) => {
    event.preventDefault()
    if (!text.trim()) return
    const promise = { text: text.trim(), ...(due ? { dueAt: new Date(`${due}T18:00`).toISOString() } : {}) }
    void run(async () => {
      await unwrap(api.fans[':id'].promises.$post({ param: { id: fan.id }, json: promise }))
      await again()
      onClose()
    })
  }
  return (
    <form class="inline-form" onSubmit={save} onKeyDown={(event) => event.key === 'Escape' && onClose()}>
      <Field
        label={t('promises.words')}
        value={text}
        onInput={setText}
        more={{ placeholder: t('promises.example'), maxLength: 500, autoFocus: true }}
      />
      <Field label={t('promises.when')} type="date" value={due} onInput={setDue} />
      <div class="inline-form-actions">
        <Button onClick={onClose}>{t('action.cancel')}</Button>
        <Button look="main" type="submit" disabled={isBusy || !text.trim()}>
          {t('action.save')}
        </Button>
      </div>
    </form>
  )
}
