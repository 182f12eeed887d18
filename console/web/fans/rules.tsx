import { Plus } from 'lucide'
import { useState } from 'preact/hooks'
import { api, unwrap } from '../client.ts'
import { Button } from '../ui/button.tsx'
import { Panel } from '../ui/panel.tsx'
import type { Again } from '../use-resource.ts'
import { t } from '../words.ts'
import type { FanPageData, Preference } from './fan-data.ts'
import { RuleForm } from './rule-form.tsx'
import { RuleRow } from './rule-row.tsx'

interface Props {
  fan: FanPageData['fan']
  preferences: Preference[]
  again: Again
}

/** Rules that drafts follow: a fan's own and those for everyone. */
export function Rules({ fan, preferences, again }: Props) {
  const [isAdding, setAdding] = useState(false)
  const active = preferences.filter(({ status }) => status === 'active')
  return (
    <Panel
      title={t('rules.title')}
      count={active.length}
      hint={t('rules.hint')}
      action={
        <Button icon={Plus} onClick={() => setAdding(true)}>
          {t('rules.add')}
        </Button>
      }
    >
      {isAdding && (
        <RuleForm
          onClose={() => setAdding(false)}
          onSave={async (rule) => {
            await unwrap(api.fans[':id'].preferences.$post({ param: { id: fan.id }, json: rule }))
            await again()
          }}
        />
      )}
      {active.length === 0 && !isAdding && <p class="soft">{t('rules.none', { name: fan.name })}</p>}
      <ul class="facts">
        {active.map((preference) => (
          <RuleRow key={preference.id} preference={preference} again={again} />
        ))}
      </ul>
    </Panel>
  )
}
