import { KeyRound, Plug, Trash2, Unplug } from 'lucide'
import { useState } from 'preact/hooks'
import { api, unwrap } from '../client.ts'
import { CopyField } from '../people/copy-field.tsx'
import { AskFirst } from '../ui/ask-first.tsx'
import { Button } from '../ui/button.tsx'
import { Check, Field } from '../ui/field.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Panel } from '../ui/panel.tsx'
import { Time } from '../ui/time.tsx'
import { say } from '../ui/toast.tsx'
import { useAction } from '../use-action.ts'
import { useResource } from '../use-resource.ts'
import { moment, t } from '../words.ts'
import type { TabProps } from './settings-data.ts'
import { WebhookEvents } from './webhook-events.tsx'
import { WebhookPreset } from './webhook-preset.tsx'

const TELLS = ['message.received', 'draft.waiting', 'reply.sent', 'reply.failed', 'reply.unknown'] as const

const readWebhook = (id: string) => unwrap(api.creators[':id'].webhook.$get({ param: { id } }))
export type WebhookData = Awaited<ReturnType<typeof readWebhook>>
type Webhook = NonNullable<WebhookData['webhook']>
/** Told once, by whoever made them; gone with the page. */
type Secrets = { inbound?: string | undefined; outbound?: string | undefined }

interface Part {
  creator: TabProps['creator']
  secrets: Secrets
  tell: (made: Secrets) => void
  again: () => Promise<void> | undefined
}

/** A creator's own program: what it may tell us, what it is told, and each delivery either way. */
export function WebhookTab({ creator }: Pick<TabProps, 'creator'>) {
  const [secrets, setSecrets] = useState<Secrets>({})
  const data = useResource(
    `webhook/${creator.id}`,
    () => readWebhook(creator.id),
    ({ kind }) => kind !== 'presence' && kind !== 'lease',
  )
  const again = data.state === 'ready' ? data.refetch : () => undefined
  const part = { creator, secrets, again, tell: (made: Secrets) => setSecrets((known) => ({ ...known, ...made })) }
  return (
    <Loaded from={data} lines={6}>
      {({ webhook, events, presets }) => (
        <>
          <Inbound {...part} webhook={webhook} />
          {webhook && (
            <WebhookPreset key={webhook.preset} creator={creator} data={{ webhook, events, presets }} again={again} />
          )}
          {webhook && <Endpoint key={webhook.out?.url} {...part} webhook={webhook} />}
          {(webhook || events.length > 0) && <WebhookEvents creatorId={creator.id} events={events} again={again} />}
        </>
      )}
    </Loaded>
  )
}

function Inbound({ creator, webhook, secrets, tell, again }: Part & { webhook: Webhook | undefined }) {
  const { run, isBusy } = useAction()
  const param = { id: creator.id }
  const connect = () =>
    run(async () => {
      const made = await unwrap(api.creators[':id'].webhook.$put({ param, json: {} }))
      tell(made.secrets)
      await again()
    })
  const rotate = () =>
    run(async () => {
      const { secret } = await unwrap(api.creators[':id'].webhook.secret.$post({ param, json: { side: 'inbound' } }))
      tell({ inbound: secret })
      say(t('webhook.rotated'))
      await again()
    })
  const switchOff = () =>
    run(async () => {
      await unwrap(api.creators[':id'].webhook.$delete({ param }))
      say(t('webhook.removed'))
      await again()
    })
  if (!webhook) {
    return (
      <Panel title={t('webhook.title')} hint={t('webhook.hint')}>
        <p class="soft">{t('webhook.none', { name: creator.name })}</p>
        <div class="form-end">
          <Button look="main" icon={Plug} disabled={isBusy} onClick={() => void connect()}>
            {t('webhook.connect')}
          </Button>
        </div>
      </Panel>
    )
  }
  return (
    <Panel
      title={t('webhook.title')}
      hint={t('webhook.hint')}
      action={
        <AskFirst
          button={{ icon: Unplug, disabled: isBusy, children: t('webhook.off') }}
          title={t('webhook.off.ask')}
          onYes={() => void switchOff()}
        >
          {t('webhook.off.body')}
        </AskFirst>
      }
    >
      <div class="form">
        <CopyField label={t('webhook.address')} value={`${location.origin}/api/webhooks/${webhook.id}`} />
        {secrets.inbound && <CopyField label={t('webhook.secret.inbound')} value={secrets.inbound} />}
        <p class="soft">
          {webhook.lastSeenAt ? (
            <>
              {t('webhook.last')} <Time at={webhook.lastSeenAt} as="relative" />.
            </>
          ) : (
            t('webhook.never')
          )}
          {webhook.oldSecretUntil && ` ${t('webhook.old-until', { when: moment(webhook.oldSecretUntil) })}`}
        </p>
        <div class="form-end">
          <Button look="plain" icon={KeyRound} disabled={isBusy} onClick={() => void rotate()}>
            {t('webhook.rotate')}
          </Button>
        </div>
      </div>
    </Panel>
  )
}

function Endpoint({ creator, webhook: { out }, secrets, tell, again }: Part & { webhook: Webhook }) {
  const [url, setUrl] = useState(out?.url ?? '')
  const [takesReplies, setTakesReplies] = useState(out?.takesReplies ?? false)
  const [tells, setTells] = useState<string[]>(out?.tells ?? [])
  const [withWords, setWithWords] = useState(out?.withWords ?? false)
  const { run, isBusy } = useAction()
  const param = { id: creator.id }
  const store = (event: Event) => {
    event.preventDefault()
    const json = {
      out: { url: url.trim(), takesReplies, tells: TELLS.filter((name) => tells.includes(name)), withWords },
    }
    void run(async () => {
      const made = await unwrap(api.creators[':id'].webhook.$put({ param, json }))
      tell(made.secrets)
      say(t('webhook.stored'))
      await again()
    })
  }
  const remove = () =>
    run(async () => {
      await unwrap(api.creators[':id'].webhook.$put({ param, json: { out: null } }))
      await again()
    })
  const rotate = () =>
    run(async () => {
      const { secret } = await unwrap(api.creators[':id'].webhook.secret.$post({ param, json: { side: 'outbound' } }))
      tell({ outbound: secret })
      say(t('webhook.rotated'))
      await again()
    })
  const test = () =>
    run(async () => {
      await unwrap(api.creators[':id'].webhook.test.$post({ param }))
      say(t('webhook.tested'))
      await again()
    })
  return (
    <Panel
      title={t('webhook.out')}
      hint={t('webhook.out.hint')}
      action={
        out && (
          <Button icon={Trash2} disabled={isBusy} onClick={() => void remove()}>
            {t('webhook.out.remove')}
          </Button>
        )
      }
    >
      <form class="form" onSubmit={store}>
        <Field
          label={t('webhook.out.url')}
          value={url}
          onInput={setUrl}
          type="url"
          more={{ required: true, placeholder: 'https://example.com/souvenir', autoComplete: 'off' }}
        />
        {out && secrets.outbound && <CopyField label={t('webhook.secret.outbound')} value={secrets.outbound} />}
        {out?.oldSecretUntil && (
          <p class="soft small">{t('webhook.old-until', { when: moment(out.oldSecretUntil) })}</p>
        )}
        <div class="switches">
          <Check label={t('webhook.out.replies')} checked={takesReplies} onChange={setTakesReplies} />
          <p class="soft small">{t('webhook.out.replies.hint')}</p>
        </div>
        <fieldset class="switches">
          <legend class="field-label">{t('webhook.tells')}</legend>
          {TELLS.map((name) => (
            <Check
              key={name}
              label={t(`webhook.tells.${name}`)}
              checked={tells.includes(name)}
              onChange={(isOn) =>
                setTells((known) => [...known.filter((one) => one !== name), ...(isOn ? [name] : [])])
              }
            />
          ))}
        </fieldset>
        <Check label={t('webhook.words')} checked={withWords} onChange={setWithWords} />
        <div class="form-end">
          {out && (
            <>
              <Button icon={KeyRound} disabled={isBusy} onClick={() => void rotate()}>
                {t('webhook.rotate')}
              </Button>
              <Button look="plain" disabled={isBusy} onClick={() => void test()}>
                {t('webhook.test')}
              </Button>
            </>
          )}
          <Button look={out ? 'plain' : 'main'} type="submit" disabled={isBusy || !url.trim()}>
            {t('action.save')}
          </Button>
        </div>
      </form>
    </Panel>
  )
}
