import type { Scope } from '../../db/db.ts'
import { type Draft, lockDraft, touchDraft } from '../../db/drafts.ts'
import { keepHalfWritten } from '../../db/half-written.ts'
import { inTenant } from '../../db/scope.ts'
import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { cleanText } from '../inbound/clean-text.ts'
import { LONGEST_REPLY } from './decide-draft.ts'
import { holdOpen, type LeaseOutcome, tellOfLease } from './lease-draft.ts'

/**
 * Keeps what a person has typed so far, and renews their lease. The words are kept as theirs whatever the outcome: also when
 * somebody took the draft over meanwhile, decided it, or the fan wrote again. They are never sent by themselves; whoever opens
 * the draft next is offered them. An empty text takes them away.
 */
export async function keepEdit(
  deps: Pick<Deps, 'store' | 'now' | 'events' | 'wake'>,
  { tenantId, draftId, text, actor }: { tenantId: string; draftId: string; text: string; actor: Actor },
): Promise<LeaseOutcome> {
  const at = deps.now()
  const words = cleanText(text).slice(0, LONGEST_REPLY)
  const outcome = await inTenant(deps.store, tenantId, async (scope) => {
    const before = await lockDraft(scope, draftId)
    if (!before) return { kind: 'not-found' } as const
    const home = await whereWordsGo(scope, before)
    const person = { personId: actor.id, personName: actor.name, via: actor.via }
    await keepHalfWritten(scope, home, { ...person, text: words, now: at })
    const held = await holdOpen(scope, { before, actor, now: at, takeOver: false })
    // Cards show the words of everybody but the holder, who is still typing.
    if (held.kind !== 'leasing') await touchDraft(scope, home.id)
    return held
  })
  if (outcome.kind === 'leasing') {
    tellOfLease(deps, tenantId, outcome)
    return { kind: 'leased', draft: outcome.draft }
  }
  if (outcome.kind !== 'not-found') {
    const { id, conversationId, fanId } = outcome.draft
    deps.events.publish(tenantId, { kind: 'draft', id, conversationId, fanId })
    deps.wake(at)
  }
  return outcome
}

/** When the fan wrote again, another draft has taken this one's place by now: the words belong there. */
async function whereWordsGo(scope: Scope, draft: Draft): Promise<Draft> {
  const next = draft.supersededBy && (await lockDraft(scope, draft.supersededBy))
  return next ? whereWordsGo(scope, next) : draft
}
