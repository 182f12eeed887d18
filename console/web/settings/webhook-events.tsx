import { ArrowDownLeft, ArrowUpRight, RotateCw, Webhook } from 'lucide'
import { useState } from 'preact/hooks'
import { api, unwrap } from '../client.ts'
import { Badge, type Tone } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Field } from '../ui/field.tsx'
import { Panel } from '../ui/panel.tsx'
import { Row } from '../ui/row.tsx'
import { Time } from '../ui/time.tsx'
import { say } from '../ui/toast.tsx'
import { useAction } from '../use-action.ts'
import { moment, t } from '../words.ts'
import type { WebhookData } from './webhook-tab.tsx'

type Told = WebhookData['events'][number]

const SHOWS = ['all', 'in', 'out', 'troubled'] as const
type Show = (typeof SHOWS)[number]

const TONES: Record<Told['status'], Tone> = {
  taken: 'sent',
  delivered: 'sent',
  ignored: 'superseded',
  waiting: 'waiting',
  sending: 'waiting',
  refused: 'failed',
  dead: 'failed',
}

/** A reply that leaves: it is sent again from its card alone, by the rule that it reaches a fan at most once. */
const REPLY = 'reply.send'

/** What is told here in words; any other event is known by the name it came with. */
const NAMED = [
  'reply.send',
  'message.received',
  'draft.waiting',
  'reply.sent',
  'reply.failed',
  'reply.unknown',
  'endpoint.test',
  'fan.message',
] as const

function EventName({ name }: { name: string }) {
  const known = NAMED.find((one) => one === name)
  return (
    <>
      {known && t(`webhook.event.${known}`)} <code class="soft small">{name}</code>
    </>
  )
}

const isShown = ({ direction, status, problem }: Told, show: Show) =>
  show === 'all' ||
  direction === show ||
  (show === 'troubled' && (TONES[status] === 'failed' || (status === 'waiting' && problem !== null)))

interface Props {
  creatorId: string
  events: Told[]
  again: () => Promise<void> | undefined
}

/** Each delivery, in and out, with what became of it; what was told can be told again. */
export function WebhookEvents({ creatorId, events, again }: Props) {
  const [show, setShow] = useState<Show>('all')
  const shown = events.filter((event) => isShown(event, show))
  return (
    <Panel title={t('webhook.events')} count={events.length} hint={t('webhook.events.hint')}>
      {events.length === 0 ? (
        <EmptyState icon={Webhook} title={t('webhook.events.none')}>
          {t('webhook.events.none.hint')}
        </EmptyState>
      ) : (
        <>
          <Field
            label={t('webhook.events.show')}
            value={show}
            onInput={(value) => setShow(SHOWS.find((one) => one === value) ?? 'all')}
            options={SHOWS.map((value) => ({ value, label: t(`webhook.show.${value}`) }))}
          />
          {shown.length === 0 && <p class="soft">{t('webhook.events.filtered')}</p>}
          {shown.map((event) => (
            <OneEvent key={event.id} creatorId={creatorId} event={event} again={again} />
          ))}
        </>
      )}
    </Panel>
  )
}

function OneEvent({ creatorId, event, again }: Pick<Props, 'creatorId' | 'again'> & { event: Told }) {
  const { run, isBusy } = useAction()
  const { id, direction, status, answerCode, attempts: count, problem, notBefore } = event
  const isSettled = direction === 'out' && (status === 'delivered' || status === 'dead')
  const replay = () =>
    run(async () => {
      await unwrap(
        api.creators[':id'].webhook.events[':eventId'].replay.$post({ param: { id: creatorId, eventId: id } }),
      )
      say(t('webhook.again.done'))
      await again()
    })
  return (
    <Row
      icon={direction === 'in' ? ArrowDownLeft : ArrowUpRight}
      title={<EventName name={event.event} />}
      action={
        isSettled && event.event !== REPLY ? (
          <Button icon={RotateCw} disabled={isBusy} onClick={() => void replay()}>
            {t('webhook.again')}
          </Button>
        ) : undefined
      }
    >
      <p>
        <Badge tone={TONES[status]}>{t(`webhook.status.${status}`)}</Badge>{' '}
        <span class="figures">
          {t(`webhook.direction.${direction}`)} · <Time at={event.happenedAt} as="relative" /> ·{' '}
          {count === 0
            ? t('webhook.untried')
            : answerCode === null
              ? t('webhook.tried', { count })
              : t('webhook.answered', { code: answerCode, count })}
        </span>
        {status === 'waiting' && count > 0 && notBefore && ` · ${t('webhook.next', { when: moment(notBefore) })}`}
      </p>
      {problem && <p class="small">{problem}</p>}
      {event.event === REPLY && status === 'dead' && (
        <p class="small">
          <a href="/queue">{t('webhook.again.reply')}</a>
        </p>
      )}
    </Row>
  )
}
