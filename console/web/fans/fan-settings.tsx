import { useState } from 'preact/hooks'
import { api, unwrap } from '../client.ts'
import { Button } from '../ui/button.tsx'
import { Check, Field } from '../ui/field.tsx'
import { Panel } from '../ui/panel.tsx'
import { say } from '../ui/toast.tsx'
import { useAction } from '../use-action.ts'
import type { Again } from '../use-resource.ts'
import { t } from '../words.ts'
import type { FanPageData } from './fan-data.ts'

/** Care and quiet take effect with the click; the words are saved together. */
export function FanSettings({ fan, again }: { fan: FanPageData['fan']; again: Again }) {
  const kept = {
    name: fan.name,
    language: fan.language,
    tags: (fan.profile.tags ?? []).join(', '),
    instruction: fan.profile.instruction ?? '',
    privateNote: fan.profile.privateNote ?? '',
    timeZone: fan.profile.timeZone ?? '',
  }
  const [typed, setTyped] = useState<Partial<typeof kept>>({})
  const { run, isBusy } = useAction()
  const form = { ...kept, ...typed }
  const isChanged = Object.entries(typed).some(([key, value]) => value !== kept[key as keyof typeof kept])
  const set = (key: keyof typeof kept) => (value: string) => setTyped((before) => ({ ...before, [key]: value }))
  const change = (json: { inCare?: boolean; isMuted?: boolean; memoryOff?: boolean }) =>
    run(async () => {
      await unwrap(api.fans[':id'].$patch({ param: { id: fan.id }, json }))
      await again()
    })
  const save = (event: Event) => {
    event.preventDefault()
    const { tags, language, ...words } = form
    const json = {
      ...words,
      language: language === 'fr' ? ('fr' as const) : ('en' as const),
      tags: tags
        .split(',')
        .map((tag) => tag.trim())
        .filter(Boolean),
    }
    void run(async () => {
      await unwrap(api.fans[':id'].$patch({ param: { id: fan.id }, json }))
      setTyped({})
      await again()
      say(t('fan.saved'))
    })
  }
  return (
    <Panel title={t('fan.settings')}>
      <div class="switches">
        <Check label={t('fan.care.choose')} checked={fan.inCare} onChange={(inCare) => void change({ inCare })} />
        <p class="soft small">{t('fan.care.hint')}</p>
        <Check label={t('fan.muted.choose')} checked={fan.isMuted} onChange={(isMuted) => void change({ isMuted })} />
        <p class="soft small">{t('fan.muted.hint')}</p>
        <Check
          label={t('fan.memory-off.choose')}
          checked={fan.memoryOff}
          onChange={(memoryOff) => void change({ memoryOff })}
        />
        <p class="soft small">{t('fan.memory-off.hint')}</p>
      </div>
      <form class="form" onSubmit={save}>
        <Field
          label={t('fan.instruction')}
          hint={t('fan.instruction.hint')}
          rows={2}
          value={form.instruction}
          onInput={set('instruction')}
        />
        <Field
          label={t('fan.note')}
          hint={t('fan.note.hint')}
          rows={2}
          value={form.privateNote}
          onInput={set('privateNote')}
        />
        <div class="form-pair">
          <Field
            label={t('fan.name')}
            value={form.name}
            onInput={set('name')}
            more={{ maxLength: 120, required: true }}
          />
          <Field
            label={t('fan.language')}
            value={form.language}
            onInput={set('language')}
            options={[
              { value: 'en', label: t('language.en') },
              { value: 'fr', label: t('language.fr') },
            ]}
          />
          <Field label={t('fan.tags')} hint={t('fan.tags.hint')} value={form.tags} onInput={set('tags')} />
          <Field
            label={t('fan.zone')}
            hint={t('fan.zone.hint')}
            value={form.timeZone}
            onInput={set('timeZone')}
            more={{ list: 'time-zones', placeholder: 'Europe/Paris' }}
          />
        </div>
        <datalist id="time-zones">
          {Intl.supportedValuesOf('timeZone').map((zone) => (
            <option key={zone} value={zone} />
          ))}
        </datalist>
        <div class="form-end">
          <Button look="plain" type="submit" disabled={isBusy || !isChanged}>
            {t('action.save')}
          </Button>
        </div>
      </form>
    </Panel>
  )
}
