import { LogOut } from 'lucide'
import { useEffect, useState } from 'preact/hooks'
import { door, type Me } from '../door.ts'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { say } from '../ui/toast.tsx'
import { useResource } from '../use-resource.ts'
import { language, setLanguage, t } from '../words.ts'
import { ChatAccounts } from './chat-accounts.tsx'
import { Sessions } from './sessions.tsx'
import { useDoing } from './use-doing.ts'
import { WaysIn } from './ways-in.tsx'
import '../styles/people.css'

/** One's own name, address, ways to sign in, and where one is signed in. */
export function Account() {
  const me = useResource('me', door.me)
  useEffect(() => {
    document.title = `${t('account.title')} · Souvenir`
  }, [language.value])
  const refetch = me.state === 'ready' ? me.refetch : () => undefined
  return (
    <div class="page">
      <div class="page-head">
        <h1>{t('account.title')}</h1>
        <Button look="plain" icon={LogOut} onClick={() => void door.signOut().then(() => location.assign('/sign-in'))}>
          {t('account.sign-out')}
        </Button>
      </div>
      <Loaded from={me} lines={8}>
        {(loaded) => (
          <>
            <You me={loaded} onChanged={refetch} />
            <WaysIn me={loaded} onChanged={refetch} />
            <ChatAccounts />
            <Sessions me={loaded} onChanged={refetch} />
          </>
        )}
      </Loaded>
    </div>
  )
}

function You({ me, onChanged }: { me: Me; onChanged: () => void }) {
  const { isBusy, problem, doing } = useDoing()
  const [name, setName] = useState(me.name)
  const [email, setEmail] = useState(me.email)
  async function save() {
    let mustConfirm = false
    const isSaved = await doing(async () => {
      if (name.trim() !== me.name) await door.setName(name.trim())
      if (email !== me.email) mustConfirm = (await door.setEmail(email)).confirm
    })
    if (!isSaved) return
    say(t(mustConfirm ? 'account.email.sent' : 'account.saved'))
    onChanged()
  }
  return (
    <section class="people-section" aria-labelledby="account-you">
      <h2 id="account-you">{t('account.you')}</h2>
      <p class="soft">{t('account.role', { role: t(`role.${me.role}`), tenant: me.tenantName })}</p>
      <form
        class="people people-form"
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <Field
          label={t('account.name')}
          value={name}
          onInput={setName}
          more={{ autocomplete: 'name', required: true, maxLength: 80 }}
        />
        <Field
          label={t('account.email')}
          type="email"
          value={email}
          onInput={setEmail}
          more={{ autocomplete: 'email', required: true }}
        />
        <Button look="plain" type="submit" disabled={isBusy || (name.trim() === me.name && email === me.email)}>
          {t('action.save')}
        </Button>
        {problem && (
          <p class="field-problem" role="alert">
            {problem}
          </p>
        )}
        {!problem && me.email !== '' && !me.isEmailConfirmed && (
          <p class="field-hint">{t('account.email.unconfirmed')}</p>
        )}
      </form>
      <Field
        label={t('account.language')}
        value={language.value}
        onInput={(chosen) => setLanguage(chosen === 'fr' ? 'fr' : 'en')}
        options={[
          { value: 'en', label: 'English' },
          { value: 'fr', label: 'Français' },
        ]}
        more={{ style: 'max-width: 240px' }}
      />
    </section>
  )
}
