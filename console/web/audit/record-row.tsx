import { Time } from '../ui/time.tsx'
import { t } from '../words.ts'
import { type RecordLine, whatWasDone, whoDid, why } from './record-data.ts'

/** Equal entries as one line: who, what, whose, why, when; the single ones unfold. @param isOfOneFan the fan need not be named again */
export function RecordRow({ lines, isOfOneFan = false }: { lines: RecordLine[]; isOfOneFan?: boolean }) {
  const [line] = lines
  if (!line) return null
  const fans = [...new Map(lines.flatMap(({ fan }) => (fan ? [[fan.pseudonym, fan] as const] : []))).values()]
  const times = lines.length === 1 && line.count > 1 ? t('audit.times', { count: line.count }) : ''
  return (
    <li class="fact">
      <div class="fact-body">
        <p>
          <strong>{whoDid(line)}</strong> · {whatWasDone(line.action)}
          {!isOfOneFan &&
            fans.map((fan, index) => (
              <span key={fan.pseudonym}>
                {index === 0 ? ' · ' : ', '}
                <FanName fan={fan} />
              </span>
            ))}
        </p>
        <p class="soft small">{[why(line.purpose), times].filter(Boolean).join(' · ')}</p>
        {lines.length > 1 && (
          <details class="more small">
            <summary class="soft">{t('audit.entries', { count: lines.length })}</summary>
            <ul class="entries soft figures">
              {lines.map(({ seq, at, fan, count }) => (
                <li key={seq}>
                  <Time at={at} as="seconds" />
                  {!isOfOneFan && fan && (
                    <>
                      {' · '}
                      <FanName fan={fan} />
                    </>
                  )}
                  {count > 1 && ` · ${t('audit.times', { count })}`}
                </li>
              ))}
            </ul>
          </details>
        )}
      </div>
      <span class="soft small figures">
        <Time at={line.at} as="relative" />
      </span>
    </li>
  )
}

function FanName({ fan }: { fan: NonNullable<RecordLine['fan']> }) {
  if (fan.id) return <a href={`/fans/${fan.id}`}>{fan.name}</a>
  return <>{t('audit.erased', { code: fan.pseudonym.slice(0, 6) })}</>
}
