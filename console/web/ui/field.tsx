import { CircleAlert } from 'lucide'
import type { TargetedInputEvent } from 'preact'
import { useId } from 'preact/hooks'
import { Icon } from './icon.tsx'

/*
 * <Field label="Name" value={name} onInput={setName} hint="…" problem={failure?.message} />
 * `rows` makes it a text area, `options` a select, `type` anything an input can be. The problem stands under the field and is
 * read with it.
 */
export interface FieldProps {
  label: string
  value: string
  onInput: (value: string) => void
  hint?: string | undefined
  problem?: string | undefined
  rows?: number
  options?: { value: string; label: string }[]
  type?: 'text' | 'email' | 'search' | 'url' | 'date' | 'datetime-local' | 'number' | 'password'
  /** Keeps the label for screen readers only. */
  isLabelUnseen?: boolean
  /** More attributes for the control itself: placeholder, autocomplete, required. */
  more?: Record<string, unknown>
}

export function Field({
  label,
  value,
  onInput,
  hint,
  problem,
  rows,
  options,
  type = 'text',
  isLabelUnseen,
  more,
}: FieldProps) {
  const id = useId()
  const described = [hint ? `${id}-hint` : '', problem ? `${id}-problem` : ''].filter(Boolean).join(' ')
  const common = {
    id,
    class: 'input',
    value,
    'aria-describedby': described || undefined,
    'aria-invalid': problem ? ('true' as const) : undefined,
    onInput: (event: TargetedInputEvent<HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement>) =>
      onInput(event.currentTarget.value),
    ...more,
  }
  return (
    <div class="field">
      <label class={isLabelUnseen ? 'unseen' : 'field-label'} for={id}>
        {label}
      </label>
      {options ? (
        <select {...common}>
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      ) : rows ? (
        <textarea {...common} rows={rows} />
      ) : (
        <input {...common} {...({ type } as object)} />
      )}
      {hint && (
        <span class="field-hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
      {problem && (
        <span class="field-problem" id={`${id}-problem`} role="alert">
          <Icon of={CircleAlert} />
          {problem}
        </span>
      )}
    </div>
  )
}

/* <Check label="Offers are off" checked={…} onChange={…} /> */
export function Check({
  label,
  checked,
  onChange,
}: {
  label: string
  checked: boolean
  onChange: (checked: boolean) => void
}) {
  return (
    <label class="check">
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.currentTarget.checked)} />
      {label}
    </label>
  )
}
