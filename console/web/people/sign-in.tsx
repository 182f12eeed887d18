import { useEffect, useState } from 'preact/hooks'
import { door, type Me } from '../door.ts'
import { Skeleton } from '../ui/skeleton.tsx'
import { ChooseWay } from './choose-way.tsx'
import { ConfirmEmail, Invitation, OneTimeLink, ResetPassword } from './links.tsx'
import { SignInForm } from './sign-in-form.tsx'

/**
 * Everything before the console. What a link carries stands behind `#`: it is read here, sent when a person presses a button,
 * and taken out of the address once it is used.
 */
export function SignIn() {
  const [{ kind, token }, setLink] = useState(linkInAddress)
  const [me, setMe] = useState<Me | 'nobody' | undefined>()

  useEffect(() => {
    const follow = () => setLink(linkInAddress())
    addEventListener('hashchange', follow)
    if (!linkInAddress().kind) look()
    return () => removeEventListener('hashchange', follow)
  }, [])

  function look() {
    door.me().then(
      (found) => (found.mustChoose ? setMe(found) : goOn()),
      () => setMe('nobody'),
    )
  }
  /** The link is used: a copy of the address is worth nothing now, so it should not look as if it were. */
  function onDone() {
    history.replaceState(null, '', location.pathname + location.search)
    setLink(linkInAddress())
    setMe(undefined)
    look()
  }

  if (kind === 'link') return <OneTimeLink token={token} onDone={onDone} />
  if (kind === 'invitation') return <Invitation token={token} onDone={onDone} />
  if (kind === 'reset') return <ResetPassword token={token} onDone={onDone} />
  if (kind === 'confirm') return <ConfirmEmail token={token} onDone={onDone} />
  if (me === undefined) return <Skeleton lines={3} />
  if (me === 'nobody') return <SignInForm onDone={onDone} />
  return <ChooseWay me={me} onDone={goOn} />
}

function linkInAddress(): { kind: string; token: string } {
  const [kind = '', token = ''] = location.hash.slice(1).split('=')
  return { kind: token ? kind : '', token }
}

/** To where the person wanted to go. Only ever to a page of ours. */
function goOn(): void {
  const next = new URLSearchParams(location.search).get('next') ?? ''
  location.replace(/^\/(?![/\\])/.test(next) ? next : '/queue')
}
