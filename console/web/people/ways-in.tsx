import { KeyRound, SquareAsterisk } from 'lucide'
import { useEffect, useState } from 'preact/hooks'
import { addPasskey, canUsePasskeys, deviceName, door, type Me } from '../door.ts'
import { Button } from '../ui/button.tsx'
import { Dialog, DialogActions } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'
import { Icon } from '../ui/icon.tsx'
import { say } from '../ui/toast.tsx'
import { day, t } from '../words.ts'
import { useDoing } from './use-doing.ts'

/** Passkeys and the password. */
export function WaysIn({ me, onChanged }: { me: Me; onChanged: () => void }) {
  const { isBusy, problem, doing } = useDoing()
  const [isChanging, setChanging] = useState(false)
  const [passkeyHost, setPasskeyHost] = useState<string | undefined>()
  useEffect(() => {
    door.options().then(
      ({ passkeyHost }) => setPasskeyHost(passkeyHost),
      () => setPasskeyHost(undefined),
    )
  }, [])
  const hasPasskeys = passkeyHost !== undefined && canUsePasskeys(passkeyHost)
  const change = async (work: () => Promise<unknown>) => {
    if (await doing(work)) onChanged()
  }
  return (
    <section class="people-section" aria-labelledby="account-ways">
      <div class="people-head">
        <h2 id="account-ways">{t('account.ways')}</h2>
        {hasPasskeys && (
          <Button
            look="plain"
            icon={KeyRound}
            disabled={isBusy}
            onClick={() => void change(() => addPasskey(deviceName(navigator.userAgent)))}
          >
            {t('account.passkey.add')}
          </Button>
        )}
      </div>
      {problem && (
        <p class="field-problem" role="alert">
          {problem}
        </p>
      )}
      <ul class="people">
        {me.passkeys.map(({ id, name, createdAt }) => (
          <li class="person" key={id}>
            <Icon of={KeyRound} />
            <div class="people-what">
              <div class="people-title">{name ?? t('account.passkey')}</div>
              <div class="soft small">
                {t('account.passkey')}
                {createdAt && ` · ${t('account.passkey.added', { day: day(createdAt) })}`}
              </div>
            </div>
            <Button
              look="plain"
              disabled={isBusy}
              onClick={() => void change(() => door.removePasskey(id))}
              more={{ 'aria-label': t('account.passkey.remove', { name: name ?? '' }) }}
            >
              {t('account.remove')}
            </Button>
          </li>
        ))}
        {me.passkeys.length === 0 && (
          <li class="person">
            <Icon of={KeyRound} />
            <div class="people-what">
              <div class="people-title">{t('account.passkey')}</div>
              <div class="soft small">
                {passkeyHost !== undefined && !hasPasskeys
                  ? t('choose.passkey.not-here', { host: passkeyHost })
                  : t('account.passkey.none')}
              </div>
            </div>
          </li>
        )}
        <li class="person">
          <Icon of={SquareAsterisk} />
          <div class="people-what">
            <div class="people-title">{t('account.password')}</div>
            <div class="soft small">{t(me.hasPassword ? 'account.password.is-set' : 'account.password.none')}</div>
          </div>
          <Button look="plain" disabled={isBusy} onClick={() => setChanging(true)}>
            {t(me.hasPassword ? 'account.password.change' : 'account.password.set')}
          </Button>
        </li>
      </ul>
      {isChanging && (
        <PasswordDialog
          me={me}
          onClose={() => {
            setChanging(false)
            onChanged()
          }}
        />
      )}
    </section>
  )
}

function PasswordDialog({ me, onClose }: { me: Me; onClose: () => void }) {
  const { isBusy, problem, doing } = useDoing()
  const [current, setCurrent] = useState('')
  const [password, setPassword] = useState('')
  async function save() {
    if (!(await doing(() => door.setPassword(password, current || undefined)))) return
    say(t(me.hasPassword ? 'account.password.changed' : 'account.saved'))
    onClose()
  }
  return (
    <Dialog title={t(me.hasPassword ? 'account.password.change' : 'account.password.set')} onClose={onClose}>
      <form
        class="door-form"
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <input
          class="unseen"
          type="email"
          autocomplete="username"
          value={me.email}
          readOnly
          tabIndex={-1}
          aria-hidden
        />
        {me.hasPassword && (
          <Field
            label={t('account.password.current')}
            type="password"
            value={current}
            onInput={setCurrent}
            more={{ autocomplete: 'current-password', required: true }}
          />
        )}
        <Field
          label={t('account.password.new')}
          type="password"
          value={password}
          onInput={setPassword}
          hint={t('choose.password.hint')}
          problem={problem}
          more={{ autocomplete: 'new-password', required: true, minLength: 10 }}
        />
        <DialogActions>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button look="main" type="submit" disabled={isBusy}>
            {t('action.save')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
