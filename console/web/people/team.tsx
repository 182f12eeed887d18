import { Lock, UserPlus } from 'lucide'
import { useEffect, useState } from 'preact/hooks'
import { door, type Me, type Role, type Team as TeamData } from '../door.ts'
import { Avatar } from '../ui/avatar.tsx'
import { Badge } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog, DialogActions } from '../ui/dialog.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Field } from '../ui/field.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { say } from '../ui/toast.tsx'
import { useResource } from '../use-resource.ts'
import { day, language, t } from '../words.ts'
import { InviteDialog, rolesToGive } from './invite-dialog.tsx'
import { Reviewers } from './reviewers.tsx'
import { useDoing } from './use-doing.ts'
import '../styles/people.css'

/** Who works here and in which role; who is invited. */
export function Team() {
  const me = useResource('me', door.me)
  useEffect(() => {
    document.title = `${t('team.title')} · Souvenir`
  }, [language.value])
  return (
    <Loaded from={me} lines={6}>
      {(loaded) =>
        loaded.may.includes('team.read') ? (
          <People me={loaded} />
        ) : (
          <EmptyState icon={Lock} title={t('team.closed.title')}>
            {t('team.closed.body')}
          </EmptyState>
        )
      }
    </Loaded>
  )
}

function People({ me }: { me: Me }) {
  const team = useResource('team', door.team)
  const [isInviting, setInviting] = useState(false)
  const refetch = team.state === 'ready' ? team.refetch : () => undefined
  return (
    <div class="page">
      <div class="page-head">
        <h1>{t('team.title')}</h1>
        <Button look="main" icon={UserPlus} onClick={() => setInviting(true)}>
          {t('team.invite')}
        </Button>
      </div>
      <Loaded from={team} lines={6}>
        {(loaded) => (
          <>
            <Members me={me} team={loaded} onChanged={refetch} />
            {loaded.invitations.length > 0 && <Invitations team={loaded} onChanged={refetch} />}
            <Reviewers />
          </>
        )}
      </Loaded>
      {isInviting && (
        <InviteDialog
          me={me}
          onClose={() => {
            setInviting(false)
            void refetch()
          }}
        />
      )}
    </div>
  )
}

type Member = TeamData['members'][number]

function Members({ me, team, onChanged }: { me: Me; team: TeamData; onChanged: () => void }) {
  const { isBusy, problem, doing } = useDoing()
  const [leaving, setLeaving] = useState<Member | undefined>()
  const given = rolesToGive(me.role)
  async function give({ id, name }: Member, role: Role) {
    if (await doing(() => door.setRole(id, role))) say(t('team.changed', { name, role: t(`role.${role}`) }))
    onChanged()
  }
  async function remove({ id, name }: Member) {
    setLeaving(undefined)
    if (await doing(() => door.removeMember(id))) say(t('team.removed', { name }))
    onChanged()
  }
  return (
    <section class="people-section" aria-labelledby="team-members">
      <h2 id="team-members">{t('team.members')}</h2>
      {problem && (
        <p class="field-problem" role="alert">
          {problem}
        </p>
      )}
      <ul class="people">
        {team.members.map((member) => (
          <li class="person" key={member.id}>
            <Avatar name={member.name} />
            <div class="people-what">
              <div class="people-title">
                {member.name}
                {member.isYou && <Badge tone="accent">{t('team.you')}</Badge>}
              </div>
              <div class="soft small">{shownEmail(member.email)}</div>
            </div>
            {given.includes(member.role) ? (
              <>
                <div class="people-role">
                  <Field
                    label={t('team.role', { name: member.name })}
                    isLabelUnseen
                    value={member.role}
                    onInput={(role) => void give(member, role as Role)}
                    options={given.map((role) => ({ value: role, label: t(`role.${role}`) }))}
                    more={{ disabled: isBusy }}
                  />
                </div>
                <Button
                  look="plain"
                  disabled={isBusy || member.isYou}
                  onClick={() => setLeaving(member)}
                  more={{ 'aria-label': t('team.remove.of', { name: member.name }) }}
                >
                  {t('team.remove')}
                </Button>
              </>
            ) : (
              <span class="soft">{t(`role.${member.role}`)}</span>
            )}
          </li>
        ))}
      </ul>
      {leaving && (
        <Dialog title={t('team.remove.title', { name: leaving.name })} onClose={() => setLeaving(undefined)}>
          <p>{t('team.remove.body', { name: leaving.name })}</p>
          <DialogActions>
            <Button onClick={() => setLeaving(undefined)}>{t('action.cancel')}</Button>
            <Button look="danger" onClick={() => void remove(leaving)}>
              {t('team.remove')}
            </Button>
          </DialogActions>
        </Dialog>
      )}
    </section>
  )
}

function Invitations({ team, onChanged }: { team: TeamData; onChanged: () => void }) {
  const { isBusy, problem, doing } = useDoing()
  const cancel = async (id: string) => {
    await doing(() => door.uninvite(id))
    onChanged()
  }
  return (
    <section class="people-section" aria-labelledby="team-invitations">
      <h2 id="team-invitations">{t('team.invitations')}</h2>
      {problem && (
        <p class="field-problem" role="alert">
          {problem}
        </p>
      )}
      <ul class="people">
        {team.invitations.map(({ id, email, role, expiresAt }) => (
          <li class="person" key={id}>
            <Avatar name={email} />
            <div class="people-what">
              <div class="people-title">{email}</div>
              <div class="soft small">
                {t(`role.${role}`)} · {t('team.invitation.until', { day: day(expiresAt) })}
              </div>
            </div>
            <Button
              look="plain"
              disabled={isBusy}
              onClick={() => void cancel(id)}
              more={{ 'aria-label': t('team.invitation.cancel.of', { email }) }}
            >
              {t('team.invitation.cancel')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** An owner who has not said who they are has an address that cannot exist. */
function shownEmail(email: string): string {
  return email.endsWith('.invalid') ? '' : email
}
