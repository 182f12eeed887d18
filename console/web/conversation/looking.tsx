import { useEffect } from 'preact/hooks'
import { api, unwrap } from '../client.ts'
import { tick } from '../clock.ts'
import { Avatar } from '../ui/avatar.tsx'
import { useResource } from '../use-resource.ts'
import { t } from '../words.ts'

/** Leafing through the queue is not looking. */
const DWELL_MS = 600
/** Well within what the server gives a page that stays. */
const STAY_MS = 40_000
const MOST_SHOWN = 4

const looking = api.conversations[':id'].looking

/** Says to the team that this conversation is before the eyes, for as long as the page is seen. */
export function useLooking(conversationId: string): void {
  useEffect(() => {
    const param = { id: conversationId }
    let isTold = false
    let timer: ReturnType<typeof setTimeout> | undefined
    const stay = () => {
      isTold = true
      // Nobody waits for this: the next time tells it again.
      void unwrap(looking.$post({ param })).catch(() => undefined)
      timer = setTimeout(stay, STAY_MS)
    }
    const leave = () => {
      clearTimeout(timer)
      if (!isTold) return
      isTold = false
      void unwrap(looking.$delete({ param }, { init: { keepalive: true } })).catch(() => undefined)
    }
    const look = () => {
      clearTimeout(timer)
      if (document.visibilityState === 'hidden') leave()
      else timer = setTimeout(stay, DWELL_MS)
    }
    look()
    document.addEventListener('visibilitychange', look)
    addEventListener('pagehide', leave)
    return () => {
      document.removeEventListener('visibilitychange', look)
      removeEventListener('pagehide', leave)
      leave()
    }
  }, [conversationId])
}

/** The colleagues who look at this conversation now: initials to see, names to hear. */
export function Lookers({ conversationId }: { conversationId: string }) {
  // Under one key the whole page reads this once, however many rows show it.
  const everybody = useResource(
    'looking',
    () => unwrap(api.looking.$get()),
    ({ kind }) => kind === 'presence',
  )
  const all = everybody.state === 'ready' ? everybody.data.looking : []
  const others = all.filter(
    (one) => one.conversationId === conversationId && !one.isMe && new Date(one.until).getTime() > tick.value,
  )
  if (others.length === 0) return null
  const names = others.map(({ name }) => name).join(', ')
  return (
    <span class="lookers" title={t('looking.now', { names })}>
      <span class="unseen">{t('looking.now', { names })}</span>
      {others.slice(0, MOST_SHOWN).map(({ name }) => (
        <Avatar key={name} name={name} small />
      ))}
      {others.length > MOST_SHOWN && <span class="figures small">+{others.length - MOST_SHOWN}</span>}
    </span>
  )
}
