import { ScrollText } from 'lucide'
import { useEffect, useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Field } from '../ui/field.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { useAction } from '../use-action.ts'
import { useResource } from '../use-resource.ts'
import { t } from '../words.ts'
import { ACTIONS, type RecordFilter, type RecordLine, readRecord, whatWasDone, whoDid } from './record-data.ts'
import { lookTogether } from './record-looks.ts'
import { RecordRow } from './record-row.tsx'
import { RecordStateLine } from './record-state.tsx'

/** Who saw and changed what, latest first, a piece at a time. */
export function RecordPage() {
  const { query, route } = useLocation()
  const fanId = query.fan
  const [actor, setActor] = useState('')
  const [action, setAction] = useState('')
  const [people, setPeople] = useState(new Map<string, string>())
  const filter: RecordFilter = {
    ...(actor ? { actor } : {}),
    ...(action ? { action } : {}),
    ...(fanId ? { fanId } : {}),
  }
  const key = `audit/${actor}/${action}/${fanId ?? ''}`
  const first = useResource(key, () => readRecord(filter))
  const seen = first.state === 'ready' ? first.data.lines : []
  const fanName = seen.find(({ fan }) => fan?.id === fanId)?.fan?.name
  useEffect(() => {
    // Whoever was seen once can be chosen, also when the list is narrowed to somebody else.
    setPeople((before) => new Map([...before, ...seen.map((line) => [line.actor.id, whoDid(line)] as const)]))
  }, [seen.at(0)?.seq, key])
  return (
    <div class="page">
      <div class="page-head">
        <h1>{t('audit.title')}</h1>
      </div>
      <p class="soft">{t('audit.hint')}</p>
      <RecordStateLine />
      <div class="form-pair">
        <Field
          label={t('audit.who')}
          value={actor}
          onInput={setActor}
          options={[
            { value: '', label: t('audit.everyone') },
            ...[...people].map(([value, label]) => ({ value, label })),
          ]}
        />
        <Field
          label={t('audit.what')}
          value={action}
          onInput={setAction}
          options={[
            { value: '', label: t('audit.everything') },
            ...ACTIONS.map((value) => ({ value, label: whatWasDone(value) })),
          ]}
        />
      </div>
      {fanId && (
        <p class="soft">
          {fanName ? t('audit.only-fan', { name: fanName }) : t('audit.only-this-fan')}{' '}
          <Button look="quiet" onClick={() => route('/audit')}>
            {t('audit.all-fans')}
          </Button>
        </p>
      )}
      <Loaded from={first} lines={8}>
        {(page) => <Lines key={key} page={page} filter={filter} />}
      </Loaded>
    </div>
  )
}

function Lines({ page, filter }: { page: { lines: RecordLine[]; hasMore: boolean }; filter: RecordFilter }) {
  const [older, setOlder] = useState<{ lines: RecordLine[]; hasMore: boolean } | undefined>()
  const { run, isBusy } = useAction()
  const lines = [...page.lines, ...(older?.lines ?? [])]
  const last = lines.at(-1)
  const more = () =>
    run(async () => {
      const next = await readRecord(filter, last?.seq)
      setOlder((before) => ({ lines: [...(before?.lines ?? []), ...next.lines], hasMore: next.hasMore }))
    })
  if (!last) {
    return (
      <EmptyState icon={ScrollText} title={t('audit.none')}>
        {t('audit.none.body')}
      </EmptyState>
    )
  }
  return (
    <>
      <ul class="facts">
        {lookTogether(lines).map((group) => (
          <RecordRow key={group[0]?.seq} lines={group} />
        ))}
      </ul>
      {(older ?? page).hasMore && (
        <Button look="plain" disabled={isBusy} onClick={() => void more()}>
          {t('audit.older')}
        </Button>
      )}
    </>
  )
}
