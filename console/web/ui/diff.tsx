import { diffWordsWithSpace } from 'diff'
import { t } from '../words.ts'

/* <Diff before={drafted} after={sent} />: what a person changed, by words; struck and underlined, never by colour alone. */
export function Diff({ before, after }: { before: string; after: string }) {
  return (
    <p class="diff">
      <span class="unseen">{t('diff.spoken')}</span>
      {diffWordsWithSpace(before, after).map(({ added, removed, value }, index) =>
        added ? <ins key={index}>{value}</ins> : removed ? <del key={index}>{value}</del> : value,
      )}
    </p>
  )
}
