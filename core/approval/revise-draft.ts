import { conversationById } from '../../db/conversations.ts'
import type { Scope } from '../../db/db.ts'
import { type Draft, draftVersion, insertDraftVersion, latestVersion, moveDraft } from '../../db/drafts.ts'
import { inTenant } from '../../db/scope.ts'
import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { checkWords } from '../draft/check-words.ts'
import type { DraftNotes } from '../draft/draft-notes.ts'
import { CoreError } from '../errors.ts'
import { cleanText } from '../inbound/clean-text.ts'
import { LONGEST_REPLY } from './decide-draft.ts'
import { type Busy, freeDraft } from './free-draft.ts'
import { settleTyped } from './settle-typed.ts'

export type ReviseOutcome =
  | { kind: 'revised'; draft: Draft; before: string; after: string }
  | Busy
  | { kind: 'closed'; draft: Draft }
  | { kind: 'not-found' }

interface Asked {
  tenantId: string
  draftId: string
  text: string
  /** Why they changed it, if they say so. */
  why?: string | undefined
  actor: Actor
}

/** A person's own words become the version that waits. Nothing is sent: that is one more yes. */
export async function reviseDraft(
  { store, now, events, wake }: Pick<Deps, 'store' | 'now' | 'events' | 'wake'>,
  { tenantId, draftId, text, why, actor }: Asked,
): Promise<ReviseOutcome> {
  const words = cleanText(text).trim()
  if (words === '') throw new CoreError('invalid', 'An empty reply cannot be sent. Write something, or press No reply.')
  if (words.length > LONGEST_REPLY) {
    throw new CoreError('too-large', `A reply has at most ${LONGEST_REPLY} characters; this one has ${words.length}.`)
  }
  const outcome = await inTenant(store, tenantId, (scope) => revise(scope, { draftId, words, why, actor, now: now() }))
  publishRevised({ events, wake, now }, tenantId, outcome)
  return outcome
}

/** Shows another of the versions that exist: back to what the model wrote, forward to the edit. */
export async function showVersion(
  { store, now, events, wake }: Pick<Deps, 'store' | 'now' | 'events' | 'wake'>,
  { tenantId, draftId, version, actor }: { tenantId: string; draftId: string; version: number; actor: Actor },
): Promise<ReviseOutcome> {
  const outcome = await inTenant(store, tenantId, async (scope): Promise<ReviseOutcome> => {
    const found = await freeDraft(scope, draftId, actor, now())
    if (found.kind !== 'open') return found
    const before = await draftVersion<DraftNotes>(scope, found.draft, found.draft.version)
    const wanted = await draftVersion<DraftNotes>(scope, found.draft, version)
    if (!wanted) return { kind: 'not-found' }
    const draft = (await moveDraft(scope, draftId, ['pending', 'held'], { version })) ?? found.draft
    return { kind: 'revised', draft, before: before?.text ?? '', after: wanted.text }
  })
  publishRevised({ events, wake, now }, tenantId, outcome)
  return outcome
}

/** A proposal made on request ("warmer") becomes the version that waits; the ones before it stay reachable. */
export async function addVersion(
  scope: Scope,
  draft: Draft,
  added: { text: string; origin: string; instruction?: string; authorName?: string; notes: DraftNotes; now: Date },
): Promise<Draft> {
  const { now, ...version } = added
  const number = (await latestVersion(scope, draft.id)) + 1
  await insertDraftVersion(scope, {
    ...version,
    draftId: draft.id,
    fanId: draft.fanId,
    version: number,
    createdAt: now,
  })
  return (await moveDraft(scope, draft.id, ['pending', 'held'], { version: number })) ?? draft
}

async function revise(
  scope: Scope,
  { draftId, words, why, actor, now }: Omit<Asked, 'tenantId' | 'text'> & { words: string; now: Date },
): Promise<ReviseOutcome> {
  const found = await freeDraft(scope, draftId, actor, now)
  if (found.kind !== 'open') return found
  const revised = await storeRevision(scope, { draft: found.draft, words, why, author: actor, now })
  if (revised.kind === 'revised') await settleTyped(scope, found.draft, { actor, words, now })
  return revised
}

/** A person's words, checked, become the version that waits. */
export async function storeRevision(
  scope: Scope,
  {
    draft,
    words,
    why,
    author,
    now,
  }: Pick<Asked, 'why'> & { draft: Draft; words: string; author: Pick<Actor, 'name'>; now: Date },
): Promise<ReviseOutcome> {
  const before = await draftVersion<DraftNotes>(scope, draft, draft.version)
  const conversation = await conversationById(scope, draft.conversationId)
  if (!before || !conversation) return { kind: 'not-found' }
  const warnings = await checkWords(scope, { conversation, text: words, now })
  const reason = cleanText(why ?? '').trim()
  // Why other words were changed says nothing about these.
  const { why: _, ...notes } = before.notes
  const revised = await addVersion(scope, draft, {
    text: words,
    origin: 'person',
    authorName: author.name,
    notes: { ...notes, claims: [], warnings, ...(reason ? { why: reason } : {}) },
    now,
  })
  return { kind: 'revised', draft: revised, before: before.text, after: words }
}

/** Says to every desk that other words wait. */
export function publishRevised(
  { events, wake, now }: Pick<Deps, 'events' | 'wake' | 'now'>,
  tenantId: string,
  outcome: ReviseOutcome,
): void {
  if (outcome.kind !== 'revised') return
  const { id, conversationId, fanId } = outcome.draft
  events.publish(tenantId, { kind: 'draft', id, conversationId, fanId })
  wake(now())
}
