import { Pencil, Plus, ThumbsDown, Undo2 } from 'lucide'
import { useState } from 'preact/hooks'
import { api, unwrap } from '../client.ts'
import { Badge } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { Panel } from '../ui/panel.tsx'
import { Time } from '../ui/time.tsx'
import { say } from '../ui/toast.tsx'
import { useAction } from '../use-action.ts'
import type { Again } from '../use-resource.ts'
import { day, said, t } from '../words.ts'
import type { FanPageData, OfferMade, Taste } from './fan-data.ts'

interface Props {
  data: FanPageData
  again: Again
}

/** What a fan likes, each with its score and its why, and what was offered; a person's word stands. */
export function Tastes({ data, again }: Props) {
  const { fan, personality } = data
  const [isAdding, setAdding] = useState(false)
  const { run } = useAction()
  const set = (name: string, score: number | null) =>
    run(async () => {
      await unwrap(api.fans[':id'].tastes.$put({ param: { id: fan.id }, json: { name, score } }))
      await again()
      say(t('tastes.saved'))
    })
  return (
    <Panel
      title={t('tastes.title', { name: fan.name })}
      count={personality.tastes.length}
      hint={t('tastes.hint')}
      action={
        <Button icon={Plus} onClick={() => setAdding(true)}>
          {t('tastes.add')}
        </Button>
      }
    >
      {isAdding && <TasteForm onSave={set} onClose={() => setAdding(false)} />}
      {personality.tastes.length === 0 && !isAdding && <p class="soft">{t('tastes.none')}</p>}
      <ul class="facts">
        {personality.tastes.map((taste) => (
          <TasteRow key={taste.name} taste={taste} onSave={set} />
        ))}
      </ul>
      {personality.offersMade.length > 0 && <h3>{t('offered.title')}</h3>}
      <ul class="facts">
        {personality.offersMade.map((offer) => (
          <OfferRow key={offer.id} offer={offer} again={again} />
        ))}
      </ul>
    </Panel>
  )
}

const CATEGORIES = ['photos', 'videos', 'voice', 'custom'] as const
/** What stands on the menu has a word in both languages; an interest is in the fan's own. */
function nameOf(name: string): string {
  const category = CATEGORIES.find((known) => known === name)
  return category ? t(`category.${category}`).toLowerCase() : name
}

type Save = (name: string, score: number | null) => Promise<boolean>

function TasteRow({ taste, onSave }: { taste: Taste; onSave: Save }) {
  const [isFixing, setFixing] = useState(false)
  const { name, score, restsUntil, setBy } = taste
  if (isFixing) {
    return (
      <li class="fact">
        <TasteForm taste={taste} onSave={onSave} onClose={() => setFixing(false)} />
      </li>
    )
  }
  const percent = Math.round(score * 100)
  const shown = nameOf(name)
  const rests = restsUntil && Date.parse(restsUntil) > Date.now() ? restsUntil : undefined
  return (
    <li class="fact">
      <div class="fact-body">
        <p class="fact-words taste">
          <span class="taste-name">{shown}</span>
          <svg class="taste-bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
            <rect width="100" height="8" rx="2" class="taste-whole" />
            <rect width={percent} height="8" rx="2" class="taste-part" />
          </svg>
          <span class="figures">{percent}</span>
        </p>
        <p class="fact-source soft small">
          {said(taste.why)} {rests && <Badge tone="waiting">{t('tastes.rests', { day: day(rests) })}</Badge>}
          {score === 0 && <Badge>{t('tastes.never')}</Badge>}
        </p>
      </div>
      <div class="fact-actions">
        {setBy && (
          <Button icon={Undo2} label={t('tastes.release', { name: shown })} onClick={() => void onSave(name, null)} />
        )}
        <Button icon={Pencil} label={t('tastes.change', { name: shown })} onClick={() => setFixing(true)} />
      </div>
    </li>
  )
}

function TasteForm({ taste, onSave, onClose }: { taste?: Taste; onSave: Save; onClose: () => void }) {
  const [name, setName] = useState(taste?.name ?? '')
  const [score, setScore] = useState(String(Math.round((taste?.score ?? 0.7) * 100)))
  const save = async (event: Event) => {
    event.preventDefault()
    if (await onSave(name, Math.min(100, Math.max(0, Number(score))) / 100)) onClose()
  }
  return (
    <form class="inline-form" onSubmit={(event) => void save(event)}>
      <Field
        label={t('tastes.score')}
        type="number"
        value={score}
        onInput={setScore}
        more={{ min: 0, max: 100, required: true }}
      />
      <Field
        label={t('tastes.name')}
        value={taste ? nameOf(name) : name}
        onInput={setName}
        more={{ required: true, maxLength: 80, readOnly: taste !== undefined }}
      />
      <div class="form-end">
        <Button onClick={onClose}>{t('action.cancel')}</Button>
        <Button look="plain" type="submit">
          {t('action.save')}
        </Button>
      </div>
    </form>
  )
}

const STATUS = ['open', 'declined', 'bought'] as const

function OfferRow({ offer, again }: { offer: OfferMade; again: Again }) {
  const { run } = useAction()
  const { id, title, madeAt } = offer
  const status = STATUS.find((known) => known === offer.status) ?? 'open'
  const settle = (next: 'open' | 'declined') => () =>
    void run(async () => {
      await unwrap(api['offers-made'][':id'].$patch({ param: { id }, json: { status: next } }))
      await again()
    })
  return (
    <li class="fact">
      <div class="fact-body">
        <p class="fact-words">{title}</p>
        <p class="fact-source soft small">
          {t(`offered.${status}`)} · <Time at={madeAt} as="day" />
        </p>
      </div>
      <div class="fact-actions">
        {status === 'open' && (
          <Button icon={ThumbsDown} label={t('offered.decline', { title })} onClick={settle('declined')} />
        )}
        {status === 'declined' && (
          <Button icon={Undo2} label={t('offered.reopen', { title })} onClick={settle('open')} />
        )}
      </div>
    </li>
  )
}
