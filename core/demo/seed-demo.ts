import { noteAudit, wasNoted } from '../../db/audit.ts'
import { conversationAt, insertConversation, updateConversation } from '../../db/conversations.ts'
import { type CreatorRow, creatorsOf, insertCreator, insertOffer } from '../../db/creators.ts'
import type { Scope } from '../../db/db.ts'
import { openDraftOf } from '../../db/drafts.ts'
import { insertFan } from '../../db/fans.ts'
import { insertHistory } from '../../db/history.ts'
import { newId } from '../../db/ids.ts'
import { insertMemory } from '../../db/memories.ts'
import { insertPreference } from '../../db/preferences.ts'
import { insertPromise } from '../../db/promises.ts'
import { insertPurchase } from '../../db/purchases.ts'
import { inTenant, lockTenant } from '../../db/scope.ts'
import type { Actor } from '../actor.ts'
import { holdDraft } from '../approval/hold-draft.ts'
import { reviseDraft } from '../approval/revise-draft.ts'
import type { Deps } from '../deps.ts'
import { answerTurn } from '../due-work.ts'
import { fanWrote } from '../journey.ts'
import { minutesEast } from '../learning/dates.ts'
import { extractFacts } from '../learning/extract-facts.ts'
import { rememberFact } from '../learning/remember-fact.ts'
import { NOVA } from './nova.ts'
import { ANA } from './stories/ana.ts'
import { HUGO } from './stories/hugo.ts'
import { IVY } from './stories/ivy.ts'
import { LEO } from './stories/leo.ts'
import { MIA } from './stories/mia.ts'
import { NOAH } from './stories/noah.ts'
import { RAY } from './stories/ray.ts'
import { TOM } from './stories/tom.ts'
import { type Line, readHistory, type Story } from './story.ts'

const STORIES = [TOM, MIA, LEO, ANA, HUGO, RAY, NOAH, IVY]
const BREATH_MS = 30
const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** What is noted when nothing of a demo is missing any more. */
const COMPLETE = 'demo.complete'
/** Who held and rewrote drafts before the newcomer came. */
const KIM: Actor = { id: 'user:demo-kim', name: 'Kim', role: 'chatter', via: 'console' }

/**
 * A workspace to look at: a creator, eight fans with weeks behind them, and drafts that wait. The past is written down as
 * imported; what waits goes the real way, from the door to the queue. Where a demo stands already, nothing happens.
 * @returns its creator
 */
export async function seedDemo(deps: Deps, { tenantId, now }: { tenantId: string; now: Date }): Promise<string> {
  const creatorId = await beginDemo(deps, { tenantId, now })
  await finishDemo(deps, { tenantId, now })
  return creatorId
}

/** Makes room for a demo, in a moment: its creator and her rules. `finishDemo` brings the fans. @returns the creator */
export async function beginDemo(
  { store }: Pick<Deps, 'store'>,
  { tenantId, now }: { tenantId: string; now: Date },
): Promise<string> {
  return inTenant(store, tenantId, async (scope) => {
    await lockTenant(scope, 'demo')
    return (await demoCreator(scope))?.id ?? writeCreator(scope, now)
  })
}

/**
 * Brings the fans of a demo that was begun, one after the other, so that the queue fills while somebody looks at it. What a
 * start that was broken off has left is completed, and a demo that is complete or was removed meanwhile is left alone.
 * @param stopping ends it between two fans; the next start goes on
 */
export async function finishDemo(
  deps: Deps,
  { tenantId, now, stopping }: { tenantId: string; now: Date; stopping?: AbortSignal },
): Promise<void> {
  // Offline and silent: nobody's model is asked and nobody's chat is written to for the sake of a demo.
  const quiet: Deps = {
    ...deps,
    wake: () => undefined,
    models: { ...deps.models, modelsFor: async () => [] },
    desks: { desksFor: async () => [] },
  }
  for (const story of STORIES) {
    await letOthersIn()
    if (stopping?.aborted) return
    const past = await inTenant(deps.store, tenantId, (scope) => writePast(scope, story, now))
    if (!past) return
    await letOthersIn()
    await writeAgain(quiet, story, { tenantId, creatorId: past.creatorId, now })
    await answerTurn(quiet, tenantId, past.conversationId)
    await handle(quiet, story, { tenantId, conversationId: past.conversationId, now })
  }
  await inTenant(deps.store, tenantId, (scope) => noteComplete(scope, now))
}

/** The embedded database answers at once and would let nobody else come to word: a page has to be served meanwhile. */
const letOthersIn = () => new Promise((resolve) => setTimeout(resolve, BREATH_MS))

/** The creator of a demo that still lacks something. */
async function unfinishedDemo(scope: Scope): Promise<CreatorRow | undefined> {
  await lockTenant(scope, 'demo')
  const creator = await demoCreator(scope)
  return creator && (await wasNoted(scope, COMPLETE, creator.id)) ? undefined : creator
}

async function demoCreator(scope: Scope): Promise<CreatorRow | undefined> {
  return (await creatorsOf(scope)).find(({ isDemo }) => isDemo)
}

async function noteComplete(scope: Scope, now: Date): Promise<void> {
  const creator = await unfinishedDemo(scope)
  if (creator) await noteAudit(scope, { actor: 'souvenir', action: COMPLETE, subjectId: creator.id, happenedAt: now })
}

/** A fan with weeks behind them, written once. @returns undefined when nothing is missing any more */
async function writePast(
  scope: Scope,
  story: Story,
  now: Date,
): Promise<{ creatorId: string; conversationId: string } | undefined> {
  const creator = await unfinishedDemo(scope)
  if (!creator) return undefined
  const addressHash = scope.vault.fingerprint(scope.tenantId, `try-it|${addressOf(story)}`)
  const known = await conversationAt(scope, { creatorId: creator.id, channel: 'try-it', addressHash })
  return {
    creatorId: creator.id,
    conversationId: known?.id ?? (await writeFan(scope, story, { creatorId: creator.id, now })),
  }
}

async function writeCreator(scope: Scope, now: Date): Promise<string> {
  const creatorId = newId()
  const { name, language, disclosure, persona } = NOVA
  const createdAt = new Date(now.getTime() - 90 * DAY_MS)
  await insertCreator(scope, { id: creatorId, name, language, disclosure, persona, isDemo: true, createdAt })
  for (const offer of NOVA.offers) await insertOffer(scope, { id: newId(), creatorId, ...offer, createdAt })
  for (const { daysAgo, ...preference } of NOVA.preferences) {
    const at = new Date(now.getTime() - daysAgo * DAY_MS)
    await insertPreference(scope, {
      id: newId(),
      creatorId,
      fanId: null,
      ...preference,
      status: 'active',
      createdAt: at,
      updatedAt: at,
    })
  }
  return creatorId
}

const addressOf = (story: Story) => `demo-${story.name.toLowerCase()}`

/** @returns the conversation */
async function writeFan(scope: Scope, story: Story, of: { creatorId: string; now: Date }): Promise<string> {
  const timeZone = story.profile?.timeZone ?? NOVA.persona.timeZone
  const lines = readHistory(story.history, {
    now: of.now,
    minutesEast: minutesEast(timeZone, of.now),
    language: story.language,
  })
  const first = lines[0]?.sentAt ?? of.now
  const last = lines.at(-1)?.sentAt ?? of.now
  const fanId = newId()
  await insertFan(scope, {
    id: fanId,
    creatorId: of.creatorId,
    name: story.name,
    language: story.language,
    inCare: story.inCare ?? false,
    isDemo: true,
    firstSeenAt: first,
    lastSeenAt: last,
    ...(story.profile ? { profile: story.profile } : {}),
  })
  const conversation = await insertConversation(scope, {
    id: newId(),
    fanId,
    creatorId: of.creatorId,
    channel: 'try-it',
    addressHash: scope.vault.fingerprint(scope.tenantId, `try-it|${addressOf(story)}`),
    address: addressOf(story),
  })
  const history = lines.map((line) => ({ id: newId(line.sentAt), ...withPicture(line) }))
  await insertHistory(scope, { fanId, conversationId: conversation.id }, history)
  await updateConversation(scope, conversation.id, {
    lastMessageAt: last,
    lastInboundAt: lines.findLast(({ direction }) => direction === 'inbound')?.sentAt ?? last,
  })
  for (const { id, direction, body, sentAt } of history) {
    if (direction === 'outbound') continue
    for (const found of extractFacts(body, { at: sentAt, timeZone })) {
      await rememberFact(scope, { message: { id, fanId, sentAt }, found, now: sentAt })
    }
  }
  await writeExtras(scope, story, { ...of, fanId })
  return conversation.id
}

/** What people added by hand, what was bought and what was promised. */
async function writeExtras(
  scope: Scope,
  story: Story,
  { creatorId, fanId, now }: { creatorId: string; fanId: string; now: Date },
): Promise<void> {
  const ago = (days: number) => new Date(now.getTime() - days * DAY_MS)
  for (const { daysAgo, ...note } of story.notes ?? []) {
    const at = ago(daysAgo)
    await insertMemory(scope, {
      id: newId(at),
      fanId,
      ...note,
      confidence: 1,
      validFrom: at,
      lastSeenAt: at,
      recordedAt: at,
      updatedAt: at,
    })
  }
  for (const { daysAgo, offer } of story.purchases ?? []) {
    const bought = NOVA.offers.find(({ title }) => title === offer)
    if (!bought) throw new Error(`The demo sells no "${offer}".`)
    await insertPurchase(scope, {
      id: newId(),
      fanId,
      title: bought.title,
      category: bought.category,
      amountMinor: bought.priceMinor,
      purchasedAt: ago(daysAgo),
    })
  }
  for (const { daysAgo, dueInDays, text, status = 'open' } of story.promises ?? []) {
    await insertPromise(scope, {
      id: newId(),
      fanId,
      text,
      status,
      dueAt: ago(-dueInDays),
      createdAt: ago(daysAgo),
      settledAt: status === 'kept' ? ago(-dueInDays) : null,
    })
  }
  for (const { daysAgo, ...preference } of story.preferences ?? []) {
    const at = ago(daysAgo)
    await insertPreference(scope, { id: newId(), creatorId, fanId, ...preference, createdAt: at, updatedAt: at })
  }
}

/** "[photo] it leans" is a picture with words under it. */
function withPicture({ body, ...line }: Line) {
  const words = body.replace(/^\[photo\] ?/, '')
  return words === body
    ? { ...line, body }
    : { ...line, body: words, media: [{ kind: 'photo' as const, reference: 'demo' }] }
}

/** What the fan said last comes through the door, at the time it was said; what came before is not taken twice. */
async function writeAgain(
  deps: Deps,
  story: Story,
  { tenantId, creatorId, now }: { tenantId: string; creatorId: string; now: Date },
): Promise<void> {
  const { minutesAgo, says } = story.waiting
  for (const [index, body] of says.entries()) {
    const sentAt = new Date(now.getTime() - (minutesAgo - index) * MINUTE_MS)
    await fanWrote(
      { ...deps, now: () => sentAt },
      {
        tenantId,
        creatorId,
        channel: 'try-it',
        address: addressOf(story),
        fan: { name: story.name, language: story.language },
        externalId: `${addressOf(story)}-${index}`,
        body,
        media: [],
        sentAt,
        isEdit: false,
        burstSeconds: 1,
      },
    )
  }
}

/** One draft was put aside, one is half rewritten with words that the rules object to. */
async function handle(
  deps: Deps,
  story: Story,
  { tenantId, conversationId, now }: { tenantId: string; conversationId: string; now: Date },
): Promise<void> {
  if (!story.isHeld && !story.rewrite) return
  const draft = await inTenant(deps.store, tenantId, (scope) => openDraftOf(scope, conversationId))
  // Somebody was quicker: it is theirs now.
  if (draft?.status !== 'pending' || draft.version > 1) return
  if (story.rewrite) await reviseDraft(deps, { tenantId, draftId: draft.id, text: story.rewrite, actor: KIM })
  if (story.isHeld) {
    await holdDraft(deps, { tenantId, draftId: draft.id, until: new Date(now.getTime() + 14 * HOUR_MS), actor: KIM })
  }
}
