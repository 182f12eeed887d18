import {
  ArrowRight,
  Brain,
  Download,
  Ellipsis,
  Eraser,
  FlaskConical,
  HeartHandshake,
  History,
  UserX,
  VolumeX,
} from 'lucide'
import { useState } from 'preact/hooks'
import { useRoute } from 'preact-iso'
import { WhoLooked } from '../audit/who-looked.tsx'
import { tick } from '../clock.ts'
import { PasteIn } from '../paste/paste-in.tsx'
import { Avatar } from '../ui/avatar.tsx'
import { Badge } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Menu, MenuItem } from '../ui/menu.tsx'
import { Time } from '../ui/time.tsx'
import { type Again, useResource } from '../use-resource.ts'
import { clockTimeIn, spent, t } from '../words.ts'
import { Bought } from './bought.tsx'
import { type FanPageData, readFan } from './fan-data.ts'
import { FanSettings } from './fan-settings.tsx'
import { FanThread } from './fan-thread.tsx'
import { ForgetFan } from './forget-fan.tsx'
import { HowTheyLikeIt } from './how-they-like-it.tsx'
import { Memories } from './memories.tsx'
import { Promises } from './promises.tsx'
import { Proposals } from './proposals.tsx'
import { ResetMemory } from './reset-memory.tsx'
import { RightsNotices } from './rights-notices.tsx'
import { Rules } from './rules.tsx'
import { Tastes } from './tastes.tsx'

/** One fan: what is known, which rules hold, what was promised and bought, and every word said. */
export function FanPage() {
  const { params } = useRoute()
  const id = params.id ?? ''
  const page = useResource(
    `fan/${id}`,
    () => readFan(id),
    ({ kind, ...news }) => kind === 'resync' || ('fanId' in news && news.fanId === id),
  )
  const [forgetting, setForgetting] = useState<FanPageData | undefined>()
  const again = page.state === 'ready' ? page.refetch : () => undefined
  return (
    <>
      <Loaded from={page} lines={10}>
        {(data) => <Whole data={data} again={again} onForget={() => setForgetting(data)} />}
      </Loaded>
      {/* Beside the page, which goes away with the fan. */}
      {forgetting && <ForgetFan data={forgetting} onClose={() => setForgetting(undefined)} />}
    </>
  )
}

function Whole({ data, again, onForget }: { data: FanPageData; again: Again; onForget: () => void }) {
  const { fan } = data
  return (
    <div class="fan-page">
      <div class="fan-side">
        <Head data={data} onForget={onForget} />
        <RightsNotices data={data} />
        <Proposals fan={fan} preferences={data.preferences} again={again} />
        <Memories fan={fan} memories={data.memories} ended={data.ended} again={again} />
        <Promises fan={fan} promises={data.promises} again={again} />
        <Rules fan={fan} preferences={data.preferences} again={again} />
        <HowTheyLikeIt data={data} again={again} />
        <Tastes data={data} again={again} />
        <Bought fanId={fan.id} purchases={data.purchases} again={again} />
        <FanSettings fan={fan} again={again} />
        {data.mayAudit && <WhoLooked fanId={fan.id} />}
      </div>
      <FanThread fanId={fan.id} fanName={fan.name} />
    </div>
  )
}

function Head({ data, onForget }: { data: FanPageData; onForget: () => void }) {
  const [isResetting, setResetting] = useState(false)
  const { fan, waiting } = data
  const theirTime = fan.profile.timeZone ? clockTimeIn(fan.profile.timeZone, tick.value) : undefined
  const byHand = data.conversations.find(({ channel }) => channel === 'manual')
  const facts = [
    spent(data) ? t('fan.spent', { money: spent(data), count: data.purchases.length }) : '',
    t('fan.messages', { count: data.messages }),
    t(`language.${fan.language === 'fr' ? 'fr' : 'en'}`),
    theirTime ? t('fan.their-time', { time: theirTime }) : '',
  ].filter(Boolean)
  return (
    <header class="fan-head">
      <Avatar name={fan.name} />
      <div class="fan-head-who">
        <h1>{fan.name}</h1>
        <p class="soft small figures">{facts.join(' · ')}</p>
        <p class="soft small">
          {t('fan.since')} <Time at={fan.firstSeenAt} as="day" /> · {t('fan.seen')}{' '}
          <Time at={fan.lastSeenAt} as="relative" />
        </p>
        {(fan.inCare || fan.isMuted || fan.memoryOff || fan.isDemo || fan.profile.tags) && (
          <p class="badges">
            {fan.inCare && (
              <Badge tone="care" icon={HeartHandshake}>
                {t('fan.care')}
              </Badge>
            )}
            {fan.isMuted && <Badge icon={VolumeX}>{t('fan.muted')}</Badge>}
            {fan.memoryOff && <Badge icon={Brain}>{t('fan.memory-off')}</Badge>}
            {fan.isDemo && <Badge>{t('fan.demo')}</Badge>}
            {fan.profile.tags?.map((tag) => (
              <Badge key={tag} tone="accent">
                {tag}
              </Badge>
            ))}
          </p>
        )}
      </div>
      <div class="fan-head-actions">
        {waiting && (
          <Button look="main" icon={ArrowRight} href={`/conversations/${waiting.conversationId}`}>
            {t('fan.waiting')}
          </Button>
        )}
        {byHand && <PasteIn place={{ conversationId: byHand.id, fan: fan.name }} />}
        {/* A file and not a page: the router must not hear of this click. */}
        <Button
          look="plain"
          icon={Download}
          href={`/api/fans/${fan.id}/export.json`}
          onClick={(event) => event.stopPropagation()}
          more={{ download: '' }}
        >
          {t('fan.export')}
        </Button>
        <Menu button={{ icon: Ellipsis, label: t('nav.more'), look: 'plain' }}>
          {fan.isDemo && (
            <MenuItem icon={FlaskConical} href={`/try?fan=${fan.id}`}>
              {t('fan.play')}
            </MenuItem>
          )}
          <MenuItem icon={History} onSelect={() => document.getElementById('history')?.scrollIntoView()}>
            {t('history.title')}
          </MenuItem>
          <MenuItem icon={Eraser} onSelect={() => setResetting(true)}>
            {t('reset.open')}
          </MenuItem>
          <MenuItem icon={UserX} onSelect={onForget}>
            {t('forget.open')}
          </MenuItem>
        </Menu>
      </div>
      {isResetting && <ResetMemory data={data} onClose={() => setResetting(false)} />}
    </header>
  )
}
