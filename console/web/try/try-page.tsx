import { useEffect, useRef, useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { Loaded } from '../ui/loaded.tsx'
import { useAction } from '../use-action.ts'
import { useResource } from '../use-resource.ts'
import { language, t } from '../words.ts'
import { JourneyLine } from './journey-line.tsx'
import { Phone } from './phone.tsx'
import { type Journey, type Player, readJourney, readPlayers, readThread, type Who, writeAs } from './try-data.ts'

const LOOK_AGAIN_MS = 1_500
/** So long after a reply went out there may still be something learned from it. */
const AFTER_MS = 8_000

/** Write as a fan, and watch what becomes of the message. */
export function TryPage() {
  const { query } = useLocation()
  const players = useResource('try/players', readPlayers)
  return (
    <Loaded from={players}>
      {({ players: known }) => <Stage players={known} wanted={known.find(({ id }) => id === query.fan)} />}
    </Loaded>
  )
}

function Stage({ players, wanted }: { players: Player[]; wanted: Player | undefined }) {
  const first = wanted ?? players[0]
  const [who, setWho] = useState<Who>(
    first ? { fanId: first.id, name: first.name } : { name: '', language: language.value },
  )
  const [sent, setSent] = useState<{ fanId: string; messageId: string } | undefined>()
  const { run, isBusy } = useAction()
  const journey = useRef<HTMLElement>(null)
  const write = (body: string) =>
    run(async () => {
      const message = await writeAs(who, body)
      setSent(message)
      setWho({ fanId: message.fanId, name: who.name })
      // On a phone the journey is below the fold, and it is what one wrote for.
      journey.current?.scrollIntoView({ block: 'nearest' })
    })
  return (
    <div class="try">
      <header class="try-head">
        <h1>{t('try.title')}</h1>
        <p class="soft">{t('try.intro')}</p>
      </header>
      <div class="try-panes">
        <PhoneOf
          who={who}
          players={players}
          isBusy={isBusy}
          onChoose={(chosen) => {
            setWho(chosen)
            setSent(undefined)
          }}
          onWrite={write}
        />
        <section ref={journey} class="try-journey" aria-label={t('try.journey')}>
          {sent ? (
            <JourneyOf key={sent.messageId} {...sent} />
          ) : (
            <JourneyLine journey={undefined} again={() => undefined} />
          )}
        </section>
      </div>
    </div>
  )
}

function PhoneOf(props: {
  who: Who
  players: Player[]
  isBusy: boolean
  onChoose: (who: Who) => void
  onWrite: (body: string) => Promise<boolean>
}) {
  const fanId = 'fanId' in props.who ? props.who.fanId : ''
  const thread = useResource(
    `try/thread/${fanId}`,
    async () => (fanId ? readThread(fanId) : []),
    ({ kind, ...news }) => kind === 'resync' || ('fanId' in news && news.fanId === fanId),
  )
  return <Phone {...props} lines={thread.state === 'ready' ? thread.data : []} />
}

function JourneyOf({ fanId, messageId }: { fanId: string; messageId: string }) {
  const journey = useResource(
    `try/${fanId}/${messageId}`,
    () => readJourney(fanId, messageId),
    ({ kind, ...news }) => kind === 'resync' || ('fanId' in news && news.fanId === fanId),
  )
  const isUnderWay = journey.state === 'ready' && !isOver(journey.data)
  const again = journey.state === 'ready' ? journey.refetch : () => undefined
  useEffect(() => {
    if (!isUnderWay) return
    const looking = setInterval(again, LOOK_AGAIN_MS)
    return () => clearInterval(looking)
  }, [isUnderWay])
  return <Loaded from={journey}>{(data) => <JourneyLine journey={data} again={again} />}</Loaded>
}

function isOver({ delivery, decided }: Journey): boolean {
  if (decided?.verdict === 'reject') return true
  if (delivery?.status !== 'sent') return false
  return Date.now() - new Date(delivery.at).getTime() > AFTER_MS
}
