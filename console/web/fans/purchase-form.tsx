import { useState } from 'preact/hooks'
import { serverNow } from '../clock.ts'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { minorOf } from '../ui/price.ts'
import { useAction } from '../use-action.ts'
import { t } from '../words.ts'

const CATEGORIES = ['photos', 'videos', 'voice', 'custom', 'other'] as const
const CURRENCIES = ['EUR', 'USD', 'GBP', 'CHF', 'CAD'] as const

export interface BoughtWords {
  title: string
  category: (typeof CATEGORIES)[number]
  amountMinor: number
  currency: (typeof CURRENCIES)[number]
  /** Today's are of now. */
  purchasedAt?: string
}

/** A purchase that no platform told of. */
export function PurchaseForm({
  onSave,
  onClose,
}: {
  onSave: (purchase: BoughtWords) => Promise<void>
  onClose: () => void
}) {
  const today = dayOf(new Date(serverNow()))
  const [title, setTitle] = useState('')
  const [category, setCategory] = useState<string>('photos')
  const [price, setPrice] = useState('')
  const [currency, setCurrency] = useState<string>('EUR')
  const [boughtOn, setBoughtOn] = useState(today)
  const { run, isBusy } = useAction()
  const amountMinor = minorOf(price)
  const isGood = title.trim() !== '' && amountMinor !== undefined && boughtOn !== '' && boughtOn <= today
  const save = (event: Event) => {
    event.preventDefault()
    if (!isGood || amountMinor === undefined) return
    void run(async () => {
      await onSave({
        title: title.trim(),
        category: CATEGORIES.find((known) => known === category) ?? 'other',
        amountMinor,
        currency: CURRENCIES.find((known) => known === currency) ?? 'EUR',
        ...(boughtOn === today ? {} : { purchasedAt: new Date(`${boughtOn}T12:00`).toISOString() }),
      })
      onClose()
    })
  }
  return (
    <form class="form inline-offer" onSubmit={save} onKeyDown={(event) => event.key === 'Escape' && onClose()}>
      <Field
        label={t('bought.what')}
        value={title}
        onInput={setTitle}
        more={{ placeholder: t('bought.example'), maxLength: 200, autoFocus: true }}
      />
      <div class="form-pair">
        <Field
          label={t('offers.category')}
          value={category}
          onInput={setCategory}
          options={CATEGORIES.map((value) => ({ value, label: t(`category.${value}`) }))}
        />
        <Field label={t('bought.when')} type="date" value={boughtOn} onInput={setBoughtOn} more={{ max: today }} />
      </div>
      <div class="form-pair">
        <Field label={t('offers.price')} value={price} onInput={setPrice} more={{ inputMode: 'decimal' }} />
        <Field
          label={t('offers.currency')}
          value={currency}
          onInput={setCurrency}
          options={CURRENCIES.map((value) => ({ value, label: value }))}
        />
      </div>
      <div class="form-end">
        <Button onClick={onClose}>{t('action.cancel')}</Button>
        <Button look="main" type="submit" disabled={isBusy || !isGood}>
          {t('action.save')}
        </Button>
      </div>
    </form>
  )
}

/** As a date field writes it, by the reader's own calendar. */
function dayOf(date: Date): string {
  const two = (part: number) => String(part).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}
