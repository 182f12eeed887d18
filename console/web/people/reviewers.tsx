import { Send } from 'lucide'
import { useState } from 'preact/hooks'
import { api, unwrap } from '../client.ts'
import { AskFirst } from '../ui/ask-first.tsx'
import { Avatar } from '../ui/avatar.tsx'
import { Badge } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { useResource } from '../use-resource.ts'
import { t } from '../words.ts'
import { InviteToChat, likelyFor, readChatAccounts, type Way } from './invite-to-chat.tsx'
import { useDoing } from './use-doing.ts'

const readReviewers = async () => (await unwrap(api.reviewers.$get())).reviewers
type Reviewer = Awaited<ReturnType<typeof readReviewers>>[number]

/** Who decides in chat apps, and whose accounts in the team those are. */
export function Reviewers() {
  const all = useResource('reviewers', readReviewers)
  const own = useResource('chat-accounts', readChatAccounts)
  const { isBusy, problem, doing } = useDoing()
  const [inviting, setInviting] = useState<Way | undefined>()
  const refetch = async () => {
    if (own.state === 'ready') await own.refetch()
    if (all.state === 'ready') await all.refetch()
  }
  const mine = own.state === 'ready' ? own.data : undefined
  // One failure is said once: when the list is there, and what one could do with it is not.
  const unknown = own.state === 'failed' && all.state === 'ready' ? own : undefined
  async function change(work: () => Promise<unknown>) {
    await doing(work)
    await refetch()
  }
  return (
    <section class="people-section" aria-labelledby="team-reviewers">
      <div class="people-head">
        <h2 id="team-reviewers">{t('team.reviewers')}</h2>
        <div class="people-do">
          {mine?.ways.map((way) => (
            <Button key={way.channel} look="plain" icon={Send} onClick={() => setInviting(way)}>
              {t(`team.reviewers.invite.${way.channel}`)}
            </Button>
          ))}
        </div>
      </div>
      <p class="soft">
        {t('team.reviewers.body')} {mine?.ways.length === 0 && t('team.reviewers.no-bot')}
      </p>
      {problem && (
        <p class="field-problem" role="alert">
          {problem}
        </p>
      )}
      {unknown && (
        <p class="notice tone-failed" role="alert">
          <span>{unknown.failure.message}</span>
          <Button look="plain" onClick={unknown.retry}>
            {t('load.retry')}
          </Button>
        </p>
      )}
      <Loaded from={all} lines={2}>
        {(reviewers) =>
          reviewers.length > 0 && (
            <ul class="people">
              {reviewers.map((one) => (
                <ReviewerRow key={one.id} reviewer={one} isBusy={isBusy} onChange={(work) => void change(work)} />
              ))}
            </ul>
          )
        }
      </Loaded>
      {inviting && (
        <InviteToChat
          {...inviting}
          begin={likelyFor(mine, inviting.channel)}
          onClose={() => {
            setInviting(undefined)
            void refetch()
          }}
        />
      )}
    </section>
  )
}

function ReviewerRow({
  reviewer: { id, channel, name, role, isActive, addedBy, account, mayChange },
  isBusy,
  onChange,
}: {
  reviewer: Reviewer
  isBusy: boolean
  onChange: (work: () => Promise<unknown>) => void
}) {
  const app = t(channel === 'discord' ? 'via.discord' : 'via.telegram')
  const setActive = () => unwrap(api.reviewers[':id'].$patch({ param: { id }, json: { isActive: !isActive } }))
  return (
    <li class="person">
      <Avatar name={account?.name ?? name} />
      <div class="people-what">
        <div class="people-title">
          {account?.name ?? name}
          {account?.isYou && <Badge tone="accent">{t('team.you')}</Badge>}
          {account?.hasLeft ? (
            <Badge>{t('team.reviewer.left')}</Badge>
          ) : (
            !isActive && <Badge>{t('team.reviewer.stopped')}</Badge>
          )}
        </div>
        <div class="soft small">
          {[
            account ? t('team.reviewer.account', { app, name }) : t('team.reviewer.alone', { app }),
            t(role === 'owner' || role === 'manager' ? `role.${role}` : 'role.chatter'),
            // Their own they brought themselves.
            ...(account ? [] : [t('team.reviewer.by', { name: addedBy })]),
          ].join(' · ')}
        </div>
      </div>
      <div class="people-do">
        {account && mayChange && (
          <AskFirst
            button={{
              look: 'plain',
              disabled: isBusy,
              children: t('chat.part'),
              more: { 'aria-label': t('chat.part.of', { app, name, account: account.name }) },
            }}
            title={t('chat.part.title', { app, name })}
            onYes={() => onChange(() => partAccount(id))}
          >
            {t('chat.part.hint')}
          </AskFirst>
        )}
        {mayChange && (isActive || !account?.hasLeft) && (
          <Button
            look="plain"
            disabled={isBusy}
            onClick={() => onChange(setActive)}
            more={{ 'aria-label': t(isActive ? 'team.reviewer.stop.of' : 'team.reviewer.allow.of', { name }) }}
          >
            {t(isActive ? 'team.reviewer.stop' : 'team.reviewer.allow')}
          </Button>
        )}
      </div>
    </li>
  )
}

/** A chat account is no longer that of a team member, and decides nothing until it is allowed again. */
export const partAccount = (id: string) => unwrap(api.reviewers[':id'].account.$delete({ param: { id } }))
