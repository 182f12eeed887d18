import { CircleCheck, TriangleAlert, Unplug } from 'lucide'
import { useState } from 'preact/hooks'
import { api, unwrap } from '../client.ts'
import { AskFirst } from '../ui/ask-first.tsx'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { Icon } from '../ui/icon.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Panel } from '../ui/panel.tsx'
import { say } from '../ui/toast.tsx'
import { useAction } from '../use-action.ts'
import { useResource } from '../use-resource.ts'
import { t } from '../words.ts'
import { BusinessPanel } from './business-panel.tsx'
import type { TabProps } from './settings-data.ts'

const STEPS = ['1', '2', '3', '4', '5'] as const

const readTelegram = (id: string) => unwrap(api.creators[':id'].telegram.$get({ param: { id } }))
type Telegram = Awaited<ReturnType<typeof readTelegram>>['telegram']

interface Part {
  creator: TabProps['creator']
  telegram: Telegram
  again: () => void
}

/** Connects a bot in five minutes. What was typed is sealed; no token ever comes back to this page. */
export function TelegramTab({ creator }: Pick<TabProps, 'creator'>) {
  const telegram = useResource(
    `telegram/${creator.id}`,
    () => readTelegram(creator.id),
    ({ kind }) => kind === 'health' || kind === 'resync',
  )
  const again = telegram.state === 'ready' ? telegram.refetch : () => undefined
  return (
    <Loaded from={telegram} lines={6}>
      {({ telegram: data }) => (
        <>
          <Standing creator={creator} telegram={data} />
          {data && <BusinessPanel creator={creator} />}
          {data?.source !== 'environment' && (
            <>
              {!data && <Guide />}
              <TelegramForm key={data?.reviewChatId} creator={creator} telegram={data} again={again} />
            </>
          )}
        </>
      )}
    </Loaded>
  )
}

function Standing({ creator, telegram }: Omit<Part, 'again'>) {
  const isWorking = telegram?.status === 'working'
  const { username, reviewUsername } = telegram ?? {}
  return (
    <Panel title={t('telegram.title')}>
      {telegram ? (
        <p class={`notice ${isWorking ? 'tone-sent' : 'tone-waiting'}`}>
          <Icon of={isWorking ? CircleCheck : TriangleAlert} />
          <span>
            {isWorking
              ? t('telegram.working', { bot: username ?? creator.name })
              : t('telegram.failing', { name: creator.name })}{' '}
            {isWorking && reviewUsername && reviewUsername !== username
              ? t('telegram.reviews', { bot: reviewUsername })
              : ''}{' '}
            {telegram.problem}
          </span>
        </p>
      ) : (
        <p class="soft">{t('telegram.none', { name: creator.name })}</p>
      )}
      {telegram?.source === 'environment' && <p class="soft">{t('telegram.environment')}</p>}
    </Panel>
  )
}

function Guide() {
  return (
    <Panel title={t('telegram.guide')}>
      <ol class="steps">
        {STEPS.map((step) => (
          <li key={step}>{t(`telegram.step.${step}`)}</li>
        ))}
      </ol>
    </Panel>
  )
}

function TelegramForm({ creator, telegram, again }: Part) {
  const [token, setToken] = useState('')
  const [reviewToken, setReviewToken] = useState('')
  const [groups, setGroups] = useState(telegram?.reviewChatId ?? '')
  const [people, setPeople] = useState('')
  const { run, isBusy } = useAction()
  const isConnected = telegram !== undefined
  const connect = (event: Event) => {
    event.preventDefault()
    const json = {
      ...(token.trim() ? { token: token.trim() } : {}),
      ...(reviewToken.trim() ? { reviewToken: reviewToken.trim() } : {}),
      // Shown as it is stored: an emptied field means none.
      reviewChatId: groups.trim() || null,
      reviewerIds: people.split(/[\s,;]+/).filter(Boolean),
    }
    void run(async () => {
      await unwrap(api.creators[':id'].telegram.$put({ param: { id: creator.id }, json }))
      setToken('')
      setReviewToken('')
      setPeople('')
      say(t('telegram.stored'))
      again()
    })
  }
  const disconnect = () =>
    run(async () => {
      await unwrap(api.creators[':id'].telegram.$delete({ param: { id: creator.id } }))
      say(t('telegram.removed'))
      again()
    })
  return (
    <Panel
      title={t('telegram.settings')}
      action={
        isConnected && (
          <AskFirst
            button={{ icon: Unplug, disabled: isBusy, children: t('telegram.disconnect') }}
            title={t('disconnect.ask', { what: 'Telegram' })}
            onYes={() => void disconnect()}
          >
            {t('disconnect.body')}
          </AskFirst>
        )
      }
    >
      <form class="form" onSubmit={connect}>
        <Field
          label={t('telegram.token')}
          hint={t(isConnected ? 'telegram.token.kept' : 'telegram.token.hint')}
          type="password"
          value={token}
          onInput={setToken}
          more={{ autoComplete: 'off', placeholder: '7000001:AAE…' }}
        />
        <Field
          label={t('telegram.review-token')}
          hint={t(telegram?.hasReviewBot ? 'telegram.token.kept' : 'telegram.review-token.hint')}
          type="password"
          value={reviewToken}
          onInput={setReviewToken}
          more={{ autoComplete: 'off' }}
        />
        <div class="form-pair">
          <Field
            label={t('telegram.chat')}
            hint={t('telegram.chat.hint')}
            value={groups}
            onInput={setGroups}
            more={{ placeholder: '-1001234567890' }}
          />
          <Field
            label={t('telegram.people')}
            hint={t('telegram.people.hint')}
            value={people}
            onInput={setPeople}
            more={{ placeholder: '40000001, 40000002' }}
          />
        </div>
        <div class="form-end">
          <Button look="main" type="submit" disabled={isBusy || (!isConnected && !token.trim())}>
            {t(isConnected ? 'action.save' : 'telegram.connect')}
          </Button>
        </div>
      </form>
    </Panel>
  )
}
