import { useState } from 'preact/hooks'
import { door, type Me, type Role } from '../door.ts'
import { Button } from '../ui/button.tsx'
import { Dialog, DialogActions } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'
import { t } from '../words.ts'
import { CopyField } from './copy-field.tsx'
import { useDoing } from './use-doing.ts'

const ROLES: Role[] = ['owner', 'manager', 'chatter']

/** Roles that somebody with this role may give and take. The server decides; this only spares a refusal. */
export function rolesToGive(mine: Role): Role[] {
  return mine === 'chatter' ? [] : ROLES.slice(ROLES.indexOf(mine))
}

/** Makes a link for one person with a role, to be handed over. */
export function InviteDialog({ me, onClose }: { me: Me; onClose: () => void }) {
  const { isBusy, problem, doing } = useDoing()
  const [email, setEmail] = useState('')
  const [role, setRole] = useState<Role>('chatter')
  const [made, setMade] = useState<{ link: string; mailed: boolean } | undefined>()
  if (made) {
    return (
      <Dialog title={t('team.invite')} onClose={onClose}>
        <CopyField label={t('team.invite.link', { email })} value={made.link} />
        <p class="soft">
          {t('team.invite.once')} {made.mailed && t('team.invite.mailed', { email })}
        </p>
        <DialogActions>
          <Button look="main" onClick={onClose}>
            {t('team.done')}
          </Button>
        </DialogActions>
      </Dialog>
    )
  }
  return (
    <Dialog title={t('team.invite')} onClose={onClose}>
      <form
        class="door-form"
        onSubmit={(event) => {
          event.preventDefault()
          void doing(async () => setMade(await door.invite(email, role)))
        }}
      >
        <Field
          label={t('door.email')}
          type="email"
          value={email}
          onInput={setEmail}
          problem={problem}
          more={{ required: true, autocomplete: 'off', autoFocus: true }}
        />
        <Field
          label={t('team.invite.role')}
          value={role}
          onInput={(chosen) => setRole(chosen as Role)}
          options={rolesToGive(me.role)
            .toReversed()
            .map((value) => ({ value, label: t(`role.${value}`) }))}
          hint={t(`role.${role}.may`)}
        />
        <DialogActions>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button look="main" type="submit" disabled={isBusy}>
            {t('team.invite.make')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
