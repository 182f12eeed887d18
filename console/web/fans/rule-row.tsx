import { Pencil, Pin, PinOff, X } from 'lucide'
import { useState } from 'preact/hooks'
import { api, unwrap } from '../client.ts'
import { Badge } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { say } from '../ui/toast.tsx'
import { useAction } from '../use-action.ts'
import type { Again } from '../use-resource.ts'
import { t } from '../words.ts'
import type { Preference } from './fan-data.ts'
import { RuleForm } from './rule-form.tsx'

/** One rule, with what a person can do to it. */
export function RuleRow({ preference, again }: { preference: Preference; again: Again }) {
  const [isFixing, setFixing] = useState(false)
  const { run } = useAction()
  const change = (json: { isPinned?: boolean; status?: 'retired' | 'active' }) =>
    run(async () => {
      await unwrap(api.preferences[':id'].$patch({ param: { id: preference.id }, json }))
      await again()
    })
  const retire = async () => {
    const isDone = await change({ status: 'retired' })
    if (isDone) say(t('rules.retired'), { undo: () => void change({ status: 'active' }) })
  }
  if (isFixing) {
    return (
      <li class="fact">
        <RuleForm
          preference={preference}
          onClose={() => setFixing(false)}
          onSave={async (rule) => {
            await unwrap(api.preferences[':id'].$patch({ param: { id: preference.id }, json: rule }))
            await again()
          }}
        />
      </li>
    )
  }
  const words = ruleWords(preference)
  return (
    <li class="fact">
      <span class="fact-kind soft small">{kindWord(preference.kind)}</span>
      <div class="fact-body">
        <p class="fact-words">
          {preference.isPinned && <Badge icon={Pin}>{t('memory.pinned')}</Badge>} {words}
        </p>
        <p class="fact-source soft small">
          {preference.fanId === null ? t('rules.everyone') : t('rules.by', { name: preference.author })}
        </p>
      </div>
      <div class="fact-actions">
        <Button icon={Pencil} label={t('rules.fix', { rule: words })} onClick={() => setFixing(true)} />
        <Button
          icon={preference.isPinned ? PinOff : Pin}
          label={t(preference.isPinned ? 'rules.unpin' : 'rules.pin', { rule: words })}
          onClick={() => void change({ isPinned: !preference.isPinned })}
        />
        <Button icon={X} label={t('rules.retire', { rule: words })} onClick={() => void retire()} />
      </div>
    </li>
  )
}

const KINDS = ['avoid-word', 'tone', 'length', 'emoji', 'language', 'topic', 'other'] as const

function kindWord(kind: string): string {
  return t(`rule.${KINDS.find((known) => known === kind) ?? 'other'}`)
}

/** What a rule says, as a sentence. */
export function ruleWords({ kind, rule }: Pick<Preference, 'kind' | 'rule'>): string {
  return kind === 'avoid-word' ? t('rule.avoid', { word: rule }) : rule
}
