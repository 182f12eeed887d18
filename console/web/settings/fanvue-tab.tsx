import { CircleCheck, LogIn, RefreshCw, TriangleAlert, Unplug } from 'lucide'
import { useState } from 'preact/hooks'
import { api, unwrap } from '../client.ts'
import { CopyField } from '../people/copy-field.tsx'
import { AskFirst } from '../ui/ask-first.tsx'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { Icon } from '../ui/icon.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Panel } from '../ui/panel.tsx'
import { Time } from '../ui/time.tsx'
import { say } from '../ui/toast.tsx'
import { useAction } from '../use-action.ts'
import { useResource } from '../use-resource.ts'
import { t } from '../words.ts'
import type { TabProps } from './settings-data.ts'

const STEPS = ['1', '2', '3', '4'] as const

const readFanvue = async (id: string) => (await unwrap(api.creators[':id'].fanvue.$get({ param: { id } }))).fanvue
type Fanvue = Awaited<ReturnType<typeof readFanvue>>

interface Part {
  creator: TabProps['creator']
  fanvue: Fanvue
  again: () => void
}

/** Connects a creator's account at Fanvue. What was typed is sealed; no secret ever comes back to this page. */
export function FanvueTab({ creator }: Pick<TabProps, 'creator'>) {
  const fanvue = useResource(
    `fanvue/${creator.id}`,
    () => readFanvue(creator.id),
    ({ kind }) => kind === 'health',
  )
  const again = fanvue.state === 'ready' ? fanvue.refetch : () => undefined
  return (
    <Loaded from={fanvue} lines={6}>
      {(data) => (
        <>
          <Account creator={creator} fanvue={data} again={again} />
          <Guide fanvue={data} />
          {data.app !== 'environment' && <AppForm creator={creator} fanvue={data} again={again} />}
        </>
      )}
    </Loaded>
  )
}

function Account({ creator, fanvue, again }: Part) {
  const { run, isBusy } = useAction()
  const param = { id: creator.id }
  const { state, handle } = fanvue
  const isIn = state === 'working' || state === 'failing'
  const goThere = () =>
    run(async () => {
      const { url } = await unwrap(api.creators[':id'].fanvue['sign-in'].$post({ param }))
      location.assign(url)
    })
  const fetchNow = () =>
    run(async () => {
      const { reading } = await unwrap(api.creators[':id'].fanvue.fetch.$post({ param }))
      say(
        reading.kind === 'read'
          ? reading.chats === 0
            ? t('fanvue.fetched.none')
            : t('fanvue.fetched', { count: reading.chats })
          : reading.kind === 'busy'
            ? t('fanvue.fetch.busy')
            : reading.problem,
      )
      again()
    })
  const disconnect = () =>
    run(async () => {
      const { isRevoked } = await unwrap(api.creators[':id'].fanvue.$delete({ param }))
      say(t(isRevoked ? 'fanvue.removed' : 'fanvue.removed.here'))
      again()
    })
  return (
    <Panel
      title={t('fanvue.title')}
      action={
        fanvue.app === 'console' || handle ? (
          <AskFirst
            button={{ icon: Unplug, disabled: isBusy, children: t('telegram.disconnect') }}
            title={t('disconnect.ask', { what: 'Fanvue' })}
            onYes={() => void disconnect()}
          >
            {t('disconnect.body')}
          </AskFirst>
        ) : undefined
      }
    >
      {state === 'no-app' && <p class="soft">{t('fanvue.none', { name: creator.name })}</p>}
      {state === 'signed-out' && <p class="soft">{t('fanvue.signed-out', { name: creator.name })}</p>}
      {(isIn || state === 'sign-in-again') && (
        <p class={`notice ${state === 'working' ? 'tone-sent' : 'tone-waiting'}`}>
          <Icon of={state === 'working' ? CircleCheck : TriangleAlert} />
          <span>
            {t(state === 'working' ? 'fanvue.working' : 'fanvue.failing', { handle: handle ?? '' })} {fanvue.problem}
            {fanvue.lastReadAt && (
              <>
                {' '}
                {t('fanvue.read')} <Time at={fanvue.lastReadAt} as="relative" />.
              </>
            )}
            {fanvue.waiting > 0 && ` ${t('fanvue.waiting', { count: fanvue.waiting })}`}
          </span>
        </p>
      )}
      {isIn && !fanvue.hasWebhookSecret && <p class="soft">{t('fanvue.no-events')}</p>}
      {state !== 'no-app' && (
        <div class="form-end">
          {isIn && (
            <Button look="plain" icon={RefreshCw} disabled={isBusy} onClick={() => void fetchNow()}>
              {t('fanvue.fetch')}
            </Button>
          )}
          {!isIn && (
            <Button look="main" icon={LogIn} disabled={isBusy} onClick={() => void goThere()}>
              {t(state === 'signed-out' ? 'fanvue.connect' : 'fanvue.again')}
            </Button>
          )}
        </div>
      )}
    </Panel>
  )
}

/** What Fanvue has to be told: the two addresses are copied, not typed. */
function Guide({ fanvue: { redirectUri, webhookUrl } }: Pick<Part, 'fanvue'>) {
  return (
    <Panel title={t('fanvue.guide')}>
      <ol class="steps">
        {STEPS.map((step) => (
          <li key={step}>{t(`fanvue.step.${step}`)}</li>
        ))}
      </ol>
      <div class="form">
        <CopyField label={t('fanvue.redirect')} value={redirectUri} />
        {webhookUrl && <CopyField label={t('fanvue.events')} value={webhookUrl} />}
      </div>
    </Panel>
  )
}

function AppForm({ creator, fanvue, again }: Part) {
  const [clientId, setClientId] = useState(fanvue.clientId ?? '')
  const [clientSecret, setClientSecret] = useState('')
  const [webhookSecret, setWebhookSecret] = useState('')
  const { run, isBusy } = useAction()
  const isStored = fanvue.app === 'console'
  const store = (event: Event) => {
    event.preventDefault()
    const json = {
      ...(clientId.trim() ? { clientId: clientId.trim() } : {}),
      ...(clientSecret.trim() ? { clientSecret: clientSecret.trim() } : {}),
      ...(webhookSecret.trim() ? { webhookSecret: webhookSecret.trim() } : {}),
    }
    void run(async () => {
      await unwrap(api.creators[':id'].fanvue.$put({ param: { id: creator.id }, json }))
      setClientSecret('')
      setWebhookSecret('')
      say(t('fanvue.stored'))
      again()
    })
  }
  const kept = (hint: 'fanvue.secret.hint' | 'fanvue.webhook-secret.hint', isThere: boolean) =>
    t(isThere ? 'fanvue.kept' : hint)
  return (
    <Panel title={t('fanvue.app')} hint={t('fanvue.app.hint')}>
      <form class="form" onSubmit={store}>
        <Field
          label={t('fanvue.client')}
          value={clientId}
          onInput={setClientId}
          more={{ autoComplete: 'off', spellcheck: false }}
        />
        <div class="form-pair">
          <Field
            label={t('fanvue.secret')}
            hint={kept('fanvue.secret.hint', isStored)}
            type="password"
            value={clientSecret}
            onInput={setClientSecret}
            more={{ autoComplete: 'off' }}
          />
          <Field
            label={t('fanvue.webhook-secret')}
            hint={kept('fanvue.webhook-secret.hint', fanvue.hasWebhookSecret)}
            type="password"
            value={webhookSecret}
            onInput={setWebhookSecret}
            more={{ autoComplete: 'off' }}
          />
        </div>
        <div class="form-end">
          <Button
            look={isStored ? 'plain' : 'main'}
            type="submit"
            disabled={isBusy || (!isStored && !(clientId.trim() && clientSecret.trim()))}
          >
            {t('action.save')}
          </Button>
        </div>
      </form>
    </Panel>
  )
}
