import { useState } from 'preact/hooks'
import { Button } from '../ui/button.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Panel } from '../ui/panel.tsx'
import { useResource } from '../use-resource.ts'
import { t } from '../words.ts'
import { readRecord } from './record-data.ts'
import { lookTogether } from './record-looks.ts'
import { RecordRow } from './record-row.tsx'

const LATEST = 30
const SHOWN = 8

/**
 * On the page of a fan: who saw or changed something here lately. For owners and managers. Folded, and read when somebody
 * unfolds it: reading the record is an entry of the record.
 */
export function WhoLooked({ fanId }: { fanId: string }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <Panel
      title={t('audit.looked')}
      action={
        <Button look="quiet" href={`/audit?fan=${fanId}`}>
          {t('audit.looked.all')}
        </Button>
      }
    >
      <details class="more" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
        <summary class="soft">{t('audit.looked.show')}</summary>
        {isOpen && <Lately fanId={fanId} />}
      </details>
    </Panel>
  )
}

function Lately({ fanId }: { fanId: string }) {
  const lines = useResource(`audit/fan/${fanId}`, () => readRecord({ fanId }, undefined, LATEST))
  return (
    <Loaded from={lines} lines={3}>
      {({ lines: found }) => (
        <ul class="facts">
          {lookTogether(found)
            .slice(0, SHOWN)
            .map((group) => (
              <RecordRow key={group[0]?.seq} lines={group} isOfOneFan />
            ))}
        </ul>
      )}
    </Loaded>
  )
}
