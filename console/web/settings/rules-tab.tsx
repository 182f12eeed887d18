import { Check, Plus } from 'lucide'
import { useState } from 'preact/hooks'
import { api, unwrap } from '../client.ts'
import { RuleForm } from '../fans/rule-form.tsx'
import { RuleRow, ruleWords } from '../fans/rule-row.tsx'
import { Button } from '../ui/button.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Panel } from '../ui/panel.tsx'
import { say } from '../ui/toast.tsx'
import { useAction } from '../use-action.ts'
import { type Again, useResource } from '../use-resource.ts'
import { t } from '../words.ts'
import type { TabProps } from './settings-data.ts'

const ofCreator = api.creators[':id'].preferences
const readRules = (id: string) => unwrap(ofCreator.$get({ param: { id } }))
type Rule = Awaited<ReturnType<typeof readRules>>['preferences'][number]

/** Rules that hold for every fan of the creator, and those that are proposed and wait for a yes. */
export function RulesTab({ creator }: Pick<TabProps, 'creator'>) {
  const rules = useResource(
    `creator/${creator.id}/rules`,
    () => readRules(creator.id),
    ({ kind }) => kind === 'fan' || kind === 'resync',
  )
  const again = rules.state === 'ready' ? rules.refetch : () => undefined
  const [isAdding, setAdding] = useState(false)
  return (
    <Loaded from={rules} lines={4}>
      {({ preferences }) => {
        const active = preferences.filter(({ status }) => status === 'active')
        return (
          <>
            {preferences
              .filter(({ status }) => status === 'proposed')
              .map((rule) => (
                <Proposed key={rule.id} rule={rule} again={again} />
              ))}
            <Panel
              title={t('settings.rules.title')}
              count={active.length}
              hint={t('settings.rules.hint')}
              action={
                <Button icon={Plus} onClick={() => setAdding(true)}>
                  {t('rules.add')}
                </Button>
              }
            >
              {isAdding && (
                <RuleForm
                  onClose={() => setAdding(false)}
                  onSave={async (json) => {
                    await unwrap(ofCreator.$post({ param: { id: creator.id }, json }))
                    await again()
                  }}
                />
              )}
              {active.length === 0 && !isAdding && <p class="soft">{t('settings.rules.none')}</p>}
              <ul class="facts">
                {active.map((rule) => (
                  <RuleRow key={rule.id} preference={rule} again={again} />
                ))}
              </ul>
            </Panel>
          </>
        )
      }}
    </Loaded>
  )
}

function Proposed({ rule, again }: { rule: Rule; again: Again }) {
  const { run, isBusy } = useAction()
  const answer = (choice: 'everyone' | 'no') =>
    run(async () => {
      await unwrap(api.preferences[':id'].answer.$post({ param: { id: rule.id }, json: { answer: choice } }))
      say(t(choice === 'no' ? 'proposal.refused' : 'proposal.taken'))
      await again()
    })
  return (
    <div class="proposal">
      <p>{t('settings.rules.proposed', { rule: ruleWords(rule) })}</p>
      <div class="proposal-answers">
        <Button look="plain" icon={Check} disabled={isBusy} onClick={() => void answer('everyone')}>
          {t('proposal.everyone')}
        </Button>
        <Button disabled={isBusy} onClick={() => void answer('no')}>
          {t('proposal.no')}
        </Button>
      </div>
    </div>
  )
}
