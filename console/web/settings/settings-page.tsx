import { UserPlus } from 'lucide'
import { useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { api, unwrap } from '../client.ts'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Panel } from '../ui/panel.tsx'
import { Tabs } from '../ui/tabs.tsx'
import { useAction } from '../use-action.ts'
import { type Again, useResource } from '../use-resource.ts'
import { t } from '../words.ts'
import { DemoTab } from './demo-tab.tsx'
import { DiscordTab } from './discord-tab.tsx'
import { FanvueTab } from './fanvue-tab.tsx'
import { ModelsTab } from './models-tab.tsx'
import { OffersTab } from './offers-tab.tsx'
import { RulesTab } from './rules-tab.tsx'
import { type CreatorSettings, readSettings } from './settings-data.ts'
import { TelegramTab } from './telegram-tab.tsx'
import { VoiceTab } from './voice-tab.tsx'
import { WebhookTab } from './webhook-tab.tsx'

const TABS = ['voice', 'rules', 'offers', 'models', 'telegram', 'discord', 'fanvue', 'webhook', 'demo'] as const
type Tab = (typeof TABS)[number]

/** Everything a person can set, creator by creator. */
export function SettingsPage() {
  const settings = useResource('settings', readSettings, ({ kind }) => kind === 'health' || kind === 'resync')
  const again = settings.state === 'ready' ? settings.refetch : () => undefined
  return (
    <div class="page">
      <div class="page-head">
        <h1>{t('settings.title')}</h1>
      </div>
      <Loaded from={settings} lines={8}>
        {({ creators }) => <Rooms creators={creators} again={again} />}
      </Loaded>
    </div>
  )
}

function Rooms({ creators, again }: { creators: CreatorSettings[]; again: Again }) {
  const { query, path, route } = useLocation()
  const [chosen, setChosen] = useState<string | undefined>()
  const tab: Tab = TABS.find((known) => known === query.tab) ?? 'voice'
  const creator = creators.find(({ id }) => id === chosen) ?? creators[0]
  return (
    <>
      {creators.length > 1 && creator && (
        <Field
          label={t('settings.creator')}
          value={creator.id}
          onInput={setChosen}
          options={creators.map(({ id, name, isDemo }) => ({
            value: id,
            label: isDemo ? t('settings.creator.demo', { name }) : name,
          }))}
        />
      )}
      <Tabs
        label={t('settings.title')}
        tabs={TABS.map((id) => ({ id, label: t(`settings.${id}`) }))}
        chosen={tab}
        onChoose={(id) => route(`${path}?tab=${id}`, true)}
      >
        {tab === 'demo' && <DemoTab creators={creators} again={again} />}
        {tab !== 'demo' && !creator && <FirstCreator again={again} />}
        {creator && tab === 'voice' && <VoiceTab key={creator.id} creator={creator} again={again} />}
        {creator && tab === 'rules' && <RulesTab key={creator.id} creator={creator} />}
        {creator && tab === 'offers' && <OffersTab creator={creator} again={again} />}
        {creator && tab === 'models' && <ModelsTab key={creator.id} creator={creator} again={again} />}
        {creator && tab === 'discord' && <DiscordTab key={creator.id} creator={creator} />}
        {creator && tab === 'fanvue' && <FanvueTab key={creator.id} creator={creator} />}
        {creator && tab === 'webhook' && <WebhookTab key={creator.id} creator={creator} />}
        {creator && tab === 'telegram' && <TelegramTab key={creator.id} creator={creator} />}
      </Tabs>
    </>
  )
}

function FirstCreator({ again }: { again: Again }) {
  const [name, setName] = useState('')
  const [language, setLanguage] = useState('en')
  const { run, isBusy } = useAction()
  const add = (event: Event) => {
    event.preventDefault()
    const json = { name: name.trim(), language: language === 'fr' ? ('fr' as const) : ('en' as const) }
    void run(async () => {
      await unwrap(api.creators.$post({ json }))
      await again()
    })
  }
  return (
    <Panel title={t('settings.first')} hint={t('settings.first.hint')}>
      <form class="form" onSubmit={add}>
        <div class="form-pair">
          <Field label={t('voice.name')} value={name} onInput={setName} more={{ required: true, maxLength: 120 }} />
          <Field
            label={t('voice.language')}
            value={language}
            onInput={setLanguage}
            options={[
              { value: 'en', label: t('language.en') },
              { value: 'fr', label: t('language.fr') },
            ]}
          />
        </div>
        <div class="form-end">
          <Button look="main" type="submit" icon={UserPlus} disabled={isBusy || !name.trim()}>
            {t('settings.first.add')}
          </Button>
        </div>
      </form>
    </Panel>
  )
}
