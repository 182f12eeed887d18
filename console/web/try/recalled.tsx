import { Time } from '../ui/time.tsx'
import { said, t } from '../words.ts'
import type { Journey } from './try-data.ts'

/** What the draft was given from before, best first, and why. */
export function Recalled({ recalled }: { recalled: NonNullable<Journey['drafted']>['recalled'] }) {
  return (
    <ul class="facts">
      {recalled.map(({ id, kind, text, at, why, score }) => (
        <li key={id} class="fact">
          <div class="fact-body">
            <p class="fact-words">{text}</p>
            <p class="fact-source soft small">
              {t(kind === 'memory' ? 'recalled.fact' : 'recalled.message')} · <Time at={at} as="day" /> · {said(why)}
            </p>
          </div>
          <span class="soft small figures" title={t('recalled.score')}>
            {score.toFixed(1)}
          </span>
        </li>
      ))}
    </ul>
  )
}
