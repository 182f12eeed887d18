import { FlaskConical } from 'lucide'
import { useState } from 'preact/hooks'
import { api, unwrap } from '../client.ts'
import { Button } from '../ui/button.tsx'
import { Check, Field } from '../ui/field.tsx'
import { Panel } from '../ui/panel.tsx'
import { say } from '../ui/toast.tsx'
import { useAction } from '../use-action.ts'
import { moment, money, t } from '../words.ts'
import type { TabProps } from './settings-data.ts'
import type { WebhookData } from './webhook-tab.tsx'

const RISKS = ['1', '2', '3'] as const

const tryOut = async (preset: string, envelope: string) =>
  (await unwrap(api['webhook-samples'].$post({ json: { ...(preset ? { preset } : {}), envelope } }))).read
type Read = Awaited<ReturnType<typeof tryOut>>

interface Props {
  creator: TabProps['creator']
  data: WebhookData
  again: () => Promise<void> | undefined
}

/**
 * Whose events a webhook reads: our own, or those of a service with a form of its own. A preset shows what it makes of each event
 * and is tried on a pasted one first; it is on once a person took it over in their name.
 */
export function WebhookPreset({ creator, data: { webhook, presets }, again }: Props) {
  const isOn = webhook?.preset ?? ''
  const [chosen, setChosen] = useState(isOn)
  const [secret, setSecret] = useState('')
  const [hasReadRisks, setHasReadRisks] = useState(false)
  const { run, isBusy } = useAction()
  const preset = presets.find(({ name }) => name === chosen)
  const isNew = chosen !== isOn
  const needsSecret = preset !== undefined && !webhook?.hasPartnerSecret
  const store = (event: Event) => {
    event.preventDefault()
    void run(async () => {
      const partnerSecret = secret.trim() ? { partnerSecret: secret.trim() } : {}
      const json = preset ? { preset: preset.name, hasReadRisks, ...partnerSecret } : { preset: null }
      await unwrap(api.creators[':id'].webhook.$put({ param: { id: creator.id }, json }))
      setSecret('')
      setHasReadRisks(false)
      say(t(preset ? 'webhook.preset.on' : 'webhook.preset.off'))
      await again()
    })
  }
  const options = [
    { value: '', label: t('webhook.preset.ours') },
    ...presets.map(({ name, title }) => ({ value: name, label: title })),
  ]
  const isReady = preset ? (!isNew || hasReadRisks) && (!needsSecret || secret.trim().length >= 8) : isNew
  const hasSomething = isNew || secret.trim() !== ''
  return (
    <Panel title={t('webhook.preset.title')} hint={t('webhook.preset.hint')}>
      <form class="form" onSubmit={store}>
        <Field
          label={t('webhook.preset')}
          value={chosen}
          onInput={(name) => {
            setChosen(name)
            // What was read was about the other one.
            setHasReadRisks(false)
          }}
          options={options}
        />
        {preset && (
          <details open={isNew}>
            <summary>{t('webhook.preset.becomes')}</summary>
            <dl class="pairs">
              {preset.events.map(({ event, becomes, because }) => (
                <div key={event}>
                  <dt>
                    <code>{event}</code>
                  </dt>
                  <dd>
                    {t(`webhook.becomes.${becomes}`)}
                    {because && <span class="soft small"> {t(`webhook.unused.${because}`)}</span>}
                  </dd>
                </div>
              ))}
            </dl>
            <p class="soft small">{t(`webhook.preset.money.${preset.money}`)}</p>
          </details>
        )}
        <Trial key={chosen} preset={chosen} />
        {preset && (
          <Field
            label={t('webhook.preset.secret')}
            value={secret}
            onInput={setSecret}
            type="password"
            hint={t(needsSecret ? 'webhook.preset.secret.hint' : 'webhook.preset.secret.kept')}
            more={{ autoComplete: 'off' }}
          />
        )}
        {preset && isNew && (
          <>
            <ul class="steps">
              {RISKS.map((risk) => (
                <li key={risk}>{t(`webhook.preset.risk.${risk}`)}</li>
              ))}
            </ul>
            <Check label={t('webhook.preset.accept')} checked={hasReadRisks} onChange={setHasReadRisks} />
          </>
        )}
        <div class="form-end">
          <Button look="plain" type="submit" disabled={isBusy || !isReady || !hasSomething}>
            {t(preset ? 'webhook.preset.use' : 'webhook.preset.back')}
          </Button>
        </div>
      </form>
    </Panel>
  )
}

/** What an event would become, before anything is switched on; nothing of it is kept. */
function Trial({ preset }: { preset: string }) {
  const [envelope, setEnvelope] = useState('')
  const [read, setRead] = useState<Read>()
  const { run, isBusy } = useAction()
  const look = () =>
    run(async () => {
      setRead(await tryOut(preset, envelope))
    })
  return (
    <details>
      <summary>{t('webhook.preset.try')}</summary>
      <Field
        label={t('webhook.preset.try.event')}
        value={envelope}
        onInput={(text) => {
          setEnvelope(text)
          setRead(undefined)
        }}
        rows={5}
        hint={t('webhook.preset.try.hint')}
        more={{ spellcheck: false }}
      />
      <div class="form-end">
        <Button icon={FlaskConical} disabled={isBusy || !envelope.trim()} onClick={() => void look()}>
          {t('webhook.preset.try.do')}
        </Button>
      </div>
      <div aria-live="polite">{read && <Outcome read={read} />}</div>
    </details>
  )
}

function Outcome({ read }: { read: Read }) {
  if (read.kind === 'invalid') {
    return (
      <p class="notice tone-failed">
        {t('webhook.preset.try.refused')} {read.problem}
      </p>
    )
  }
  if (read.kind === 'ignored') {
    return (
      <p class="notice tone-superseded">
        {t('webhook.preset.try.unused')} {t(`webhook.unused.${read.why}`)}
      </p>
    )
  }
  const { type, data } = read.event
  const fan = data.fan.name ? `${data.fan.name} (${data.fan.id})` : data.fan.id
  const rows: [label: string, value: string][] = [
    [t('webhook.preset.try.becomes'), t(`webhook.becomes.${type}`)],
    [t('webhook.preset.try.fan'), fan],
    ...('text' in data
      ? [
          [t('webhook.preset.try.text'), data.text] as [string, string],
          [t('webhook.preset.try.at'), moment(data.sentAt)] as [string, string],
        ]
      : []),
    ...('amountMinor' in data
      ? [
          [t('webhook.preset.try.amount'), `${data.title}: ${money(data.amountMinor, data.currency)}`] as [
            string,
            string,
          ],
          [t('webhook.preset.try.at'), moment(data.purchasedAt)] as [string, string],
        ]
      : []),
  ]
  return (
    <dl class="pairs">
      {rows.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
