import { useState } from 'preact/hooks'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { useAction } from '../use-action.ts'
import { t } from '../words.ts'
import { RULE_KINDS } from './fan-data.ts'

/** Sets a rule, or changes one. */
export function RuleForm({
  preference,
  onSave,
  onClose,
}: {
  preference?: { kind: string; rule: string }
  onSave: (rule: { kind: (typeof RULE_KINDS)[number]; rule: string }) => Promise<void>
  onClose: () => void
}) {
  const [kind, setKind] = useState<string>(preference?.kind ?? 'other')
  const [rule, setRule] = useState(preference?.rule ?? '')
  const { run, isBusy } = useAction()
  const save = (event: Event) => {
    event.preventDefault()
    if (!rule.trim()) return
    void run(async () => {
      await onSave({ kind: RULE_KINDS.find((known) => known === kind) ?? 'other', rule: rule.trim() })
      onClose()
    })
  }
  return (
    <form class="inline-form" onSubmit={save} onKeyDown={(event) => event.key === 'Escape' && onClose()}>
      <Field
        label={t('rules.kind')}
        value={kind}
        onInput={setKind}
        options={RULE_KINDS.map((value) => ({ value, label: t(`rule.${value}`) }))}
      />
      <Field
        label={kind === 'avoid-word' ? t('rules.word') : t('rules.words')}
        value={rule}
        onInput={setRule}
        more={{
          placeholder: kind === 'avoid-word' ? t('rules.word.example') : t('rules.example'),
          maxLength: 300,
          autoFocus: true,
        }}
      />
      <div class="inline-form-actions">
        <Button onClick={onClose}>{t('action.cancel')}</Button>
        <Button look="main" type="submit" disabled={isBusy || !rule.trim()}>
          {t('action.save')}
        </Button>
      </div>
    </form>
  )
}
