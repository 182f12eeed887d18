import { Send } from 'lucide'
import { useState } from 'preact/hooks'
import { api, unwrap } from '../client.ts'
import { Avatar } from '../ui/avatar.tsx'
import { Badge } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog, DialogActions } from '../ui/dialog.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { useResource } from '../use-resource.ts'
import { t } from '../words.ts'
import { CopyField } from './copy-field.tsx'
import { useDoing } from './use-doing.ts'

/** Who decides in Telegram without an account here. */
export function Reviewers() {
  const all = useResource('reviewers', async () => (await unwrap(api.reviewers.$get())).reviewers)
  const { isBusy, problem, doing } = useDoing()
  const [link, setLink] = useState<string | undefined>()
  const refetch = all.state === 'ready' ? all.refetch : () => undefined

  async function invite() {
    await doing(async () => {
      const { creators } = await unwrap(api.settings.$get())
      const id = creators[0]?.id
      if (id) setLink((await unwrap(api.creators[':id'].telegram.invites.$post({ param: { id } }))).link)
    })
  }
  async function change(id: string, isActive: boolean) {
    await doing(() => unwrap(api.reviewers[':id'].$patch({ param: { id }, json: { isActive } })))
    await refetch()
  }
  return (
    <section class="people-section" aria-labelledby="team-reviewers">
      <div class="people-head">
        <h2 id="team-reviewers">{t('team.reviewers')}</h2>
        <Button look="plain" icon={Send} disabled={isBusy} onClick={() => void invite()}>
          {t('team.reviewers.invite')}
        </Button>
      </div>
      <p class="soft">{t('team.reviewers.body')}</p>
      {problem && (
        <p class="field-problem" role="alert">
          {problem}
        </p>
      )}
      <Loaded from={all} lines={2}>
        {(reviewers) =>
          reviewers.length > 0 && (
            <ul class="people">
              {reviewers.map(({ id, name, role, isActive, addedBy }) => (
                <li class="person" key={id}>
                  <Avatar name={name} />
                  <div class="people-what">
                    <div class="people-title">
                      {name}
                      {!isActive && <Badge>{t('team.reviewer.stopped')}</Badge>}
                    </div>
                    <div class="soft small">
                      {t(role === 'owner' || role === 'manager' ? `role.${role}` : 'role.chatter')} ·{' '}
                      {t('team.reviewer.by', { name: addedBy })}
                    </div>
                  </div>
                  <Button
                    look="plain"
                    disabled={isBusy}
                    onClick={() => void change(id, !isActive)}
                    more={{ 'aria-label': t(isActive ? 'team.reviewer.stop.of' : 'team.reviewer.allow.of', { name }) }}
                  >
                    {t(isActive ? 'team.reviewer.stop' : 'team.reviewer.allow')}
                  </Button>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      {link && (
        <Dialog title={t('team.reviewers.invite')} onClose={() => setLink(undefined)}>
          <CopyField label={t('team.reviewers.link')} value={link} />
          <p class="soft">{t('team.reviewers.once')}</p>
          <DialogActions>
            <Button look="main" onClick={() => setLink(undefined)}>
              {t('team.done')}
            </Button>
          </DialogActions>
        </Dialog>
      )}
    </section>
  )
}
