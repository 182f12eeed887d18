import { useState } from 'preact/hooks'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { useAction } from '../use-action.ts'
import { t } from '../words.ts'
import { type MemoryLine, SLOT_CHOICES } from './fan-data.ts'

type Slot = (typeof SLOT_CHOICES)[number] | 'promise'

/** Tells something new, or puts something right. */
export function MemoryForm({
  memory,
  onSave,
  onClose,
}: {
  memory?: MemoryLine
  onSave: (memory: { slot: Slot; fact: string }) => Promise<void>
  onClose: () => void
}) {
  const [slot, setSlot] = useState<string>(memory?.slot ?? 'other')
  const [fact, setFact] = useState(memory?.fact ?? '')
  const { run, isBusy } = useAction()
  const save = (event: Event) => {
    event.preventDefault()
    if (!fact.trim()) return
    const chosen = SLOT_CHOICES.find((known) => known === slot) ?? (slot === 'promise' ? 'promise' : 'other')
    void run(async () => {
      await onSave({ slot: chosen, fact: fact.trim() })
      onClose()
    })
  }
  return (
    <form class="inline-form" onSubmit={save} onKeyDown={(event) => event.key === 'Escape' && onClose()}>
      <Field
        label={t('memory.kind')}
        value={slot}
        onInput={setSlot}
        options={SLOT_CHOICES.map((value) => ({ value, label: t(`slot.${value}`) }))}
      />
      <Field
        label={t('memory.words')}
        value={fact}
        onInput={setFact}
        more={{ placeholder: t('memory.example'), maxLength: 500, autoFocus: true }}
      />
      <div class="inline-form-actions">
        <Button onClick={onClose}>{t('action.cancel')}</Button>
        <Button look="main" type="submit" disabled={isBusy || !fact.trim()}>
          {t('action.save')}
        </Button>
      </div>
    </form>
  )
}
