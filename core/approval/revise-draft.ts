import { conversationById } from '../../db/conversations.ts'
import type { Scope } from '../../db/db.ts'
import { type Draft, draftVersion, insertDraftVersion, latestVersion, moveDraft } from '../../db/drafts.ts'
import { keepHalfWritten } from '../../db/half-written.ts'
import { inTenant } from '../../db/scope.ts'
import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { checkWords } from '../draft/check-words.ts'
import type { DraftNotes } from '../draft/draft-notes.ts'
import { CoreError } from '../errors.ts'
import { cleanText } from '../inbound/clean-text.ts'
import { LONGEST_REPLY } from './decide-draft.ts'
import { type Busy, freeDraft } from './free-draft.ts'

export type ReviseOutcome =
  | { kind: 'revised'; draft: Draft; before: string; after: string }
  | Busy
  | { kind: 'closed'; draft: Draft }
  | { kind: 'not-found' }

/** A person's own words become the version that waits. Nothing is sent: that is one more yes. */
export async function reviseDraft(
  { store, now, events, wake }: Pick<Deps, 'store' | 'now' | 'events' | 'wake'>,
  { tenantId, draftId, text, actor }: { tenantId: string; draftId: string; text: string; actor: Actor },
): Promise<ReviseOutcome> {
  const words = cleanText(text).trim()
  if (words === '') throw new CoreError('invalid', 'An empty reply cannot be sent. Write something, or press No reply.')
  if (words.length > LONGEST_REPLY) {
    throw new CoreError('too-large', `A reply has at most ${LONGEST_REPLY} characters; this one has ${words.length}.`)
  }
  const outcome = await inTenant(store, tenantId, (scope) => revise(scope, { draftId, words, actor, now: now() }))
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
  { draftId, words, actor, now }: { draftId: string; words: string; actor: Actor; now: Date },
): Promise<ReviseOutcome> {
  const found = await freeDraft(scope, draftId, actor, now)
  if (found.kind !== 'open') return found
  const revised = await storeRevision(scope, { draft: found.draft, words, author: actor, now })
  // What they typed on the way is the version now; what others had begun stays theirs.
  const typed = { personId: actor.id, personName: actor.name, via: actor.via, text: '', now }
  if (revised.kind === 'revised') await keepHalfWritten(scope, found.draft, typed)
  return revised
}

/** A person's words, checked, become the version that waits. */
export async function storeRevision(
  scope: Scope,
  { draft, words, author, now }: { draft: Draft; words: string; author: Pick<Actor, 'name'>; now: Date },
): Promise<ReviseOutcome> {
  const before = await draftVersion<DraftNotes>(scope, draft, draft.version)
  const conversation = await conversationById(scope, draft.conversationId)
  if (!before || !conversation) return { kind: 'not-found' }
  const warnings = await checkWords(scope, { conversation, text: words, now })
  const revised = await addVersion(scope, draft, {
    text: words,
    origin: 'person',
    authorName: author.name,
    notes: { ...before.notes, claims: [], warnings },
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
