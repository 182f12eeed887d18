import { MessagesSquare } from 'lucide'
import { useState } from 'preact/hooks'
import { AskFirst } from '../ui/ask-first.tsx'
import { Badge } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { useResource } from '../use-resource.ts'
import { t } from '../words.ts'
import { InviteToChat, readChatAccounts, type Way } from './invite-to-chat.tsx'
import { partAccount } from './reviewers.tsx'
import { useDoing } from './use-doing.ts'

/** One's own accounts in chat apps: with them one is the same person there as here. */
export function ChatAccounts() {
  const all = useResource('chat-accounts', readChatAccounts)
  const { isBusy, problem, doing } = useDoing()
  const [bringing, setBringing] = useState<Way | undefined>()
  const refetch = all.state === 'ready' ? all.refetch : () => undefined
  async function part(id: string) {
    await doing(() => partAccount(id))
    await refetch()
  }
  return (
    <Loaded from={all} lines={2}>
      {({ accounts, ways }) =>
        (accounts.length > 0 || ways.length > 0) && (
          <section class="people-section" aria-labelledby="account-chat">
            <div class="people-head">
              <h2 id="account-chat">{t('chat.title')}</h2>
              <div class="people-do">
                {ways.map((way) => (
                  <Button key={way.channel} look="plain" onClick={() => setBringing(way)}>
                    {t(`chat.bring.${way.channel}`)}
                  </Button>
                ))}
              </div>
            </div>
            <p class="soft">{t('chat.body')}</p>
            {problem && (
              <p class="field-problem" role="alert">
                {problem}
              </p>
            )}
            {accounts.length > 0 && (
              <ul class="people">
                {accounts.map(({ id, channel, name, isActive }) => {
                  const app = t(channel === 'discord' ? 'via.discord' : 'via.telegram')
                  return (
                    <li class="person" key={id}>
                      <Icon of={MessagesSquare} />
                      <div class="people-what">
                        <div class="people-title">
                          {name}
                          {!isActive && <Badge>{t('team.reviewer.stopped')}</Badge>}
                        </div>
                        <div class="soft small">{app}</div>
                      </div>
                      <AskFirst
                        button={{
                          look: 'plain',
                          disabled: isBusy,
                          children: t('chat.part'),
                          more: { 'aria-label': t('chat.part.mine', { app, name }) },
                        }}
                        title={t('chat.part.title', { app, name })}
                        onYes={() => void part(id)}
                      >
                        {t('chat.part.hint')}
                      </AskFirst>
                    </li>
                  )
                })}
              </ul>
            )}
            {bringing && (
              <InviteToChat
                {...bringing}
                onlyMe
                onClose={() => {
                  setBringing(undefined)
                  void refetch()
                }}
              />
            )}
          </section>
        )
      }
    </Loaded>
  )
}
