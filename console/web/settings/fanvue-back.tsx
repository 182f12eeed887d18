import { CircleX } from 'lucide'
import { useEffect, useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { ApiFailure, api, unwrap } from '../client.ts'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { say } from '../ui/toast.tsx'
import { t } from '../words.ts'

const SETTINGS = '/settings?tab=fanvue'

/** The browser comes back from Fanvue: what it brings is handed over once, and leaves the address bar. */
export function FanvueBack() {
  const { query, route } = useLocation()
  const [problem, setProblem] = useState<string | undefined>()
  useEffect(() => {
    const { state, code, error } = query
    history.replaceState(null, '', '/connect/fanvue')
    if (!state) return route(SETTINGS, true)
    const json = { state, ...(code ? { code } : {}), ...(error ? { error } : {}) }
    unwrap(api.fanvue['sign-in'].$post({ json })).then(
      ({ handle }) => {
        say(t('fanvue.connected', { handle }))
        route(SETTINGS, true)
      },
      (failure: unknown) => setProblem(failure instanceof ApiFailure ? failure.message : String(failure)),
    )
  }, [])
  if (problem === undefined) return <Skeleton lines={4} />
  return (
    <EmptyState
      icon={CircleX}
      title={t('fanvue.not-connected')}
      action={
        <Button look="plain" href={SETTINGS}>
          {t('fanvue.to-settings')}
        </Button>
      }
    >
      {problem}
    </EmptyState>
  )
}
