import { PenLine, Pin, PinOff, TrendingDown, TrendingUp, Undo2, X } from 'lucide'
import { api, unwrap } from '../client.ts'
import { Badge } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { Panel } from '../ui/panel.tsx'
import { useAction } from '../use-action.ts'
import type { Again } from '../use-resource.ts'
import { moment, said, t } from '../words.ts'
import type { FanPageData, TraitLine } from './fan-data.ts'
import { HourStrip, MoodStrip } from './strips.tsx'

interface Props {
  data: FanPageData
  again: Again
}

/** How drafts for one fan differ from the creator's own way, how the fan feels, and when they are there; each with its why. */
export function HowTheyLikeIt({ data, again }: Props) {
  const { fan, personality } = data
  const { traits, drifting } = personality
  const isKnown = traits.some(({ calculatedAt, isOff }) => calculatedAt || isOff)
  return (
    <Panel title={t('liking.title', { name: fan.name })} hint={t('liking.hint')}>
      {drifting && (
        <p class="drifting">
          <Badge tone="waiting" icon={TrendingDown}>
            {t('liking.drifting')}
          </Badge>{' '}
          {said(drifting)} <span class="soft">{t('liking.drifting.then')}</span>
        </p>
      )}
      {isKnown ? (
        <ul class="facts">
          {traits.map((trait) => (
            <TraitRow key={trait.trait} line={trait} fanId={fan.id} again={again} />
          ))}
        </ul>
      ) : (
        <p class="soft">{t('liking.none')}</p>
      )}
      <FollowUp data={data} />
      <details class="more">
        <summary class="soft">{t('liking.figures')}</summary>
        <div class="strips">
          <Mood data={data} />
          <Times data={data} />
          <Engagement data={data} />
        </div>
      </details>
    </Panel>
  )
}

function TraitRow({ line, fanId, again }: { line: TraitLine; fanId: string; again: Again }) {
  const { run } = useAction()
  const name = t(`liking.trait.${line.trait}`)
  const choose = (choice: 'on' | 'off' | 'pin' | 'unpin') => () =>
    void run(async () => {
      await unwrap(api.fans[':id'].calibrations.$patch({ param: { id: fanId }, json: { trait: line.trait, choice } }))
      await again()
    })
  const isOwn = line.trait !== 'length' && !line.isOff && String(line.holds) === String(line.own)
  const percent = Math.round((line.confidence ?? 0) * 100)
  return (
    <li class="fact">
      <span class="fact-kind soft small">{name}</span>
      <div class="fact-body">
        <p class="fact-words">
          {inWords(line)} {isOwn && <span class="soft small">({t('liking.own')})</span>}{' '}
          {line.isOff && <Badge>{t('liking.off')}</Badge>}
          {line.isPinned && <Badge icon={Pin}>{t('liking.pinned')}</Badge>}{' '}
          {line.isRuled && <Badge>{t('liking.ruled')}</Badge>}
        </p>
        {!line.isOff && line.why && (
          <p class="fact-source soft small">
            {said(line.why)} {percent > 0 && t(line.isUnsure ? 'liking.unsure' : 'liking.sure', { percent })}
          </p>
        )}
      </div>
      <div class="fact-actions">
        {line.isOff ? (
          <Button icon={Undo2} label={t('liking.switch-on', { trait: name })} onClick={choose('on')} />
        ) : (
          <>
            {!line.isUnsure && line.calculatedAt && (
              <Button
                icon={line.isPinned ? PinOff : Pin}
                label={t(line.isPinned ? 'liking.unpin' : 'liking.pin', { trait: name })}
                onClick={choose(line.isPinned ? 'unpin' : 'pin')}
              />
            )}
            <Button icon={X} label={t('liking.switch-off', { trait: name })} onClick={choose('off')} />
          </>
        )}
      </div>
    </li>
  )
}

const TONES = ['warm', 'playful', 'flirty', 'friendly', 'calm'] as const

function inWords({ trait, holds, own }: TraitLine) {
  if (trait === 'length') {
    return (
      <>
        {t('liking.length', { count: Number(holds) })}
        {holds !== own && <span class="soft small"> ({t('liking.length.from', { count: Number(own) })})</span>}
      </>
    )
  }
  if (trait === 'emoji') return Array.isArray(holds) && holds.length > 0 ? holds.join(' ') : t('liking.emoji.none')
  const tone = TONES.find((known) => known === holds)
  return tone ? t(`tone.${tone}`) : ''
}

function Mood({ data }: { data: FanPageData }) {
  return (
    <section class="strip">
      <h3>{t('mood.title')}</h3>
      {data.personality.moods.length === 0 ? (
        <p class="soft small">{t('mood.none')}</p>
      ) : (
        <MoodStrip moods={data.personality.moods} />
      )}
    </section>
  )
}

function Times({ data }: { data: FanPageData }) {
  const { hours, hour, isWeekendBuyer } = data.personality.timing
  return (
    <section class="strip">
      <h3>{t('times.title')}</h3>
      {hour === undefined ? <p class="soft small">{t('times.unknown')}</p> : <HourStrip hours={hours} hour={hour} />}
      {isWeekendBuyer && <p class="soft small">{t('times.weekend')}</p>}
    </section>
  )
}

function Engagement({ data }: { data: FanPageData }) {
  const { engagement } = data.personality
  return (
    <section class="strip">
      <h3>{t('engagement.title')}</h3>
      {engagement ? (
        <p class="figures">
          {t('engagement.score', { score: engagement.score })}{' '}
          <Badge
            {...(engagement.trend === 'steady' ? {} : { icon: engagement.trend === 'up' ? TrendingUp : TrendingDown })}
          >
            {t(`engagement.${engagement.trend}`)}
          </Badge>
        </p>
      ) : (
        <p class="soft small">{t('engagement.none')}</p>
      )}
    </section>
  )
}

/** A suggestion. Nothing is written before a person presses, and nothing is sent before one approves. */
function FollowUp({ data }: { data: FanPageData }) {
  const { at, why } = data.personality.followUp
  const [conversation] = data.conversations
  return (
    <section class="strip">
      <h3>{t('follow-up.title')}</h3>
      <p class={at ? 'figures' : 'soft'}>{at ? moment(at) : t('follow-up.none')}</p>
      <p class="soft small">{said(why)}</p>
      {at && conversation && (
        <p>
          <Button icon={PenLine} look="plain" href={`/conversations/${conversation.id}`}>
            {t('follow-up.write')}
          </Button>
        </p>
      )}
    </section>
  )
}
