import { RotateCw, TriangleAlert } from 'lucide'
import { api, unwrap } from '../client.ts'
import { Button } from '../ui/button.tsx'
import { Row } from '../ui/row.tsx'
import { Time } from '../ui/time.tsx'
import { say } from '../ui/toast.tsx'
import { useAction } from '../use-action.ts'
import type { Again } from '../use-resource.ts'
import { t } from '../words.ts'
import { channelName } from './channel-name.ts'
import type { Health } from './health-data.ts'

/** Replies that wait for a person: what happened to each, and what can be done. */
export function StuckReplies({ stuck, onDone }: { stuck: Health['stuck']; onDone: Again }) {
  return (
    <>
      {stuck.map((reply) => (
        <Stuck key={reply.deliveryId} reply={reply} onDone={onDone} />
      ))}
    </>
  )
}

function Stuck({ reply, onDone }: { reply: Health['stuck'][number]; onDone: Again }) {
  const { draftId, conversationId, status, problem, attempts, since, creatorName, channel } = reply
  const { run, isBusy } = useAction()
  const again = () =>
    run(async () => {
      const { outcome } = await unwrap(
        api.drafts[':id'].delivery.$post({ param: { id: draftId }, json: { answer: 'again' } }),
      )
      say(t(outcome.kind === 'settled' ? 'stuck.again.said' : 'said.settled.late'))
      await onDone()
    })
  const place = { creator: creatorName, channel: channelName(channel) }
  return (
    <Row
      icon={TriangleAlert}
      tone="failed"
      title={
        <>
          {t(status === 'unknown' ? 'stuck.unknown' : 'stuck.failed', place)}{' '}
          <span class="soft small">
            <Time at={since} as="relative" />
          </span>
        </>
      }
      action={
        <div class="row-actions">
          {status === 'failed' && (
            <Button look="plain" icon={RotateCw} disabled={isBusy} onClick={() => void again()}>
              {t('now.failed.again')}
            </Button>
          )}
          <Button look={status === 'unknown' ? 'plain' : 'quiet'} href={`/conversations/${conversationId}`}>
            {t('troubles.open')}
          </Button>
        </div>
      }
    >
      <p>
        {problem} {attempts > 1 && t('stuck.attempts', { count: attempts })}
      </p>
      <p>{t(status === 'unknown' ? 'stuck.unknown.do' : 'stuck.failed.do')}</p>
    </Row>
  )
}
