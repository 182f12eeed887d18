import { Ban, SendHorizontal, TriangleAlert } from 'lucide'
import { useState } from 'preact/hooks'
import { api, unwrap } from '../client.ts'
import { isStopped, sayStopped } from '../conversation/act.ts'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { Icon } from '../ui/icon.tsx'
import { say } from '../ui/toast.tsx'
import { useAction } from '../use-action.ts'
import type { Again } from '../use-resource.ts'
import { said, t } from '../words.ts'
import type { Journey } from './try-data.ts'

type Card = NonNullable<Journey['card']>

/** The draft, to be read, changed and decided right here. */
export function Decide({ card, again }: { card: Card; again: Again }) {
  const [typed, setTyped] = useState<string | undefined>()
  const [warned, setWarned] = useState<Card['warnings'] | undefined>()
  const { run, isBusy } = useAction()
  const text = typed ?? card.text
  const decide = (verdict: 'approve' | 'reject') =>
    run(async () => {
      const { outcome } = await unwrap(
        api.drafts[':id'].decision.$post({
          param: { id: card.draftId },
          json: {
            verdict,
            version: card.version,
            ...(verdict === 'approve' && text !== card.text ? { text } : {}),
            ...(warned ? { acknowledged: warned.map(({ rule }) => rule) } : {}),
          },
        }),
      )
      setWarned(outcome.kind === 'confirm' ? outcome.warnings : undefined)
      if (outcome.kind === 'void') say(t(outcome.why === 'fan-wrote' ? 'decide.fan-wrote' : 'decide.words-changed'))
      if (outcome.kind === 'busy') say(t('decide.busy', { name: outcome.name }))
      if (outcome.kind === 'too-late') say(t('decide.too-late'))
      if (outcome.kind === 'refused')
        say(isStopped(outcome.problem) ? sayStopped(card, outcome.problem) : t(`decide.${outcome.problem}`), {
          keeps: true,
        })
      await again()
    })
  if (card.state === 'superseded' || card.state === 'expired') return null
  return (
    <div class="decide">
      <Field
        label={t('decide.draft')}
        rows={4}
        value={text}
        onInput={(words) => {
          setTyped(words)
          // What was accepted was accepted of those words.
          setWarned(undefined)
        }}
        more={{ lang: card.fan.language, maxLength: 12_000 }}
      />
      {(warned ?? card.warnings).map(({ rule, says }) => (
        <p key={rule} class="notice tone-waiting">
          <Icon of={TriangleAlert} />
          <span>{said(says)}</span>
        </p>
      ))}
      <div class="decide-actions">
        <Button
          look="main"
          icon={SendHorizontal}
          disabled={isBusy || text.trim() === ''}
          onClick={() => void decide('approve')}
        >
          {warned ? t('decide.send-anyway') : text === card.text ? t('decide.send') : t('decide.send-edited')}
        </Button>
        {text !== card.text && (
          <Button
            onClick={() => {
              setTyped(undefined)
              setWarned(undefined)
            }}
          >
            {t('decide.restore')}
          </Button>
        )}
        <Button look="plain" icon={Ban} disabled={isBusy} onClick={() => void decide('reject')}>
          {t('decide.reject')}
        </Button>
      </div>
    </div>
  )
}
