import type { Actor } from '../../core/actor.ts'
import { keepEdit } from '../../core/approval/keep-edit.ts'
import { releaseDraft, takeDraft } from '../../core/approval/lease-draft.ts'
import type { ReviewCard } from '../../core/approval/review-card.ts'
import { reviseDraft } from '../../core/approval/revise-draft.ts'
import type { Deps } from '../../core/deps.ts'
import { CoreError } from '../../core/errors.ts'
import { say } from '../../core/words/say.ts'
import { sayRevised } from '../review/act-on-card.ts'
import { verbButton } from '../review/card-buttons.ts'
import { buttonData } from '../review/card-verbs.ts'
import { changedParts, nameOf } from '../review/card-words.ts'
import { sayClosed } from '../review/say-outcome.ts'
import { look } from './card-rows.ts'
import { row } from './components.ts'
import { changesIn } from './diff.ts'
import { plain, type Told } from './handle-interaction.ts'
import { literal } from './markdown.ts'
import { type Interaction, typed } from './read-interaction.ts'

/** What a field of a form takes. */
const LONGEST_FIELD = 4_000
const LONGEST_LABEL = 45
const LONGEST_DIFF = 1_500
const FIELD = 'text'
const WHY = 'why'
/** A rule, not a story. */
const LONGEST_WHY = 200

/** Takes the draft for this person and opens a form with its words, or with what was half written. */
export async function openEdit(
  deps: Deps,
  { actor, card, takeOver }: { actor: Actor; card: ReviewCard; takeOver: boolean },
): Promise<Told> {
  const { tenantId, draftId, language } = card
  const typed = card.halfWritten.find(({ personId }) => personId === actor.id)
  const mine = typed?.text
  // Whoever takes over goes on from what they take.
  const theirs = takeOver ? card.halfWritten[0]?.text : undefined
  const words = mine || theirs || card.text
  if (words.length > LONGEST_FIELD) return plain(say(language, 'edit.too-long'))
  const leased = await takeDraft(deps, { tenantId, draftId, actor, takeOver })
  if (leased.kind === 'busy') return plain(say(language, 'said.busy-edit', { name: leased.name }))
  if (leased.kind === 'closed') return plain(sayClosed(language, leased.draft, card))
  if (leased.kind === 'not-found') return plain(say(language, 'said.gone'))
  // What they typed in the console goes on here: the form has it, and the draft they send back is made of it.
  if (typed && typed.via !== actor.via) await keepEdit(deps, { tenantId, draftId, text: typed.text, actor })
  const label = say(language, 'edit.label', { fan: nameOf(card) })
  const input = {
    type: 4,
    custom_id: FIELD,
    style: 2,
    min_length: 1,
    max_length: LONGEST_FIELD,
    value: words,
    required: true,
  }
  const field = {
    type: 18,
    label: label.length > LONGEST_LABEL ? `${label.slice(0, LONGEST_LABEL - 1).toWellFormed()}…` : label,
    description: say(language, 'edit.hint'),
    component: input,
  }
  // Whoever mends their own words finds their reason there: it goes with the words that come back, or is taken out.
  const reason = card.editedBy === actor.name && words === card.text ? card.why : undefined
  const whyInput = { type: 4, custom_id: WHY, style: 1, max_length: LONGEST_WHY, required: false }
  const why = {
    type: 18,
    label: say(language, 'edit.why'),
    description: say(language, 'edit.why-hint'),
    component: reason ? { ...whyInput, value: reason } : whyInput,
  }
  return {
    kind: 'modal',
    modal: {
      custom_id: buttonData('edit', draftId, card.version),
      title: say(language, 'edit.title'),
      components: [field, why],
    },
  }
}

/**
 * The words of a form become the version that waits. Nothing is sent: the person sees what changed, with Send beside it. A reason
 * is kept with words that are taken, and otherwise given back.
 */
export async function takeEdit(
  deps: Deps,
  { interaction, actor, card }: { interaction: Interaction; actor: Actor; card: ReviewCard },
): Promise<Told> {
  const { tenantId, draftId, language } = card
  const text = typed(interaction, FIELD) ?? ''
  const why = (typed(interaction, WHY) ?? '').trim()
  if (text.trim() === card.text.trim()) {
    await releaseDraft(deps, { tenantId, draftId, actor })
    const isNewWhy = why !== '' && why !== card.why
    return plain(isNewWhy ? say(language, 'edit.why-alone', { why }) : say(language, 'said.nothing-changed'))
  }
  const outcome = await reviseDraft(deps, { tenantId, draftId, text, why, actor }).catch((error: unknown) => {
    if (error instanceof CoreError) return { kind: 'refused', problem: error.message } as const
    throw error
  })
  const whyLost = why === '' ? [] : [say(language, 'edit.why-lost', { why })]
  if (outcome.kind === 'busy') {
    // What a person wrote is theirs, whoever has the draft.
    await keepEdit(deps, { tenantId, draftId, text, actor })
    const kept = say(language, 'said.busy-kept', { name: outcome.name, mine: actor.name })
    return plain([kept, ...whyLost].join('\n'))
  }
  if (outcome.kind !== 'revised') {
    const problem = outcome.kind === 'refused' ? outcome.problem : sayRevised(outcome, card)
    // The words last: they may be so long that their end is cut off.
    return plain([...whyLost, say(language, 'edit.kept', { problem }), text].join('\n'))
  }
  await releaseDraft(deps, { tenantId, draftId, actor })
  const changed = changesIn(changedParts(outcome.before, outcome.after), LONGEST_DIFF)
  const revised = { ...card, version: outcome.draft.version }
  return {
    kind: 'note',
    markdown: [literal(say(language, 'edit.done')), changed].filter(Boolean).join('\n'),
    components: [row([look(verbButton(revised, 'send'))])],
  }
}
