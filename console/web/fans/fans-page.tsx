import { HeartHandshake, Search, TrendingDown, Users, VolumeX } from 'lucide'
import { useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { PasteIn } from '../paste/paste-in.tsx'
import { Avatar } from '../ui/avatar.tsx'
import { Badge, StateBadge } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Check, Field } from '../ui/field.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Time } from '../ui/time.tsx'
import { useResource } from '../use-resource.ts'
import { spent, t } from '../words.ts'
import { type FanLine, readFans } from './fan-data.ts'

/** Everybody who ever wrote, latest first. */
export function FansPage() {
  const { query } = useLocation()
  const [search, setSearch] = useState('')
  const [isDrifting, setDrifting] = useState(false)
  const fans = useResource(
    `fans/${isDrifting ? 'drifting' : 'all'}/${search}`,
    () => readFans(search, isDrifting),
    ({ kind }) => kind !== 'health',
  )
  return (
    <div class="page">
      <div class="page-head">
        <h1>{t('fans.title')}</h1>
        <search class="fans-search">
          <Field
            label={t('fans.search')}
            isLabelUnseen
            type="search"
            value={search}
            onInput={setSearch}
            more={{ placeholder: t('fans.search') }}
          />
          <Check label={t('fans.only-drifting')} checked={isDrifting} onChange={setDrifting} />
        </search>
        <PasteIn isOpenFirst={'paste' in query} />
      </div>
      <Loaded from={fans} lines={8}>
        {({ fans: found, total }) =>
          found.length > 0 ? (
            <>
              <ul class="lines">
                {found.map((fan) => (
                  <FanRow key={fan.id} fan={fan} />
                ))}
              </ul>
              {total > found.length && <p class="soft small">{t('fans.more', { shown: found.length, total })}</p>}
            </>
          ) : (
            <NobodyHere
              search={search}
              isDrifting={isDrifting}
              onClear={() => {
                setSearch('')
                setDrifting(false)
              }}
            />
          )
        }
      </Loaded>
    </div>
  )
}

function FanRow({ fan }: { fan: FanLine }) {
  const said = fan.last?.body || (fan.last?.mediaKind ? t('fans.media') : '')
  return (
    <li>
      <a class="line fan-line" href={`/fans/${fan.id}`}>
        <Avatar name={fan.name} />
        <span class="fan-line-who">
          <span class="fan-line-name">{fan.name}</span>
          {fan.inCare && (
            <Badge tone="care" icon={HeartHandshake}>
              {t('fan.care')}
            </Badge>
          )}
          {fan.isDrifting && (
            <Badge tone="waiting" icon={TrendingDown}>
              {t('fans.drifting')}
            </Badge>
          )}
          {fan.isMuted && <Badge icon={VolumeX}>{t('fan.muted')}</Badge>}
          <span class="fan-line-tags">
            {fan.isDemo && <Badge>{t('fan.demo')}</Badge>}
            {fan.tags.slice(0, 2).map((tag) => (
              <Badge key={tag}>{tag}</Badge>
            ))}
          </span>
        </span>
        <span class="fan-line-said soft">
          {fan.last?.direction === 'outbound' && <span>{t('fans.we')} </span>}
          {said}
        </span>
        <span class="fan-line-side">
          {fan.waiting ? (
            <StateBadge state={fan.waiting.isHeld ? 'held' : 'waiting'} />
          ) : (
            fan.last && (
              <span class="soft small">
                <Time at={fan.last.at} as="relative" />
              </span>
            )
          )}
          {spent(fan) && <span class="soft small figures">{spent(fan)}</span>}
        </span>
      </a>
    </li>
  )
}

function NobodyHere({ search, isDrifting, onClear }: { search: string; isDrifting: boolean; onClear: () => void }) {
  return search || isDrifting ? (
    <EmptyState
      icon={Search}
      title={search ? t('fans.none-found', { search }) : t('fans.none-drifting')}
      action={
        <Button look="plain" onClick={onClear}>
          {t('fans.clear')}
        </Button>
      }
    />
  ) : (
    <EmptyState
      icon={Users}
      title={t('fans.none')}
      action={
        <Button look="main" href="/try">
          {t('nav.try')}
        </Button>
      }
    >
      {t('fans.none.body')}
    </EmptyState>
  )
}
