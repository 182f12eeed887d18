import { MonitorSmartphone } from 'lucide'
import { deviceName, door, type Me } from '../door.ts'
import { Badge } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { say } from '../ui/toast.tsx'
import { relativeTime, t } from '../words.ts'
import { useDoing } from './use-doing.ts'

/** Where one is signed in, and out again. */
export function Sessions({ me, onChanged }: { me: Me; onChanged: () => void }) {
  const { isBusy, problem, doing } = useDoing()
  const others = me.sessions.filter(({ isThis }) => !isThis)
  const end = async (work: () => Promise<{ ended: number }>) => {
    let ended = 0
    const isDone = await doing(async () => {
      ended = (await work()).ended
    })
    if (isDone) say(t('account.session.ended', { count: ended }))
    onChanged()
  }
  return (
    <section class="people-section" aria-labelledby="account-sessions">
      <div class="people-head">
        <h2 id="account-sessions">{t('account.sessions')}</h2>
        {others.length > 0 && (
          <Button look="plain" disabled={isBusy} onClick={() => void end(door.endOtherSessions)}>
            {t('account.session.others')}
          </Button>
        )}
      </div>
      {problem && (
        <p class="field-problem" role="alert">
          {problem}
        </p>
      )}
      <ul class="people">
        {me.sessions.map(({ id, isThis, browser, address, lastSeenAt }) => (
          <li class="person" key={id}>
            <Icon of={MonitorSmartphone} />
            <div class="people-what">
              <div class="people-title">
                {deviceName(browser)}
                {isThis && <Badge tone="accent">{t('account.session.this')}</Badge>}
              </div>
              <div class="soft small">
                {[address, t('account.session.seen', { when: relativeTime(lastSeenAt) })].filter(Boolean).join(' · ')}
              </div>
            </div>
            {!isThis && (
              <Button
                look="plain"
                disabled={isBusy}
                onClick={() => void end(() => door.endSession(id))}
                more={{ 'aria-label': t('account.session.end.of', { device: deviceName(browser) }) }}
              >
                {t('account.session.end')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
