import { Copy } from 'lucide'
import { useState } from 'preact/hooks'
import '../styles/people.css'
import { copyText } from '../copy-text.ts'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { t } from '../words.ts'

/** Something to hand over to somebody else: shown whole on focus, copied with one press. */
export function CopyField({ label, value }: { label: string; value: string }) {
  const [isCopied, setCopied] = useState<boolean | undefined>()
  const copy = async () => setCopied(await copyText(value))
  return (
    <div class="people-copy">
      <Field
        label={label}
        value={value}
        onInput={() => undefined}
        more={{
          readOnly: true,
          onFocus: ({ currentTarget }: FocusEvent) => {
            if (currentTarget instanceof HTMLInputElement) currentTarget.select()
          },
        }}
      />
      <Button look="plain" icon={Copy} onClick={() => void copy()}>
        {t(isCopied ? 'team.copied' : 'team.copy')}
      </Button>
      {isCopied === false && (
        // A toast would stand behind the dialog that this is in.
        <p class="field-problem" role="alert">
          {t('now.by-hand.copy-failed')}
        </p>
      )}
    </div>
  )
}
