import { Check } from 'lucide'
import { api, unwrap } from '../client.ts'
import { Button } from '../ui/button.tsx'
import { say } from '../ui/toast.tsx'
import { useAction } from '../use-action.ts'
import type { Again } from '../use-resource.ts'
import { t } from '../words.ts'
import type { FanPageData, Preference } from './fan-data.ts'

interface Props {
  fan: FanPageData['fan']
  preferences: Preference[]
  again: Again
}

/** What people's edits suggest, to say yes or no to: nothing is learned behind anybody's back. */
export function Proposals({ fan, preferences, again }: Props) {
  const proposed = preferences.filter(({ status }) => status === 'proposed')
  return (
    <>
      {proposed.map((preference) => (
        <Proposal key={preference.id} preference={preference} fan={fan} again={again} />
      ))}
    </>
  )
}

function Proposal({ preference, fan, again }: { preference: Preference; fan: Props['fan']; again: Again }) {
  const { run, isBusy } = useAction()
  const answer = (choice: 'this-fan' | 'everyone' | 'no') =>
    run(async () => {
      await unwrap(api.preferences[':id'].answer.$post({ param: { id: preference.id }, json: { answer: choice } }))
      say(t(choice === 'no' ? 'proposal.refused' : 'proposal.taken'))
      await again()
    })
  return (
    <div class="proposal">
      <p>{proposalWords(preference, fan.name)}</p>
      <div class="proposal-answers">
        <Button look="plain" icon={Check} disabled={isBusy} onClick={() => void answer('this-fan')}>
          {t('proposal.this-fan', { name: fan.name })}
        </Button>
        <Button look="plain" disabled={isBusy} onClick={() => void answer('everyone')}>
          {t('proposal.everyone')}
        </Button>
        <Button disabled={isBusy} onClick={() => void answer('no')}>
          {t('proposal.no')}
        </Button>
      </div>
    </div>
  )
}

/** "You removed “babe” in 3 edits for Tom. Stop using it?" */
function proposalWords({ kind, rule, evidence }: Preference, name: string): string {
  const edits = (evidence as { edits?: unknown } | null)?.edits
  const count = typeof edits === 'number' ? edits : 0
  if (kind === 'avoid-word') {
    return count > 0 ? t('proposal.word', { word: rule, count, name }) : t('proposal.word.plain', { word: rule, name })
  }
  return count > 0 ? t('proposal.rule', { rule, count, name }) : t('proposal.rule.plain', { rule, name })
}
