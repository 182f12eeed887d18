import { ArrowRight, BookOpen, ListChecks, PencilLine, Sparkles } from 'lucide'
import { Button } from '../ui/button.tsx'
import { Diff } from '../ui/diff.tsx'
import { Icon } from '../ui/icon.tsx'
import { said, t } from '../words.ts'
import type { Journey } from './try-data.ts'

/** What the message and the decision leave behind. */
export function Taught({ journey }: { journey: Journey }) {
  const { learned, decided, fan } = journey
  const isChanged = decided?.verdict === 'approve' && decided.draftedAs !== decided.sentAs
  const isNothing = !isChanged && learned.memories.length + learned.promises.length + learned.preferences.length === 0
  return (
    <div class="taught">
      {isChanged && decided && (
        <div class="taught-part">
          <Icon of={PencilLine} />
          <div>
            <p>{t('taught.edit')}</p>
            <Diff before={decided.draftedAs} after={decided.sentAs} />
          </div>
        </div>
      )}
      {learned.memories.map((memory) => (
        <div key={memory.id} class="taught-part">
          <Icon of={BookOpen} />
          <p>
            {t('taught.fact')} <strong>{said(memory.label)}</strong>: {memory.fact}
          </p>
        </div>
      ))}
      {learned.promises.map((promise) => (
        <div key={promise.id} class="taught-part">
          <Icon of={ListChecks} />
          <p>
            {t('taught.promise')} {promise.text}
          </p>
        </div>
      ))}
      {learned.preferences.map((preference) => (
        <div key={preference.id} class="taught-part">
          <Icon of={Sparkles} />
          <p>
            {t(preference.status === 'proposed' ? 'taught.proposal' : 'taught.rule')}{' '}
            {preference.kind === 'avoid-word' ? t('rule.avoid', { word: preference.rule }) : preference.rule}
          </p>
        </div>
      ))}
      {isNothing && <p class="soft">{t('taught.nothing')}</p>}
      <div>
        <Button look="plain" icon={ArrowRight} href={`/fans/${fan.id}`}>
          {t('taught.open', { name: fan.name })}
        </Button>
      </div>
    </div>
  )
}
