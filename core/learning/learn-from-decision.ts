import { noteAudit } from '../../db/audit.ts'
import { creatorById, offersOf } from '../../db/creators.ts'
import type { Scope } from '../../db/db.ts'
import { claimLesson, type ExplainedDecision } from '../../db/decisions.ts'
import { deliveryOfDraft } from '../../db/deliveries.ts'
import { draftById, draftVersionsOf } from '../../db/drafts.ts'
import { type Fan, fanById, touchFan } from '../../db/fans.ts'
import { newId } from '../../db/ids.ts'
import {
  insertPreference,
  type Preference,
  preferencesFor,
  preferencesOfFan,
  updatePreference,
} from '../../db/preferences.ts'
import { insertPromise } from '../../db/promises.ts'
import { inTenant } from '../../db/scope.ts'
import { noteTrouble, resolveTrouble } from '../../db/troubles.ts'
import { Persona } from '../creators/persona.ts'
import type { Deps } from '../deps.ts'
import type { DraftNotes } from '../draft/draft-notes.ts'
import { problemOf } from '../problem-of.ts'
import { noteOffersMade } from '../tastes/note-offers.ts'
import { extractPromises } from './extract-promises.ts'
import { type Lesson, lessonsOfEdit } from './lesson-of-edit.ts'
import { MACHINE } from './remember-fact.ts'

/** What a proposed rule rests on, sealed with it. */
export interface Evidence {
  /** In so many edits, or refusals, of this fan's drafts. */
  edits: number
  /** The latest of them. */
  drafted?: string
  sent?: string
}

/**
 * The decision teaches, once: what we promised becomes a dated item, what a person changed or refused a proposed rule that holds
 * only when a person accepts it. All of it commits together; where that fails it is tried again, and nobody's reply is held up.
 */
export async function learnFromDecision(
  { store, now, log, events }: Pick<Deps, 'store' | 'now' | 'log' | 'events'>,
  { tenantId, draftId }: { tenantId: string; draftId: string },
): Promise<void> {
  const about = { stage: 'learning', subjectId: draftId } as const
  let trace: string | undefined
  try {
    const fanId = await inTenant(store, tenantId, async (scope) => {
      const decision = await claimLesson(scope, draftId, now())
      if (!decision) return undefined
      trace = decision.seenMessageId
      await learn(scope, decision, now())
      const { fanId } = decision
      await noteAudit(scope, {
        actor: 'souvenir',
        action: 'memory.learn',
        fanId,
        subjectId: draftId,
        happenedAt: now(),
      })
      await resolveTrouble(scope, { ...about, now: now() })
      return fanId
    })
    if (!fanId) return
    log.info('learned', { trace, tenantId, draftId })
    events.publish(tenantId, { kind: 'fan', id: fanId, fanId })
  } catch (error) {
    const problem = problemOf(error)
    log.warn('not learned', { trace, tenantId, draftId, problem })
    await inTenant(store, tenantId, (scope) =>
      noteTrouble(scope, { ...about, problem: `Nothing could be learned from a decision: ${problem}`, now: now() }),
    )
  }
}

async function learn(scope: Scope, decision: ExplainedDecision, now: Date): Promise<void> {
  const [draft, fan] = [await draftById(scope, decision.draftId), await fanById(scope, decision.fanId)]
  const creator = draft && (await creatorById(scope, draft.creatorId))
  if (!draft || !fan || !creator || fan.memoryOff) return
  const language = creator.language === 'fr' ? 'fr' : 'en'
  const teach = (lesson: Taught, evidence: Omit<Evidence, 'edits'> = {}) =>
    propose(scope, { fan, lesson, evidence, now })
  if (decision.verdict === 'reject') {
    const lesson = lessonOfRefusal(decision.reason, fan.name, language)
    if (lesson) await teach(lesson)
    return
  }
  const versions = await draftVersionsOf<DraftNotes>(scope, draft)
  const sent = versions.find(({ version }) => version === decision.version)
  const drafted = versions.findLast(({ version, origin }) => version < decision.version && origin !== 'person')
  if (!sent) return
  const delivery = await deliveryOfDraft(scope, draft.id)
  const at = delivery?.settledAt ?? now
  await noteOffersMade(scope, {
    fanId: fan.id,
    conversationId: draft.conversationId,
    draftId: draft.id,
    text: sent.text,
    attached: sent.notes.paidMedia,
    menu: await offersOf(scope, creator.id),
    madeAt: at,
  })
  const timeZone = fan.profile.timeZone ?? Persona.parse(creator.persona).timeZone
  for (const promise of extractPromises(sent.text, { at, timeZone })) {
    await insertPromise(scope, {
      id: newId(),
      fanId: fan.id,
      text: promise.text,
      messageId: delivery?.messageId ?? null,
      dueAt: promise.dueAt ?? null,
      createdAt: at,
    })
  }
  if (sent.origin !== 'person' || !drafted) return
  const words = { drafted: drafted.text, sent: sent.text }
  for (const lesson of lessonsOfEdit(words, { fanName: fan.name, language })) await teach(lesson, words)
  const { why } = sent.notes
  // In the name of whoever said why, whoever sent it.
  if (why) await teach({ kind: 'other', rule: why, author: sent.authorName ?? decision.decidedByName }, words)
}

/** What a decision teaches. @see author: whose own words the rule is */
type Taught = Omit<Lesson, 'kind'> & { kind: Lesson['kind'] | 'tone'; author?: string }

function lessonOfRefusal(reason: string | undefined, name: string, language: 'en' | 'fr'): Taught | undefined {
  if (reason !== 'tone') return undefined
  const rule =
    language === 'fr'
      ? `Un autre ton avec ${name} : plus simple, moins enjôleur`
      : `Another tone with ${name}: plainer and less sweet`
  return { kind: 'tone', rule }
}

/** The same lesson again makes the proposal stronger; what a person accepted or refused is not asked again. */
async function propose(
  scope: Scope,
  { fan, lesson, evidence, now }: { fan: Fan; lesson: Taught; evidence: Omit<Evidence, 'edits'>; now: Date },
): Promise<void> {
  const { id: fanId, creatorId } = fan
  const known = [...(await preferencesOfFan(scope, fanId)), ...(await preferencesFor(scope, { creatorId, fanId }))]
  const same = known.find((preference) => isSame(preference, lesson))
  if (same && same.status !== 'proposed') return
  if (same) {
    const edits = ((same.evidence as Evidence | undefined)?.edits ?? 0) + 1
    // The latest example is the one worth keeping.
    await updatePreference(scope, same, { rule: lesson.rule, evidence: { edits, ...evidence }, updatedAt: now })
  } else {
    await insertPreference(scope, {
      id: newId(),
      creatorId,
      fanId,
      author: MACHINE,
      ...lesson,
      evidence: { edits: 1, ...evidence } satisfies Evidence,
      status: 'proposed',
      createdAt: now,
      updatedAt: now,
    })
  }
  await touchFan(scope, fanId)
}

/** Words are the same when they are, and so is what a person said; of emoji, length, tone and example a fan has one proposal each. */
function isSame(known: Preference, { kind, rule, author }: Taught): boolean {
  if (known.kind !== kind) return false
  if (kind === 'avoid-word' || author) return known.rule.toLowerCase() === rule.toLowerCase()
  if (kind === 'other') return known.status === 'proposed' && known.author === MACHINE
  return known.fanId !== null
}
