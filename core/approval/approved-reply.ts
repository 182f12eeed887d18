import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { Vault } from '../../db/vault.ts'
import { CoreError } from '../errors.ts'
import { type PaidMedia, sealOfMedia } from '../paid-media/paid-media.ts'

declare const approved: unique symbol

/** What a person said yes to. A change of any one of these makes the yes void. */
export interface ApprovedFacts {
  tenantId: string
  fanId: string
  conversationId: string
  channel: string
  /** Where it goes. */
  address: string
  draftId: string
  version: number
  /** The exact words. */
  text: string
  /** Media that go with them, and what the fan pays to see them. */
  media: PaidMedia | undefined
  /** The last message of the fan that the person had before them. */
  seenMessageId: string
  conversationVersion: number
  decidedBy: string
  decidedAt: Date
}

/** The only thing that can be sent. Made by `approvedReply`, which needs a binding, which only `decideDraft` signs. */
export type ApprovedReply = ApprovedFacts & { readonly [approved]: true }

/** Signs a decision. Called in `decide-draft.ts` and nowhere else: a test checks. */
export function signDecision(vault: Vault, facts: ApprovedFacts): string {
  return createHmac('sha256', vault.keyFor('decisions')).update(canonical(facts)).digest('base64url')
}

/** Throws `not-approved` unless this very binding was signed for these very facts. */
export function approvedReply(vault: Vault, facts: ApprovedFacts, binding: string): ApprovedReply {
  const expected = Buffer.from(signDecision(vault, facts))
  const given = Buffer.from(binding)
  if (expected.length !== given.length || !timingSafeEqual(expected, given)) {
    throw new CoreError('not-approved', 'Nobody approved exactly this, so it was not sent.', { draftId: facts.draftId })
  }
  return facts as ApprovedReply
}

function canonical(facts: ApprovedFacts): string {
  return JSON.stringify([
    facts.tenantId,
    facts.fanId,
    facts.conversationId,
    facts.channel,
    facts.address,
    facts.draftId,
    facts.version,
    createHash('sha256').update(facts.text).digest('hex'),
    facts.seenMessageId,
    facts.conversationVersion,
    facts.decidedBy,
    facts.decidedAt.toISOString(),
    ...(facts.media ? [sealOfMedia(facts.media)] : []),
  ])
}
