import { ArrowDown, ArrowUp, Plus, Trash2, Zap } from 'lucide'
import { useState } from 'preact/hooks'
import { api, unwrap } from '../client.ts'
import { Badge } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { Check, Field } from '../ui/field.tsx'
import { Panel } from '../ui/panel.tsx'
import { say } from '../ui/toast.tsx'
import { useAction } from '../use-action.ts'
import { t } from '../words.ts'
import type { TabProps } from './settings-data.ts'

const PROVIDERS = ['openai', 'openai-compatible', 'google'] as const
type Provider = (typeof PROVIDERS)[number]
interface Entry {
  provider: Provider
  modelId: string
  timeoutSeconds: number
  learnsFacts?: boolean
  isOwnServer?: boolean
  baseUrl?: string
  apiKey?: string
  keyOf?: number
}

/** Which models write drafts, in the order they are asked; the built-in drafter always comes last. */
export function ModelsTab({ creator, again }: TabProps) {
  const [isAdding, setAdding] = useState(false)
  const { run, isBusy } = useAction()
  const isOurs = creator.models.source === 'console'
  const kept: Entry[] = creator.models.list.map((model, keyOf) => ({
    provider: PROVIDERS.find((known) => known === model.provider) ?? 'openai',
    modelId: model.modelId,
    timeoutSeconds: model.timeoutSeconds,
    ...(model.learnsFacts ? { learnsFacts: true } : {}),
    ...(model.isOwnServer ? { isOwnServer: true } : {}),
    ...(model.baseUrl ? { baseUrl: model.baseUrl } : {}),
    ...(model.hasKey ? { keyOf } : {}),
  }))
  const store = (models: Entry[]) =>
    run(async () => {
      await unwrap(api.creators[':id'].models.$put({ param: { id: creator.id }, json: { models } }))
      await again()
    })
  const test = (entry: Entry) =>
    run(async () => {
      const { result } = await unwrap(api.creators[':id'].models.test.$post({ param: { id: creator.id }, json: entry }))
      if (result.kind === 'answered') {
        say(t('models.answered', { seconds: (result.milliseconds / 1_000).toFixed(1), text: result.text }), {
          keeps: true,
        })
      } else
        say(t(result.problem === 'timeout' ? 'models.timeout-problem' : `models.${result.problem}`), { keeps: true })
    })
  const moved = (from: number, to: number) => {
    const models = [...kept]
    const [model] = models.splice(from, 1)
    if (model) models.splice(to, 0, model)
    return models
  }
  return (
    <Panel
      title={t('models.title')}
      hint={t(kept.length === 0 ? 'models.alone' : isOurs ? 'models.hint' : 'models.environment')}
      action={
        <Button icon={Plus} onClick={() => setAdding(true)}>
          {t('models.add')}
        </Button>
      }
    >
      {isAdding && (
        <ModelForm
          isBusy={isBusy}
          onClose={() => setAdding(false)}
          onTest={test}
          onSave={async (entry) => {
            if (await store([...(isOurs ? kept : []), entry])) setAdding(false)
          }}
        />
      )}
      <ol class="facts">
        {kept.map((entry, index) => (
          <li key={`${entry.provider}/${entry.modelId}/${index}`} class="fact">
            <div class="fact-body">
              <p class="fact-words">
                {index + 1}. {entry.modelId}
              </p>
              <p class="soft small">
                {t(`provider.${entry.provider}`)} {entry.baseUrl} ·{' '}
                {t('models.timeout', { count: entry.timeoutSeconds })}
                {entry.learnsFacts && ` · ${t('models.learns')}`}
              </p>
            </div>
            {isOurs ? (
              <div class="fact-actions">
                <Button
                  icon={Zap}
                  disabled={isBusy}
                  label={t('models.test', { name: entry.modelId })}
                  onClick={() => void test(entry)}
                />
                <Button
                  icon={ArrowUp}
                  disabled={isBusy || index === 0}
                  label={t('models.up', { name: entry.modelId })}
                  onClick={() => void store(moved(index, index - 1))}
                />
                <Button
                  icon={ArrowDown}
                  disabled={isBusy || index === kept.length - 1}
                  label={t('models.down', { name: entry.modelId })}
                  onClick={() => void store(moved(index, index + 1))}
                />
                <Button
                  icon={Trash2}
                  disabled={isBusy}
                  label={t('models.remove', { name: entry.modelId })}
                  onClick={() => void store(kept.filter((_, place) => place !== index))}
                />
              </div>
            ) : (
              <Badge>{t('models.from-environment')}</Badge>
            )}
          </li>
        ))}
        <li class="fact">
          <div class="fact-body">
            <p class="fact-words">
              {kept.length + 1}. {t('models.offline')}
            </p>
            <p class="soft small">{t('models.offline.hint')}</p>
          </div>
        </li>
      </ol>
    </Panel>
  )
}

function ModelForm({
  isBusy,
  onSave,
  onTest,
  onClose,
}: {
  isBusy: boolean
  onSave: (entry: Entry) => Promise<void>
  onTest: (entry: Entry) => Promise<boolean>
  onClose: () => void
}) {
  const [provider, setProvider] = useState<string>('openai')
  const [modelId, setModelId] = useState('')
  const [baseUrl, setBaseUrl] = useState('')
  const [apiKey, setApiKey] = useState('')
  const [learnsFacts, setLearnsFacts] = useState(false)
  const [isOwnServer, setOwnServer] = useState(false)
  const needsAddress = provider === 'openai-compatible'
  const entry: Entry = {
    provider: PROVIDERS.find((known) => known === provider) ?? 'openai',
    modelId: modelId.trim(),
    timeoutSeconds: 20,
    ...(learnsFacts ? { learnsFacts } : {}),
    ...(isOwnServer && provider === 'openai-compatible' ? { isOwnServer } : {}),
    ...(needsAddress ? { baseUrl: baseUrl.trim() } : {}),
    ...(apiKey.trim() ? { apiKey: apiKey.trim() } : {}),
  }
  const isGood = entry.modelId !== '' && (needsAddress ? baseUrl.trim() !== '' : apiKey.trim() !== '')
  return (
    <form
      class="form inline-offer"
      onSubmit={(event) => {
        event.preventDefault()
        if (isGood) void onSave(entry)
      }}
      onKeyDown={(event) => event.key === 'Escape' && onClose()}
    >
      <div class="form-pair">
        <Field
          label={t('models.provider')}
          value={provider}
          onInput={setProvider}
          options={PROVIDERS.map((value) => ({ value, label: t(`provider.${value}`) }))}
        />
        <Field
          label={t('models.model')}
          value={modelId}
          onInput={setModelId}
          more={{ placeholder: 'gpt-5-mini', autoComplete: 'off' }}
        />
        {needsAddress && (
          <Field
            label={t('models.address')}
            type="url"
            value={baseUrl}
            onInput={setBaseUrl}
            more={{ placeholder: 'http://127.0.0.1:11434/v1' }}
          />
        )}
        <Field
          label={t(needsAddress ? 'models.key.optional' : 'models.key')}
          hint={t('models.key.hint')}
          type="password"
          value={apiKey}
          onInput={setApiKey}
          more={{ autoComplete: 'off' }}
        />
      </div>
      <Check label={t('models.learns.choose')} checked={learnsFacts} onChange={setLearnsFacts} />
      {provider === 'openai-compatible' && (
        <Check label={t('models.own.choose')} checked={isOwnServer} onChange={setOwnServer} />
      )}
      <div class="form-end">
        <Button onClick={onClose}>{t('action.cancel')}</Button>
        <Button look="plain" icon={Zap} disabled={isBusy || !isGood} onClick={() => void onTest(entry)}>
          {t('models.try')}
        </Button>
        <Button look="main" type="submit" disabled={isBusy || !isGood}>
          {t('action.save')}
        </Button>
      </div>
    </form>
  )
}
