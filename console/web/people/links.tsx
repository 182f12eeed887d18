import { useEffect, useState } from 'preact/hooks'
import { door, doorProblem, type Role } from '../door.ts'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { t } from '../words.ts'
import { DoorFrame } from './door-frame.tsx'
import { useDoing } from './use-doing.ts'

/* What links lead to. Opening one shows a page; only its button uses the link, so that whoever previews it uses nothing. */

interface Link {
  token: string
  onDone: () => void
}

export function OneTimeLink({ token, onDone }: Link) {
  const { isBusy, problem, doing } = useDoing()
  const use = async () => {
    if (await doing(() => door.useLink(token))) onDone()
  }
  return (
    <DoorFrame title={t('door.title')} body={t('door.link.body')} problem={problem}>
      {problem ? (
        <Elsewhere onDone={onDone} />
      ) : (
        <Button look="main" wide disabled={isBusy} onClick={() => void use()}>
          {t('door.link.action')}
        </Button>
      )}
    </DoorFrame>
  )
}

export function ConfirmEmail({ token, onDone }: Link) {
  const { isBusy, problem, doing } = useDoing()
  const [isDone, setDone] = useState(false)
  if (isDone) {
    return (
      <DoorFrame title={t('door.confirm.title')} body={t('door.confirm.done')}>
        <Button look="main" wide onClick={onDone}>
          {t('door.sign-in')}
        </Button>
      </DoorFrame>
    )
  }
  const use = async () => setDone(await doing(() => door.confirmEmail(token)))
  return (
    <DoorFrame title={t('door.confirm.title')} problem={problem}>
      {problem ? (
        <Elsewhere onDone={onDone} />
      ) : (
        <Button look="main" wide disabled={isBusy} onClick={() => void use()}>
          {t('door.confirm.action')}
        </Button>
      )}
    </DoorFrame>
  )
}

export function ResetPassword({ token, onDone }: Link) {
  const { isBusy, problem, doing } = useDoing()
  const [password, setPassword] = useState('')
  const [isDone, setDone] = useState(false)
  if (isDone) {
    return (
      <DoorFrame title={t('door.reset.title')} body={t('door.reset.done')}>
        <Button look="main" wide onClick={onDone}>
          {t('door.sign-in')}
        </Button>
      </DoorFrame>
    )
  }
  return (
    <DoorFrame title={t('door.reset.title')} problem={problem}>
      <form
        class="door-form"
        onSubmit={(event) => {
          event.preventDefault()
          void doing(() => door.reset(token, password)).then(setDone)
        }}
      >
        <Field
          label={t('account.password.new')}
          type="password"
          value={password}
          onInput={setPassword}
          hint={t('choose.password.hint')}
          more={{ autocomplete: 'new-password', required: true, minLength: 10 }}
        />
        <Button look="main" wide type="submit" disabled={isBusy}>
          {t('door.reset.action')}
        </Button>
      </form>
      {problem && <Elsewhere onDone={onDone} />}
    </DoorFrame>
  )
}

export function Invitation({ token, onDone }: Link) {
  const { isBusy, problem, doing } = useDoing()
  const [name, setName] = useState('')
  const [invited, setInvited] = useState<{ email: string; role: Role; tenantName: string } | undefined>()
  const [spent, setSpent] = useState<string | undefined>()
  useEffect(() => {
    door.invitation(token).then(setInvited, (error: unknown) => setSpent(doorProblem(error)))
  }, [token])
  if (spent) {
    return (
      <DoorFrame title={t('door.title')} problem={spent}>
        <Elsewhere onDone={onDone} />
      </DoorFrame>
    )
  }
  if (!invited) return <Skeleton lines={3} />
  const { email, role, tenantName } = invited
  const join = async () => {
    if (await doing(() => door.acceptInvitation(token, name.trim() || undefined))) onDone()
  }
  return (
    <DoorFrame
      title={t('door.invitation.title', { tenant: tenantName })}
      body={t('door.invitation.body', { role: t(`role.${role}`), email })}
      problem={problem}
    >
      <form
        class="door-form"
        onSubmit={(event) => {
          event.preventDefault()
          void join()
        }}
      >
        <Field
          label={t('door.invitation.name')}
          value={name}
          onInput={setName}
          hint={t('door.invitation.hint')}
          more={{ autocomplete: 'name', required: true, maxLength: 80 }}
        />
        <Button look="main" wide type="submit" disabled={isBusy}>
          {t('door.invitation.action')}
        </Button>
      </form>
    </DoorFrame>
  )
}

function Elsewhere({ onDone }: Pick<Link, 'onDone'>) {
  return (
    <Button look="plain" wide onClick={onDone}>
      {t('door.back')}
    </Button>
  )
}
