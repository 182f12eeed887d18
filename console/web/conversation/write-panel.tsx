import { PenLine, RefreshCw } from 'lucide'
import { useState } from 'preact/hooks'
import { Button } from '../ui/button.tsx'
import { t } from '../words.ts'
import { requestDraft, writeReply } from './act.ts'

/** Where no draft waits, a person can still write; their words wait for a yes like any other. */
export function WritePanel({
  conversationId,
  fanName,
  isUnanswered,
}: {
  conversationId: string
  fanName: string
  isUnanswered: boolean
}) {
  const [text, setText] = useState<string | undefined>()
  if (text === undefined) {
    return (
      <div class="write">
        <span class="soft">{t('now.none')}</span>
        <Button icon={PenLine} onClick={() => setText('')}>
          {t('write.open')}
        </Button>
        {isUnanswered && (
          <Button icon={RefreshCw} onClick={() => void requestDraft(conversationId)}>
            {t('write.again')}
          </Button>
        )}
      </div>
    )
  }
  const put = () => void writeReply(conversationId, text).then((isPut) => isPut && setText(undefined))
  return (
    <div class="draft">
      <textarea
        ref={(area) => area?.focus()}
        class="editor-area"
        rows={3}
        aria-label={t('write.label', { fan: fanName })}
        placeholder={t('write.label', { fan: fanName })}
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && text.trim()) put()
          else if (event.key === 'Escape' && !text.trim()) setText(undefined)
        }}
      />
      <div class="draft-actions">
        <Button look="main" keys="Ctrl ⏎" disabled={!text.trim()} onClick={put}>
          {t('write.put')}
        </Button>
        <Button onClick={() => setText(undefined)}>{t('action.cancel')}</Button>
      </div>
    </div>
  )
}
