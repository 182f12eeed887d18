import { KeyRound, SquareAsterisk } from 'lucide'
import { useEffect, useState } from 'preact/hooks'
import { addPasskey, canUsePasskeys, deviceName, door, type Me } from '../door.ts'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { t } from '../words.ts'
import { DoorFrame } from './door-frame.tsx'
import { useDoing } from './use-doing.ts'

/** After a link of one use: a way to come back. */
export function ChooseWay({ me, onDone }: { me: Me; onDone: () => void }) {
  const { isBusy, problem, doing } = useDoing()
  const [name, setName] = useState(me.name)
  const [email, setEmail] = useState(me.email)
  const [password, setPassword] = useState('')
  const [way, setWay] = useState<'passkey' | 'password' | undefined>()
  const [mustConfirm, setMustConfirm] = useState(false)
  const [passkeyHost, setPasskeyHost] = useState<string | undefined>()

  useEffect(() => {
    door.options().then(
      ({ passkeyHost }) => setPasskeyHost(passkeyHost),
      () => setPasskeyHost(undefined),
    )
  }, [])

  if (mustConfirm) {
    return (
      <DoorFrame title={t('door.sent.title')} body={t('choose.confirm')}>
        <Button look="main" wide onClick={onDone}>
          {t('team.done')}
        </Button>
      </DoorFrame>
    )
  }
  const hasPasskeys = passkeyHost !== undefined && canUsePasskeys(passkeyHost)
  const wantsPassword = way === 'password' || !hasPasskeys
  async function save() {
    let confirm = false
    const isSaved = await doing(async () => {
      if (name.trim() !== me.name) await door.setName(name.trim())
      if (email !== me.email) confirm = (await door.setEmail(email)).confirm
      if (wantsPassword) confirm = (await door.setPassword(password)).confirm
      else await addPasskey(deviceName(navigator.userAgent))
    })
    if (!isSaved) return
    if (wantsPassword && confirm) setMustConfirm(true)
    else onDone()
  }
  return (
    <DoorFrame title={t('choose.title')} body={t('choose.body')} problem={problem}>
      <form
        class="door-form"
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <Field
          label={t('choose.name')}
          value={name}
          onInput={setName}
          more={{ autocomplete: 'name', required: true, maxLength: 80 }}
        />
        <Field
          label={t('door.email')}
          type="email"
          value={email}
          onInput={setEmail}
          more={{ autocomplete: 'username', required: true, readOnly: me.email !== '' }}
        />
        {wantsPassword ? (
          <>
            <Field
              label={t('door.password')}
              type="password"
              value={password}
              onInput={setPassword}
              hint={t('choose.password.hint')}
              more={{ autocomplete: 'new-password', required: true, minLength: 10 }}
            />
            {passkeyHost !== undefined && !hasPasskeys && (
              <p class="soft small">{t('choose.passkey.not-here', { host: passkeyHost })}</p>
            )}
            <Button look="main" wide type="submit" disabled={isBusy}>
              {t('choose.password.save')}
            </Button>
            {hasPasskeys && (
              <Button wide icon={KeyRound} onClick={() => setWay('passkey')}>
                {t('choose.passkey')}
              </Button>
            )}
          </>
        ) : (
          <>
            <p class="soft small">{t('choose.passkey.hint')}</p>
            <Button look="main" wide icon={KeyRound} type="submit" disabled={isBusy}>
              {t('choose.passkey')}
            </Button>
            <Button wide icon={SquareAsterisk} onClick={() => setWay('password')}>
              {t('choose.password')}
            </Button>
          </>
        )}
      </form>
      <Button wide onClick={onDone}>
        {t('choose.later')}
      </Button>
    </DoorFrame>
  )
}
