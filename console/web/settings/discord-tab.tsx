import { CircleCheck, TriangleAlert, Unplug, UserPlus } from 'lucide'
import { useState } from 'preact/hooks'
import { api, unwrap } from '../client.ts'
import { InviteToChat, likelyFor, readChatAccounts } from '../people/invite-to-chat.tsx'
import { AskFirst } from '../ui/ask-first.tsx'
import { Button } from '../ui/button.tsx'
import { Check, Field } from '../ui/field.tsx'
import { Icon } from '../ui/icon.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Panel } from '../ui/panel.tsx'
import { say } from '../ui/toast.tsx'
import { useAction } from '../use-action.ts'
import { useResource } from '../use-resource.ts'
import { t } from '../words.ts'
import type { TabProps } from './settings-data.ts'

const STEPS = ['1', '2', '3', '4', '5'] as const

const readDiscord = (id: string) => unwrap(api.creators[':id'].discord.$get({ param: { id } }))
type Discord = Awaited<ReturnType<typeof readDiscord>>['discord']

interface Part {
  creator: TabProps['creator']
  discord: Discord
  again: () => void
}

/** Connects a creator's bot on Discord. What was typed is sealed; no token ever comes back to this page. */
export function DiscordTab({ creator }: Pick<TabProps, 'creator'>) {
  const discord = useResource(
    `discord/${creator.id}`,
    () => readDiscord(creator.id),
    ({ kind }) => kind === 'health' || kind === 'resync',
  )
  const again = discord.state === 'ready' ? discord.refetch : () => undefined
  return (
    <Loaded from={discord} lines={6}>
      {({ discord: data }) => (
        <>
          <Standing creator={creator} discord={data} again={again} />
          {data?.source !== 'environment' && (
            <>
              {!data && <Guide />}
              <DiscordForm
                key={`${data?.reviewChannelId}/${data?.threadPerFan}`}
                creator={creator}
                discord={data}
                again={again}
              />
            </>
          )}
        </>
      )}
    </Loaded>
  )
}

function Standing({ creator, discord }: Part) {
  const [isInviting, setInviting] = useState(false)
  const own = useResource('chat-accounts', readChatAccounts)
  const isWorking = discord?.status === 'working'
  return (
    <Panel
      title={t('discord.title')}
      action={
        discord?.username && (
          <Button icon={UserPlus} onClick={() => setInviting(true)}>
            {t('discord.invite')}
          </Button>
        )
      }
    >
      {discord ? (
        <p class={`notice ${isWorking ? 'tone-sent' : 'tone-waiting'}`}>
          <Icon of={isWorking ? CircleCheck : TriangleAlert} />
          <span>
            {isWorking
              ? t('discord.working', { bot: discord.username ?? creator.name })
              : t('discord.failing', { name: creator.name })}{' '}
            {discord.problem}
          </span>
        </p>
      ) : (
        <p class="soft">{t('discord.none', { name: creator.name })}</p>
      )}
      {discord?.source === 'environment' && <p class="soft">{t('discord.environment')}</p>}
      {isInviting && (
        <InviteToChat
          channel="discord"
          creatorId={creator.id}
          begin={likelyFor(own.state === 'ready' ? own.data : undefined, 'discord')}
          onClose={() => setInviting(false)}
        />
      )}
    </Panel>
  )
}

function Guide() {
  return (
    <Panel title={t('discord.guide')}>
      <ol class="steps">
        {STEPS.map((step) => (
          <li key={step}>{t(`discord.step.${step}`)}</li>
        ))}
      </ol>
    </Panel>
  )
}

function DiscordForm({ creator, discord, again }: Part) {
  const [token, setToken] = useState('')
  const [channel, setChannel] = useState(discord?.reviewChannelId ?? '')
  const [people, setPeople] = useState('')
  const [hasThreads, setThreads] = useState(discord?.threadPerFan ?? false)
  const { run, isBusy } = useAction()
  const param = { id: creator.id }
  const connect = (event: Event) => {
    event.preventDefault()
    const json = {
      ...(token.trim() ? { token: token.trim() } : {}),
      reviewChannelId: channel.trim() || null,
      threadPerFan: hasThreads,
      reviewerIds: people.split(/[\s,;]+/).filter(Boolean),
    }
    void run(async () => {
      await unwrap(api.creators[':id'].discord.$put({ param, json }))
      setToken('')
      setPeople('')
      say(t('discord.stored'))
      again()
    })
  }
  const disconnect = () =>
    run(async () => {
      await unwrap(api.creators[':id'].discord.$delete({ param }))
      say(t('discord.removed'))
      again()
    })
  return (
    <Panel
      title={t('discord.settings')}
      action={
        discord && (
          <AskFirst
            button={{ icon: Unplug, disabled: isBusy, children: t('discord.disconnect') }}
            title={t('disconnect.ask', { what: 'Discord' })}
            onYes={() => void disconnect()}
          >
            {t('disconnect.body')}
          </AskFirst>
        )
      }
    >
      <form class="form" onSubmit={connect}>
        <Field
          label={t('discord.token')}
          hint={t(discord ? 'discord.token.kept' : 'discord.token.hint')}
          type="password"
          value={token}
          onInput={setToken}
          more={{ autoComplete: 'off', placeholder: 'MTA1….Gh….Xy…' }}
        />
        <div class="form-pair">
          <Field
            label={t('discord.channel')}
            hint={t('discord.channel.hint')}
            value={channel}
            onInput={setChannel}
            more={{ inputMode: 'numeric', placeholder: '1290000000000000001' }}
          />
          <Field
            label={t('discord.people')}
            hint={t('discord.people.hint')}
            value={people}
            onInput={setPeople}
            more={{ inputMode: 'numeric', placeholder: '220000000000000001' }}
          />
        </div>
        <Check label={t('discord.threads')} checked={hasThreads} onChange={setThreads} />
        <div class="form-end">
          <Button look="main" type="submit" disabled={isBusy || (!discord && !token.trim())}>
            {t(discord ? 'discord.test' : 'discord.connect')}
          </Button>
        </div>
      </form>
    </Panel>
  )
}
