import { useState } from 'preact/hooks'
import { api, unwrap } from '../client.ts'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { Panel } from '../ui/panel.tsx'
import { say } from '../ui/toast.tsx'
import { useAction } from '../use-action.ts'
import { t } from '../words.ts'
import type { TabProps } from './settings-data.ts'

const TONES = ['warm', 'playful', 'flirty', 'friendly', 'calm'] as const

/** Who the creator is and how she sounds: what every draft is written from. */
export function VoiceTab({ creator, again }: TabProps) {
  const { persona } = creator
  const [form, setForm] = useState({
    name: creator.name,
    language: creator.language as string,
    bio: persona.bio,
    tone: persona.tone as string,
    flirtation: String(Math.round(persona.flirtation * 10)),
    length: String(persona.length),
    emojis: persona.emojis.join(' '),
    phrases: persona.phrases.join('\n'),
    avoid: persona.avoid.join('\n'),
    canon: persona.canon.join('\n'),
    softOffers: String(Math.round(persona.softOffers * 100)),
    timeZone: persona.timeZone,
    disclosure: creator.disclosure,
    burstSeconds: String(creator.burstSeconds),
    expireHours: String(creator.expireHours),
    retentionMonths: String(creator.retentionMonths),
  })
  const { run, isBusy } = useAction()
  const set = (key: keyof typeof form) => (value: string) => setForm((before) => ({ ...before, [key]: value }))
  const save = (event: Event) => {
    event.preventDefault()
    const json = {
      name: form.name.trim(),
      language: form.language === 'fr' ? ('fr' as const) : ('en' as const),
      disclosure: form.disclosure,
      burstSeconds: Number(form.burstSeconds),
      expireHours: Number(form.expireHours),
      retentionMonths: Number(form.retentionMonths),
      persona: {
        bio: form.bio,
        tone: TONES.find((known) => known === form.tone) ?? 'warm',
        flirtation: Number(form.flirtation) / 10,
        length: Number(form.length),
        emojis: form.emojis.split(/\s+/).filter(Boolean),
        phrases: linesOf(form.phrases),
        avoid: linesOf(form.avoid),
        canon: linesOf(form.canon),
        softOffers: Number(form.softOffers) / 100,
        timeZone: form.timeZone,
      },
    }
    void run(async () => {
      await unwrap(api.creators[':id'].$patch({ param: { id: creator.id }, json }))
      say(t('settings.saved'))
      await again()
    })
  }
  return (
    <form onSubmit={save}>
      <Panel title={t('voice.who')}>
        <div class="form">
          <div class="form-pair">
            <Field
              label={t('voice.name')}
              value={form.name}
              onInput={set('name')}
              more={{ required: true, maxLength: 120 }}
            />
            <Field
              label={t('voice.language')}
              value={form.language}
              onInput={set('language')}
              options={[
                { value: 'en', label: t('language.en') },
                { value: 'fr', label: t('language.fr') },
              ]}
            />
          </div>
          <Field label={t('voice.bio')} hint={t('voice.bio.hint')} rows={2} value={form.bio} onInput={set('bio')} />
          <Field
            label={t('voice.canon')}
            hint={t('voice.canon.hint')}
            rows={4}
            value={form.canon}
            onInput={set('canon')}
          />
        </div>
      </Panel>
      <Panel title={t('voice.sound')}>
        <div class="form">
          <div class="form-pair">
            <Field
              label={t('voice.tone')}
              value={form.tone}
              onInput={set('tone')}
              options={TONES.map((value) => ({ value, label: t(`tone.${value}`) }))}
            />
            <Field
              label={t('voice.flirtation')}
              hint={t('voice.flirtation.hint')}
              type="number"
              value={form.flirtation}
              onInput={set('flirtation')}
              more={{ min: 0, max: 10, step: 1 }}
            />
            <Field
              label={t('voice.length')}
              hint={t('voice.length.hint')}
              type="number"
              value={form.length}
              onInput={set('length')}
              more={{ min: 20, max: 2_000 }}
            />
            <Field
              label={t('voice.emojis')}
              hint={t('voice.emojis.hint')}
              value={form.emojis}
              onInput={set('emojis')}
            />
            <Field
              label={t('voice.phrases')}
              hint={t('voice.per-line')}
              rows={3}
              value={form.phrases}
              onInput={set('phrases')}
            />
            <Field
              label={t('voice.avoid')}
              hint={t('voice.per-line')}
              rows={3}
              value={form.avoid}
              onInput={set('avoid')}
            />
          </div>
        </div>
      </Panel>
      <Panel title={t('voice.timing')}>
        <div class="form">
          <div class="form-pair">
            <Field
              label={t('voice.burst')}
              hint={t('voice.burst.hint')}
              type="number"
              value={form.burstSeconds}
              onInput={set('burstSeconds')}
              more={{ min: 0, max: 120 }}
            />
            <Field
              label={t('voice.expire')}
              hint={t('voice.expire.hint')}
              type="number"
              value={form.expireHours}
              onInput={set('expireHours')}
              more={{ min: 1, max: 168 }}
            />
            <Field
              label={t('voice.soft-offers')}
              hint={t('voice.soft-offers.hint')}
              type="number"
              value={form.softOffers}
              onInput={set('softOffers')}
              more={{ min: 0, max: 100, step: 1 }}
            />
            <Field
              label={t('voice.retention')}
              hint={t('voice.retention.hint')}
              type="number"
              value={form.retentionMonths}
              onInput={set('retentionMonths')}
              more={{ min: 1, max: 24 }}
            />
            <Field label={t('fan.zone')} value={form.timeZone} onInput={set('timeZone')} />
          </div>
          <Field
            label={t('voice.disclosure')}
            hint={t('voice.disclosure.hint')}
            rows={2}
            value={form.disclosure}
            onInput={set('disclosure')}
          />
          <div class="form-end">
            <Button look="main" type="submit" disabled={isBusy}>
              {t('action.save')}
            </Button>
          </div>
        </div>
      </Panel>
    </form>
  )
}

const linesOf = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
