import { Plus, Undo2 } from 'lucide'
import { useState } from 'preact/hooks'
import { api, unwrap } from '../client.ts'
import { Button } from '../ui/button.tsx'
import { Panel } from '../ui/panel.tsx'
import { Time } from '../ui/time.tsx'
import { say } from '../ui/toast.tsx'
import { useAction } from '../use-action.ts'
import type { Again } from '../use-resource.ts'
import { money, t } from '../words.ts'
import type { Purchase } from './fan-data.ts'
import { type BoughtWords, PurchaseForm } from './purchase-form.tsx'

/** What a fan bought, latest first; what a person noted can be taken back. */
export function Bought({ fanId, purchases, again }: { fanId: string; purchases: Purchase[]; again: Again }) {
  const [isAdding, setAdding] = useState(false)
  const { run } = useAction()
  const remove = (id: string) =>
    run(async () => {
      await unwrap(api.purchases[':id'].$delete({ param: { id } }))
      await again()
      say(t('bought.removed'))
    })
  const note = async (purchase: BoughtWords) => {
    const { purchaseId } = await unwrap(api.fans[':id'].purchases.$post({ param: { id: fanId }, json: purchase }))
    await again()
    say(t('bought.noted'), { undo: () => void remove(purchaseId) })
  }
  return (
    <Panel
      title={t('bought.title')}
      count={purchases.length}
      action={
        <Button icon={Plus} onClick={() => setAdding(true)}>
          {t('bought.add')}
        </Button>
      }
    >
      {isAdding && <PurchaseForm onSave={note} onClose={() => setAdding(false)} />}
      {purchases.length === 0 && !isAdding && <p class="soft">{t('bought.none')}</p>}
      <ul class="facts">
        {purchases.map(({ id, title, amountMinor, currency, purchasedAt, isByHand }) => (
          <li key={id} class="fact">
            <div class="fact-body">
              <p class="fact-words">{title}</p>
              <p class="fact-source soft small">
                <Time at={purchasedAt} as="day" />
              </p>
            </div>
            <span class="figures">{money(amountMinor, currency)}</span>
            {isByHand && (
              <div class="fact-actions">
                <Button icon={Undo2} label={t('bought.remove', { title })} onClick={() => void remove(id)} />
              </div>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  )
}
