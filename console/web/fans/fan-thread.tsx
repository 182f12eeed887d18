import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { Bubble, DayRuler } from '../ui/bubble.tsx'
import { Button } from '../ui/button.tsx'
import { Diff } from '../ui/diff.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Time } from '../ui/time.tsx'
import { useAction } from '../use-action.ts'
import { useResource } from '../use-resource.ts'
import { t } from '../words.ts'
import { readHistory, type SaidLine } from './fan-data.ts'

/** Every word said, latest at the end, and what people changed in ours. */
export function FanThread({ fanId, fanName }: { fanId: string; fanName: string }) {
  const latest = useResource(
    `fan/${fanId}/history`,
    () => readHistory(fanId),
    ({ kind, ...news }) => kind === 'resync' || ('fanId' in news && news.fanId === fanId),
  )
  const [older, setOlder] = useState<{ lines: SaidLine[]; hasMore: boolean } | undefined>()
  const { run, isBusy } = useAction()
  const thread = useRef<HTMLElement>(null)
  const last = latest.state === 'ready' ? latest.data.lines.at(-1)?.id : undefined
  useLayoutEffect(() => {
    // A link to one message leads there; otherwise the latest words are what one comes for.
    if (last && !location.hash) thread.current?.scrollTo({ top: thread.current.scrollHeight })
  }, [last])
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and whoever has no pointer scrolls it with the keys.
    <section ref={thread} class="fan-thread" id="history" aria-label={t('history.title')} tabIndex={0}>
      <h2 class="fan-thread-title">{t('history.title')}</h2>
      <Loaded from={latest} lines={8}>
        {({ lines, hasMore }) => {
          const all = [...(older?.lines ?? []), ...lines]
          const first = all[0]
          return (
            <>
              {first && (older?.hasMore ?? hasMore) && (
                <Button
                  look="plain"
                  disabled={isBusy}
                  onClick={() =>
                    void run(async () => {
                      const piece = await readHistory(fanId, first.sentAt)
                      setOlder({ lines: [...piece.lines, ...(older?.lines ?? [])], hasMore: piece.hasMore })
                    })
                  }
                >
                  {t('history.older')}
                </Button>
              )}
              {all.length === 0 && <p class="soft">{t('history.none', { name: fanName })}</p>}
              <Said lines={all} />
            </>
          )
        }}
      </Loaded>
    </section>
  )
}

/** Lines with a ruler wherever a day begins. */
function Said({ lines }: { lines: SaidLine[] }) {
  return (
    <>
      {lines.map((line, index) => {
        const before = lines[index - 1]
        const isNewDay = !before || new Date(before.sentAt).toDateString() !== new Date(line.sentAt).toDateString()
        return (
          <div key={line.id} id={`said-${line.id}`} class="said-line">
            {isNewDay && <DayRuler at={line.sentAt} />}
            <Bubble from={line.direction === 'inbound' ? 'fan' : 'us'} foot={<Foot line={line} />}>
              <p class="bubble-text">
                {line.isDeleted ? <em>{t('history.deleted')}</em> : line.body}
                {line.media.map(({ kind, label }) => (
                  <span key={kind} class="soft">
                    {' '}
                    [{t(`media.${kind}`)}
                    {label ? ` ${label}` : ''}]
                  </span>
                ))}
              </p>
            </Bubble>
          </div>
        )
      })}
    </>
  )
}

function Foot({ line }: { line: SaidLine }) {
  return (
    <>
      <span>
        <Time at={line.sentAt} />
        {line.isEdited && ` · ${t('history.edited')}`}
        {line.status === 'ready' && ` · ${t('state.leaving')}`}
        {line.status === 'unknown' && ` · ${t('state.unknown')}`}
        {line.status === 'failed' && ` · ${t('state.failed')}`}
        {line.decided &&
          ` · ${t(line.draftedAs ? 'history.changed-by' : 'history.sent-by', { name: line.decided.name })}`}
      </span>
      {line.draftedAs && (
        <details class="said-change">
          <summary>{t('history.what-changed')}</summary>
          <Diff before={line.draftedAs} after={line.body} />
        </details>
      )}
    </>
  )
}
