import { Bubble } from '../ui/bubble.tsx'
import { Button } from '../ui/button.tsx'
import { moment, t } from '../words.ts'
import type { PastePreview } from './use-preview.ts'

/** What a pasted block would become: theirs on the left, ours on the right, as in every conversation. */
export function PasteLines({
  preview: { lines, conversationId },
  fan,
  isNamed,
}: {
  preview: PastePreview
  fan: string
  /** The fan was named by hand: say whether that is somebody new. */
  isNamed: boolean
}) {
  const known = lines.filter(({ isKnown }) => isKnown).length
  const counts = [
    known < lines.length ? t('paste.new', { count: lines.length - known }) : t('paste.nothing-new'),
    known > 0 && known < lines.length ? t('paste.known', { count: known }) : '',
    isNamed ? t(conversationId ? 'paste.joins' : 'paste.starts', { fan }) : '',
  ]
  return (
    <section class="paste-lines" aria-label={t('paste.preview')}>
      <p class="soft small" role="status">
        {counts.filter(Boolean).join(' ')}
      </p>
      {known === lines.length && isNamed && conversationId && (
        <Button look="plain" href={`/conversations/${conversationId}`}>
          {t('paste.open')}
        </Button>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
      <div class="paste-lines-all" tabIndex={0}>
        {lines.map(({ body, isOurs, sentAt, isKnown }, index) => (
          <Bubble
            key={index}
            from={isOurs ? 'us' : 'fan'}
            isRun={lines[index - 1]?.isOurs === isOurs}
            foot={[isOurs ? t('paste.us') : fan, sentAt ? moment(sentAt) : '', isKnown ? t('paste.here') : '']
              .filter(Boolean)
              .join(' · ')}
          >
            <p class="bubble-text">{body}</p>
          </Bubble>
        ))}
      </div>
    </section>
  )
}
