import { Pencil, Plus, Trash2 } from 'lucide'
import { useState } from 'preact/hooks'
import { api, unwrap } from '../client.ts'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { Panel } from '../ui/panel.tsx'
import { minorOf } from '../ui/price.ts'
import { say } from '../ui/toast.tsx'
import { useAction } from '../use-action.ts'
import { mediaCount, money, t } from '../words.ts'
import type { CreatorSettings, TabProps } from './settings-data.ts'

/** Telegram's own money, in whole pieces. */
const STARS = 'XTR'
const MOST_STARS = 25_000
const CATEGORIES = ['photos', 'videos', 'voice', 'custom', 'other'] as const
const CURRENCIES = ['EUR', 'USD', 'GBP', 'CHF', 'CAD', STARS] as const
type Offer = CreatorSettings['offers'][number]
type OfferWords = {
  title: string
  category: (typeof CATEGORIES)[number]
  priceMinor: number
  currency: (typeof CURRENCIES)[number]
}

/** The menu: the only prices that a draft may name. */
export function OffersTab({ creator, again }: TabProps) {
  const [editing, setEditing] = useState<string | undefined>()
  const { run } = useAction()
  const retire = (offer: Offer) =>
    run(async () => {
      await unwrap(api.offers[':id'].$delete({ param: { id: offer.id } }))
      say(t('offers.retired', { title: offer.title }))
      await again()
    })
  return (
    <Panel
      title={t('offers.title')}
      count={creator.offers.length}
      hint={t('offers.hint')}
      action={
        <Button icon={Plus} onClick={() => setEditing('new')}>
          {t('offers.add')}
        </Button>
      }
    >
      {editing === 'new' && (
        <OfferForm
          onClose={() => setEditing(undefined)}
          onSave={async (json) => {
            await unwrap(api.creators[':id'].offers.$post({ param: { id: creator.id }, json }))
            await again()
          }}
        />
      )}
      {creator.offers.length === 0 && editing !== 'new' && <p class="soft">{t('offers.none')}</p>}
      <ul class="facts">
        {creator.offers.map((offer) =>
          editing === offer.id ? (
            <li key={offer.id} class="fact">
              <OfferForm
                offer={offer}
                onClose={() => setEditing(undefined)}
                onSave={async (json) => {
                  await unwrap(api.offers[':id'].$put({ param: { id: offer.id }, json }))
                  await again()
                }}
              />
            </li>
          ) : (
            <li key={offer.id} class="fact">
              <div class="fact-body">
                <p class="fact-words">{offer.title}</p>
                <p class="soft small">
                  {t(`category.${CATEGORIES.find((known) => known === offer.category) ?? 'other'}`)} ·{' '}
                  <span class="figures">{money(offer.priceMinor, offer.currency)}</span>
                  {offer.media && ` · ${mediaCount(offer.media)}`}
                </p>
                {offer.currency === STARS && !offer.media && (
                  <p class="soft small">
                    {t('offers.no-media', { command: `/sell ${offer.priceMinor} ${offer.title}` })}
                  </p>
                )}
              </div>
              <div class="fact-actions">
                <Button
                  icon={Pencil}
                  label={t('offers.change', { title: offer.title })}
                  onClick={() => setEditing(offer.id)}
                />
                <Button
                  icon={Trash2}
                  label={t('offers.retire', { title: offer.title })}
                  onClick={() => void retire(offer)}
                />
              </div>
            </li>
          ),
        )}
      </ul>
    </Panel>
  )
}

function OfferForm({
  offer,
  onSave,
  onClose,
}: {
  offer?: Offer
  onSave: (offer: OfferWords) => Promise<void>
  onClose: () => void
}) {
  const [title, setTitle] = useState(offer?.title ?? '')
  const [category, setCategory] = useState<string>(offer?.category ?? 'photos')
  const [price, setPrice] = useState(
    offer ? String(offer.currency === STARS ? offer.priceMinor : offer.priceMinor / 100) : '',
  )
  const [currency, setCurrency] = useState<string>(offer?.currency ?? 'EUR')
  const { run, isBusy } = useAction()
  const priceMinor = currency === STARS ? starsOf(price) : minorOf(price)
  const isGood = title.trim() !== '' && priceMinor !== undefined
  const save = (event: Event) => {
    event.preventDefault()
    if (!isGood || priceMinor === undefined) return
    void run(async () => {
      await onSave({
        title: title.trim(),
        category: CATEGORIES.find((known) => known === category) ?? 'other',
        priceMinor,
        currency: CURRENCIES.find((known) => known === currency) ?? 'EUR',
      })
      onClose()
    })
  }
  return (
    <form class="form inline-offer" onSubmit={save} onKeyDown={(event) => event.key === 'Escape' && onClose()}>
      <Field label={t('offers.name')} value={title} onInput={setTitle} more={{ maxLength: 120, autoFocus: true }} />
      <div class="form-pair">
        <Field
          label={t('offers.category')}
          value={category}
          onInput={setCategory}
          options={CATEGORIES.map((value) => ({ value, label: t(`category.${value}`) }))}
        />
        <div class="form-pair">
          <Field label={t('offers.price')} value={price} onInput={setPrice} more={{ inputMode: 'decimal' }} />
          <Field
            label={t('offers.currency')}
            value={currency}
            onInput={setCurrency}
            options={CURRENCIES.map((value) => ({ value, label: value === STARS ? t('offers.stars') : value }))}
          />
        </div>
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

/** Undefined when Telegram takes no such price. */
function starsOf(typed: string): number | undefined {
  const stars = Number(typed.trim())
  return Number.isInteger(stars) && stars >= 1 && stars <= MOST_STARS ? stars : undefined
}
