import { Hono } from 'hono'
import { z } from 'zod'
import type { Decision, DecisionOutcome } from '../../core/approval/decision.ts'
import { holdDraft, unholdDraft } from '../../core/approval/hold-draft.ts'
import { HOLD_CHOICES, holdUntil } from '../../core/approval/hold-until.ts'
import { keepEdit } from '../../core/approval/keep-edit.ts'
import { releaseDraft, takeDraft } from '../../core/approval/lease-draft.ts'
import { reviseDraft, showVersion } from '../../core/approval/revise-draft.ts'
import { undoDecision } from '../../core/approval/undo-decision.ts'
import { answerUnknown } from '../../core/delivery/answer-unknown.ts'
import { otherDraft } from '../../core/draft/other-draft.ts'
import { CoreError } from '../../core/errors.ts'
import { reviewerDecided } from '../../core/journey.ts'
import { attachMedia } from '../../core/paid-media/attach-media.ts'
import { allow } from './allow.ts'
import { cardNow } from './card.ts'
import type { ConsoleWorld } from './console-world.ts'
import { ok } from './respond.ts'
import type { SignedIn } from './session.ts'
import { valid } from './valid.ts'

const Id = z.object({ id: z.uuid() })
const Text = z.string().max(20_000)
const DecisionBody = z.object({
  verdict: z.enum(['approve', 'reject']),
  /** The version the person saw. */
  version: z.number().int().min(1),
  text: Text.optional(),
  acknowledged: z.array(z.string().max(100)).max(50).optional(),
  reason: z.string().max(500).optional(),
  secondsOnCard: z.number().min(0).max(1_000_000).optional(),
})
const AnswerBody = z.object({
  answer: z.enum(['arrived', 'again', 'drop']),
  /** `settledAt` of the card that is answered: what comes late answers no later question. */
  asked: z.iso.datetime().optional(),
})
const HoldBody = z.object({ until: z.union([z.enum(HOLD_CHOICES), z.iso.datetime()]) })

/**
 * One draft and everything a person can do to it. Each answer holds what came of it (`outcome.kind`) and the card as it stands
 * now: that somebody was faster, or that the fan wrote meanwhile, is an outcome and not an error.
 */
export function draftsApi({ deps }: ConsoleWorld) {
  return new Hono<SignedIn>()
    .get('/drafts/:id', allow('queue.read'), valid('param', Id), async (c) =>
      ok(c, { card: await cardNow(deps, c.get('session'), c.req.valid('param').id) }),
    )
    .post('/drafts/:id/decision', allow('draft.decide'), valid('param', Id), valid('json', DecisionBody), async (c) => {
      const session = c.get('session')
      const { id: draftId } = c.req.valid('param')
      const { tenantId, actor } = session
      const decision = { ...given(c.req.valid('json')), tenantId, draftId, actor } as Decision
      const outcome = await reviewerDecided(deps, decision)
      return ok(c, { outcome: saidDecision(outcome), card: await cardNow(deps, session, draftId) })
    })
    .post('/drafts/:id/undo', allow('draft.decide'), valid('param', Id), async (c) => {
      const session = c.get('session')
      const { id: draftId } = c.req.valid('param')
      const { kind } = found(await undoDecision(deps, { ...session, draftId }))
      return ok(c, { outcome: { kind }, card: await cardNow(deps, session, draftId) })
    })
    .post(
      '/drafts/:id/revision',
      allow('draft.decide'),
      valid('param', Id),
      valid('json', z.object({ text: Text })),
      async (c) => {
        const session = c.get('session')
        const { id: draftId } = c.req.valid('param')
        const outcome = found(await reviseDraft(deps, { ...session, draftId, text: c.req.valid('json').text }))
        return ok(c, { outcome: bare(outcome), card: await cardNow(deps, session, draftId) })
      },
    )
    .post(
      '/drafts/:id/version',
      allow('draft.decide'),
      valid('param', Id),
      valid('json', z.object({ version: z.number().int().min(1) })),
      async (c) => {
        const session = c.get('session')
        const { id: draftId } = c.req.valid('param')
        const { version } = c.req.valid('json')
        const outcome = found(await showVersion(deps, { ...session, draftId, version }))
        return ok(c, { outcome: bare(outcome), card: await cardNow(deps, session, draftId) })
      },
    )
    .post(
      '/drafts/:id/other',
      allow('draft.decide'),
      valid('param', Id),
      valid('json', z.object({ instruction: z.enum(['warmer', 'shorter', 'no-question', 'no-offer']).optional() })),
      async (c) => {
        const session = c.get('session')
        const { id: draftId } = c.req.valid('param')
        const { instruction } = c.req.valid('json')
        const outcome = found(await otherDraft(deps, { ...session, draftId, ...(instruction ? { instruction } : {}) }))
        return ok(c, { outcome: bare(outcome), card: await cardNow(deps, session, draftId) })
      },
    )
    .put(
      '/drafts/:id/media',
      allow('draft.decide'),
      valid('param', Id),
      valid('json', z.object({ offerId: z.uuid().nullable() })),
      async (c) => {
        const session = c.get('session')
        const { id: draftId } = c.req.valid('param')
        const offerId = c.req.valid('json').offerId ?? undefined
        const outcome = found(await attachMedia(deps, { ...session, draftId, offerId }))
        const problem = outcome.kind === 'refused' ? outcome.problem : undefined
        return ok(c, { outcome: { ...bare(outcome), problem }, card: await cardNow(deps, session, draftId) })
      },
    )
    .post('/drafts/:id/hold', allow('draft.decide'), valid('param', Id), valid('json', HoldBody), async (c) => {
      const session = c.get('session')
      const { id: draftId } = c.req.valid('param')
      const { until } = c.req.valid('json')
      const { fan } = await cardNow(deps, session, draftId)
      const choice = HOLD_CHOICES.find((known) => known === until)
      const at = choice ? holdUntil(choice, { timeZone: fan.timeZone ?? 'UTC', now: deps.now() }) : new Date(until)
      const outcome = found(await holdDraft(deps, { ...session, draftId, until: at }))
      return ok(c, { outcome: bare(outcome), card: await cardNow(deps, session, draftId) })
    })
    .post('/drafts/:id/unhold', allow('draft.decide'), valid('param', Id), async (c) => {
      const session = c.get('session')
      const { id: draftId } = c.req.valid('param')
      const outcome = found(await unholdDraft(deps, { ...session, draftId }))
      return ok(c, { outcome: bare(outcome), card: await cardNow(deps, session, draftId) })
    })
    .post(
      '/drafts/:id/lease',
      allow('draft.decide'),
      valid('param', Id),
      valid('json', z.object({ takeOver: z.boolean() })),
      async (c) => {
        const session = c.get('session')
        const { id: draftId } = c.req.valid('param')
        const outcome = found(await takeDraft(deps, { ...session, draftId, takeOver: c.req.valid('json').takeOver }))
        return ok(c, { outcome: bare(outcome), card: await cardNow(deps, session, draftId) })
      },
    )
    .post('/drafts/:id/release', allow('draft.decide'), valid('param', Id), async (c) => {
      const session = c.get('session')
      const { id: draftId } = c.req.valid('param')
      await releaseDraft(deps, { ...session, draftId })
      return ok(c, { card: await cardNow(deps, session, draftId) })
    })
    .post(
      '/drafts/:id/editing',
      allow('draft.decide'),
      valid('param', Id),
      valid('json', z.object({ text: Text })),
      async (c) => {
        const session = c.get('session')
        const { id: draftId } = c.req.valid('param')
        const outcome = found(await keepEdit(deps, { ...session, draftId, text: c.req.valid('json').text }))
        return ok(c, { outcome: bare(outcome), leaseUntil: outcome.draft.leaseUntil })
      },
    )
    .post('/drafts/:id/delivery', allow('draft.decide'), valid('param', Id), valid('json', AnswerBody), async (c) => {
      const session = c.get('session')
      const { id: draftId } = c.req.valid('param')
      const { answer, asked } = c.req.valid('json')
      const outcome = await answerUnknown(deps, {
        ...session,
        draftId,
        answer,
        asked: asked === undefined ? undefined : new Date(asked),
      })
      return ok(c, { outcome, card: await cardNow(deps, session, draftId) })
    })
}

/** Fields that were left out stay left out. */
function given<Body extends object>(body: Body): Partial<Body> {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined)) as Partial<Body>
}

function found<Outcome extends { kind: string }>(outcome: Outcome): Exclude<Outcome, { kind: 'not-found' }> {
  if (outcome.kind === 'not-found') throw new CoreError('not-found', 'This draft is gone, or that version never was.')
  return outcome as Exclude<Outcome, { kind: 'not-found' }>
}

/** Who holds it, when somebody does; the card says the rest. */
function bare<Kind extends string>(outcome: { kind: Kind; name?: string; until?: Date }) {
  return { kind: outcome.kind, name: outcome.name, until: outcome.until }
}

function saidDecision(outcome: DecisionOutcome) {
  switch (outcome.kind) {
    case 'approved':
      return { kind: outcome.kind, undoUntil: outcome.undoUntil }
    case 'void':
      return { kind: outcome.kind, why: outcome.why }
    case 'busy':
      return { kind: outcome.kind, name: outcome.name, until: outcome.until }
    case 'confirm':
      return { kind: outcome.kind, warnings: outcome.warnings }
    case 'refused':
      return { kind: outcome.kind, problem: outcome.problem }
    case 'rejected':
    case 'too-late':
      return { kind: outcome.kind }
    case 'not-found':
      throw new CoreError('not-found', 'This draft is gone.')
  }
}
