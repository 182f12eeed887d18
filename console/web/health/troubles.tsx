import { CircleCheck, TriangleAlert } from 'lucide'
import { Button } from '../ui/button.tsx'
import { Panel } from '../ui/panel.tsx'
import { Row } from '../ui/row.tsx'
import { Time } from '../ui/time.tsx'
import type { Again } from '../use-resource.ts'
import { t } from '../words.ts'
import { connectionName } from './connection-name.ts'
import type { Health } from './health-data.ts'
import { StuckReplies } from './stuck-replies.tsx'

type Trouble = Health['troubles'][number]

/** What needs a person: replies first, then whatever failed in the background, each with the way to where it is put right. */
export function Troubles({ health: { troubles, stuck }, onDone }: { health: Health; onDone: Again }) {
  const count = troubles.length + stuck.length
  return (
    <Panel title={t('troubles.title')} count={count}>
      {count === 0 && (
        <Row icon={CircleCheck} tone="sent" title={t('troubles.none')}>
          {t('troubles.none.body')}
        </Row>
      )}
      <StuckReplies stuck={stuck} onDone={onDone} />
      {troubles.map((trouble) => (
        <Row
          key={trouble.id}
          icon={TriangleAlert}
          tone="waiting"
          title={
            <>
              {titleOf(trouble)}{' '}
              <span class="soft small">
                <Time at={trouble.lastAt} as="relative" />
              </span>
            </>
          }
          action={<Way to={trouble.place} />}
        >
          {trouble.problem} {trouble.times > 1 && t('troubles.times', { count: trouble.times })}{' '}
          {/* What a connection needs, its own words say. */}
          {!trouble.place && t(`trouble.${stageOf(trouble)}.do`)}
        </Row>
      ))}
    </Panel>
  )
}

function Way({ to }: { to: Trouble['place'] }) {
  if (!to) return null
  if (to.kind === 'conversation') {
    return (
      <Button look="plain" href={`/conversations/${to.conversationId}`}>
        {t('troubles.open')}
      </Button>
    )
  }
  return (
    <Button look="plain" href={`/settings?tab=${to.kind === 'account' ? 'telegram' : to.channel}`}>
      {t('nav.settings')}
    </Button>
  )
}

function titleOf(trouble: Trouble): string {
  const { place } = trouble
  if (place?.kind === 'account') return t('trouble.account')
  if (place?.kind !== 'connection') return t(`trouble.${stageOf(trouble)}`)
  return t('trouble.connection.of', { what: connectionName(place.channel, place.creatorName) })
}

const STAGES = ['erasure', 'draft', 'delivery', 'card', 'connection', 'model', 'learning', 'audit', 'queue'] as const
function stageOf({ stage }: Trouble): (typeof STAGES)[number] {
  return STAGES.find((known) => known === stage) ?? 'draft'
}
