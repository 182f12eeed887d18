import { ShieldCheck, TriangleAlert } from 'lucide'
import { CopyField } from '../people/copy-field.tsx'
import { Icon } from '../ui/icon.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Time } from '../ui/time.tsx'
import { useResource } from '../use-resource.ts'
import { t } from '../words.ts'
import { readRecordState } from './record-data.ts'

/** How many entries there are, until when they are unbroken, and a checkpoint to keep. */
export function RecordStateLine() {
  const state = useResource('audit-state', readRecordState)
  return (
    <Loaded from={state} lines={1}>
      {({ record: { entries, unbrokenUntil, damage, checkpoint } }) => (
        <>
          <p class={`notice ${damage ? 'tone-failed' : 'tone-sent'}`}>
            <Icon of={damage ? TriangleAlert : ShieldCheck} />
            <span>
              {damage ? (
                t('audit.damaged', { place: damage.place })
              ) : unbrokenUntil ? (
                <>
                  {t('audit.state', { count: entries })} <Time at={unbrokenUntil} as="seconds" />
                </>
              ) : (
                t('audit.state.none')
              )}
            </span>
          </p>
          {checkpoint && (
            <details class="more">
              <summary class="soft">{t('audit.checkpoint')}</summary>
              <p class="soft small">{t('audit.checkpoint.body')}</p>
              <CopyField label={t('audit.checkpoint')} value={checkpoint} />
            </details>
          )}
        </>
      )}
    </Loaded>
  )
}
