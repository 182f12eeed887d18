import { CircleCheck, CircleDashed, TriangleAlert } from 'lucide'
import { RecordStateLine } from '../audit/record-state.tsx'
import { Button } from '../ui/button.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Panel } from '../ui/panel.tsx'
import { Row } from '../ui/row.tsx'
import { Time } from '../ui/time.tsx'
import { type Again, useResource } from '../use-resource.ts'
import { t } from '../words.ts'
import { connectionName } from './connection-name.ts'
import { type Health, readHealth } from './health-data.ts'
import { SelfTest } from './self-test.tsx'
import { Sending } from './sending.tsx'
import { Troubles } from './troubles.tsx'

/** What is connected and what is not, how to connect it, what went wrong, and the proof that nothing leaves by itself. */
export function HealthPage() {
  const health = useResource('health', readHealth, () => true)
  return (
    <div class="page">
      <div class="page-head">
        <h1>{t('health.title')}</h1>
      </div>
      <Loaded from={health} lines={8}>
        {(data) => (
          <div>
            <Troubles health={data} onDone={health.state === 'ready' ? health.refetch : nothing} />
            <Sending sending={data.sending} />
            <SelfTest />
            {data.mayAudit && <Record />}
            <Connected health={data} />
            <House health={data} />
          </div>
        )}
      </Loaded>
    </div>
  )
}

const nothing: Again = () => undefined

function Record() {
  return (
    <Panel
      title={t('audit.title')}
      action={
        <Button look="plain" href="/audit">
          {t('audit.open')}
        </Button>
      }
    >
      <RecordStateLine />
    </Panel>
  )
}

/** Each with how it is kept up to date. */
const SHOWN = {
  telegram: 'health.sync.telegram',
  discord: 'health.sync.discord',
  fanvue: 'health.sync.fanvue',
  webhook: 'health.sync.webhook',
} as const

const isShown = (kind: string): kind is keyof typeof SHOWN => kind in SHOWN

function Connected({ health: { connections, models } }: { health: Health }) {
  const bots = connections.filter(({ kind }) => kind === 'telegram' || kind === 'discord')
  // A webhook that a person switched off is no trouble.
  const shown = connections.filter(({ kind, status }) => isShown(kind) && !(kind === 'webhook' && status === 'off'))
  return (
    <Panel title={t('health.connected')} hint={t('health.sync')}>
      {shown.map(({ id, kind, creatorName, status, problem, lastSeenAt, pausedUntil }) => (
        <Row
          key={id}
          icon={status === 'working' ? CircleCheck : TriangleAlert}
          tone={status === 'working' ? 'sent' : 'waiting'}
          title={connectionName(kind, creatorName)}
          action={
            status !== 'working' && (
              <Button look="plain" href={`/settings?tab=${kind}`}>
                {t('nav.settings')}
              </Button>
            )
          }
        >
          {t(status === 'working' ? 'health.working' : 'health.failing')} {problem}{' '}
          {pausedUntil && (
            <>
              {t(kind === 'fanvue' ? 'health.paused.fanvue' : 'health.paused')} <Time at={pausedUntil} />.{' '}
            </>
          )}
          {lastSeenAt && (
            <>
              {t(kind === 'fanvue' ? 'fanvue.read' : 'health.seen')} <Time at={lastSeenAt} as="relative" />.
            </>
          )}
          {isShown(kind) && <span class="soft"> {t(SHOWN[kind])}</span>}
          {kind === 'fanvue' && status !== 'working' && (
            <>
              {' '}
              {t('health.by-hand.fanvue')} <a href="/fans?paste">{t('paste.title')}</a>
            </>
          )}
        </Row>
      ))}
      <Row
        icon={CircleDashed}
        title={t('health.manual')}
        action={
          <Button look="plain" href="/fans?paste">
            {t('paste.title')}
          </Button>
        }
      >
        {t('health.manual.body')}
      </Row>
      {bots.length === 0 && (
        <Row
          icon={CircleDashed}
          title={t('health.no-telegram')}
          action={
            <Button look="plain" href="/settings?tab=telegram">
              {t('health.connect')}
            </Button>
          }
        >
          {t('health.no-telegram.body')}
        </Row>
      )}
      {models.map((model) => (
        <Model key={`${model.creatorName}/${model.provider}/${model.modelId}`} model={model} />
      ))}
      {models.length === 0 && (
        <Row
          icon={CircleDashed}
          title={t('health.no-model')}
          action={
            <Button look="plain" href="/settings?tab=models">
              {t('health.connect')}
            </Button>
          }
        >
          {t('health.no-model.body')}
        </Row>
      )}
    </Panel>
  )
}

function Model({ model }: { model: Health['models'][number] }) {
  const { creatorName, provider, modelId, last, breaker } = model
  const isWell = breaker === 'closed' && (!last || last.outcome === 'ok')
  return (
    <Row icon={isWell ? CircleCheck : TriangleAlert} tone={isWell ? 'sent' : 'waiting'} title={modelId}>
      {t('health.model', { name: creatorName, provider })} {breaker !== 'closed' && t(`health.model.${breaker}`)}{' '}
      {last ? (
        <>
          {last.outcome === 'ok'
            ? t('health.model.ok', { seconds: (last.milliseconds / 1_000).toFixed(1) })
            : t('health.model.failed', { problem: last.problem ?? last.outcome })}{' '}
          <Time at={last.at} as="relative" />.
        </>
      ) : (
        t('health.model.unused')
      )}
    </Row>
  )
}

function House({ health: { installation } }: { health: Health }) {
  if (!installation) return null
  const { database, masterKey, cache, hasMail, version, startedAt } = installation
  return (
    <Panel title={t('health.house')}>
      <Row icon={CircleCheck} tone="sent" title={t(`health.database.${database.kind}`)}>
        {t(`health.database.${database.kind}.body`)} <code>{database.where}</code>
      </Row>
      <Row icon={CircleCheck} tone="sent" title={t('health.key')}>
        {t(`health.key.${masterKey.source}`)} {masterKey.path && <code>{masterKey.path}</code>}
      </Row>
      <Row icon={CircleCheck} tone="sent" title={t('health.cache')}>
        {t(`health.cache.${cache.kind}`)}
      </Row>
      <Row
        icon={hasMail ? CircleCheck : CircleDashed}
        {...(hasMail ? { tone: 'sent' as const } : {})}
        title={t(hasMail ? 'health.mail' : 'health.no-mail')}
      >
        {t(
          hasMail
            ? 'health.mail.body'
            : installation.runtime === 'worker'
              ? 'health.no-mail.worker'
              : 'health.no-mail.body',
        )}
      </Row>
      <p class="soft small">
        {t('health.version', { version })} <Time at={startedAt} as="relative" />
      </p>
    </Panel>
  )
}
