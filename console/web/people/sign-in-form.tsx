import { KeyRound } from 'lucide'
import { useEffect, useState } from 'preact/hooks'
import { canUsePasskeys, door, usePasskey } from '../door.ts'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { t } from '../words.ts'
import { DoorFrame } from './door-frame.tsx'
import { useDoing } from './use-doing.ts'

/** For somebody who was here before: passkey, password, or a link by e-mail. */
export function SignInForm({ onDone }: { onDone: () => void }) {
  const { isBusy, problem, doing } = useDoing()
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [options, setOptions] = useState<{ hasMail: boolean; passkeyHost: string } | undefined>()
  const [isSent, setSent] = useState(false)

  useEffect(() => {
    door.options().then(setOptions, () => setOptions(undefined))
  }, [])

  if (isSent) {
    return (
      <DoorFrame title={t('door.sent.title')} body={t('door.sent.body', { email })}>
        {!options?.hasMail && <p class="soft">{t('door.sent.operator')}</p>}
        <Button look="plain" wide onClick={() => setSent(false)}>
          {t('door.back')}
        </Button>
      </DoorFrame>
    )
  }
  const enter = async (work: () => Promise<unknown>) => {
    if (await doing(work)) onDone()
  }
  const send = async (work: () => Promise<unknown>) => {
    if (await doing(work)) setSent(true)
  }
  const hasPasskeys = options !== undefined && canUsePasskeys(options.passkeyHost)
  return (
    <DoorFrame title={t('door.title')} problem={problem}>
      {hasPasskeys && (
        <>
          <Button look="plain" wide icon={KeyRound} disabled={isBusy} onClick={() => void enter(usePasskey)}>
            {t('door.passkey')}
          </Button>
          <div class="door-or">{t('door.or')}</div>
        </>
      )}
      <form
        class="door-form"
        onSubmit={(event) => {
          event.preventDefault()
          void enter(() => door.usePassword(email, password))
        }}
      >
        <Field
          label={t('door.email')}
          type="email"
          value={email}
          onInput={setEmail}
          more={{ autocomplete: 'username webauthn', required: true }}
        />
        <Field
          label={t('door.password')}
          type="password"
          value={password}
          onInput={setPassword}
          more={{ autocomplete: 'current-password', required: true }}
        />
        <Button look="main" wide type="submit" disabled={isBusy}>
          {t('door.sign-in')}
        </Button>
      </form>
      <div class="door-more">
        <Button disabled={isBusy || !email.includes('@')} onClick={() => void send(() => door.forgot(email))}>
          {t('door.forgot')}
        </Button>
        <Button disabled={isBusy || !email.includes('@')} onClick={() => void send(() => door.sendLink(email))}>
          {t('door.mail-link')}
        </Button>
      </div>
      <p class="soft small">{t('door.locked-out')}</p>
    </DoorFrame>
  )
}
