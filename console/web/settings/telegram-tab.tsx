import { CircleCheck, TriangleAlert, Unplug } from 'lucide'
import { useState } from 'preact/hooks'
import { api, unwrap } from '../client.ts'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { Icon } from '../ui/icon.tsx'
import { Panel } from '../ui/panel.tsx'
import { say } from '../ui/toast.tsx'
import { useAction } from '../use-action.ts'
import { t } from '../words.ts'
import { BusinessPanel } from './business-panel.tsx'
import type { TabProps } from './settings-data.ts'

const STEPS = ['1', '2', '3', '4', '5'] as const

/** Connects a bot in five minutes. What was typed is sealed; no token ever comes back to this page. */
export function TelegramTab({ creator, again }: TabProps) {
  const { telegram } = creator
  const isOurs = telegram?.source !== 'environment'
  return (
    <>
      <Panel title={t('telegram.title')}>
        {telegram ? (
          <p class={`notice ${telegram.status === 'working' ? 'tone-sent' : 'tone-waiting'}`}>
            <Icon of={telegram.status === 'working' ? CircleCheck : TriangleAlert} />
            <span>
              {t(telegram.status === 'working' ? 'telegram.working' : 'telegram.failing', { name: creator.name })}{' '}
              {telegram.problem}
            </span>
          </p>
        ) : (
          <p class="soft">{t('telegram.none', { name: creator.name })}</p>
        )}
        {!isOurs && <p class="soft">{t('telegram.environment')}</p>}
      </Panel>
      {telegram && <BusinessPanel creator={creator} />}
      {isOurs && (
        <>
          <Panel title={t('telegram.guide')}>
            <ol class="steps">
              {STEPS.map((step) => (
                <li key={step}>{t(`telegram.step.${step}`)}</li>
              ))}
            </ol>
          </Panel>
          <TelegramForm creator={creator} again={again} />
        </>
      )}
    </>
  )
}

function TelegramForm({ creator, again }: TabProps) {
  const [token, setToken] = useState('')
  const [reviewToken, setReviewToken] = useState('')
  const [chat, setChat] = useState('')
  const [people, setPeople] = useState('')
  const { run, isBusy } = useAction()
  const isConnected = !!creator.telegram
  const connect = (event: Event) => {
    event.preventDefault()
    const json = {
      ...(token.trim() ? { token: token.trim() } : {}),
      ...(reviewToken.trim() ? { reviewToken: reviewToken.trim() } : {}),
      ...(chat.trim() ? { reviewChatId: chat.trim() } : {}),
      reviewerIds: people.split(/[\s,;]+/).filter(Boolean),
    }
    void run(async () => {
      await unwrap(api.creators[':id'].telegram.$put({ param: { id: creator.id }, json }))
      setToken('')
      setReviewToken('')
      say(t('telegram.stored'))
      await again()
    })
  }
  const disconnect = () =>
    run(async () => {
      await unwrap(api.creators[':id'].telegram.$delete({ param: { id: creator.id } }))
      say(t('telegram.removed'))
      await again()
    })
  return (
    <Panel
      title={t('telegram.settings')}
      action={
        isConnected && (
          <Button icon={Unplug} disabled={isBusy} onClick={() => void disconnect()}>
            {t('telegram.disconnect')}
          </Button>
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
          hint={t('telegram.review-token.hint')}
          type="password"
          value={reviewToken}
          onInput={setReviewToken}
          more={{ autoComplete: 'off' }}
        />
        <div class="form-pair">
          <Field
            label={t('telegram.chat')}
            hint={t('telegram.chat.hint')}
            value={chat}
            onInput={setChat}
            more={{ inputMode: 'numeric', placeholder: '-1001234567890' }}
          />
          <Field
            label={t('telegram.people')}
            hint={t('telegram.people.hint')}
            value={people}
            onInput={setPeople}
            more={{ inputMode: 'numeric', placeholder: '40000001, 40000002' }}
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
