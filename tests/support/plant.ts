import { getTableColumns, getTableName, is, sql } from 'drizzle-orm'
import { PgTable } from 'drizzle-orm/pg-core'
import type { Actor } from '../../core/actor.ts'
import { keepEdit } from '../../core/approval/keep-edit.ts'
import { takeDraft } from '../../core/approval/lease-draft.ts'
import { Persona } from '../../core/creators/persona.ts'
import type { Deps } from '../../core/deps.ts'
import { runDueWork } from '../../core/due-work.ts'
import { ask } from '../../core/erasure/ask-erasure.ts'
import { InboundMessage } from '../../core/inbound/inbound-message.ts'
import { fanWrote, reviewerDecided } from '../../core/journey.ts'
import { upsertBusinessAccount } from '../../db/business-accounts.ts'
import { placeCard } from '../../db/cards.ts'
import { noteChatNews, releasePull } from '../../db/chat-pulls.ts'
import { upsertConnection } from '../../db/connections.ts'
import { insertCreator, insertOffer, storeModels } from '../../db/creators.ts'
import type { Db } from '../../db/db.ts'
import { draftsByStatus } from '../../db/drafts.ts'
import { insertFanRequest } from '../../db/fan-requests.ts'
import { keepFanTopic } from '../../db/fan-topics.ts'
import { fanById, updateFan } from '../../db/fans.ts'
import { noteForgotten } from '../../db/forgotten-facts.ts'
import { keepHalfWritten } from '../../db/half-written.ts'
import { newId } from '../../db/ids.ts'
import { insertMemory } from '../../db/memories.ts'
import { noteModelCall } from '../../db/model-calls.ts'
import { insertModelConsent } from '../../db/model-consents.ts'
import { storeSignIn } from '../../db/platform-accounts.ts'
import { insertPreference } from '../../db/preferences.ts'
import { notePresence } from '../../db/presences.ts'
import { insertPromise } from '../../db/promises.ts'
import { insertPurchase } from '../../db/purchases.ts'
import { storeRecallVectors } from '../../db/recall-vectors.ts'
import { insertReviewerInvite, upsertReviewer } from '../../db/reviewers.ts'
import * as schema from '../../db/schema.ts'
import { inTenant, rowsOf } from '../../db/scope.ts'
import { noteSend, pauseAccount } from '../../db/send-log.ts'
import { insertSignInAttempt } from '../../db/sign-in-attempts.ts'
import { noteTrouble } from '../../db/troubles.ts'
import { keepWatches } from '../../db/watches.ts'
import { queueWebhookEvent } from '../../db/webhook-events.ts'
import { plantPersonality } from './plant-personality.ts'

/** Every table of ours that holds rows of tenants, by name. */
export const TENANT_TABLES = Object.values(schema)
  .filter((table) => is(table, PgTable))
  .filter((table) => 'tenantId' in getTableColumns(table as PgTable))
  .map((table) => getTableName(table as PgTable))
  .toSorted()

/**
 * Fills every table of a tenant through our own verbs, each free text with the word in it. The clock must be moved by `pass`.
 * @param word what must never be seen where it does not belong
 */
export async function plant(deps: Deps, tenantId: string, word: string, pass: (ms: number) => Promise<void>) {
  const { store, now } = deps
  const creatorId = newId()
  const actor: Actor = { id: 'user:kim', name: 'Kim', role: 'chatter', via: 'console' }
  await inTenant(store, tenantId, async (scope) => {
    await insertCreator(scope, {
      id: creatorId,
      name: 'Nova',
      language: 'en',
      persona: Persona.parse({}),
      createdAt: now(),
    })
    await storeModels(scope, creatorId, [{ key: `${word}-model-key` }])
    await upsertConnection(scope, {
      id: newId(),
      creatorId,
      kind: 'discord',
      source: 'console',
      status: 'working',
      settings: { token: `${word}-token` },
      now: now(),
    })
  })

  let count = 0
  const writes = async (fan: string, body: string, more: object = {}) => {
    count += 1
    const inbound = InboundMessage.parse({
      tenantId,
      creatorId,
      channel: 'try-it',
      address: `${word}-chat-${fan}`,
      fan: { name: `${word} ${fan}` },
      externalId: `${word}-${count}`,
      updateId: `update-${tenantId}-${count}`,
      body,
      sentAt: now(),
      ...more,
    })
    const received = await fanWrote(deps, inbound)
    if (received.kind === 'duplicate') throw new Error('Planted twice.')
    return { ...received, externalId: inbound.externalId }
  }
  const first = await writes('Mia', `my dog is called ${word} and I love him`, {
    media: [{ kind: 'photo', reference: `${word}-file`, label: `${word} at the beach` }],
  })
  await writes('Mia', `my cat is called ${word} too`, { externalId: first.externalId, isEdit: true })
  await pass(10_000)
  const pending = async () => inTenant(store, tenantId, (scope) => draftsByStatus(scope, ['pending'], 10))
  const [approved] = await pending()
  if (!approved) throw new Error('No draft was made of what was planted.')
  const yes = await reviewerDecided(deps, {
    tenantId,
    draftId: approved.id,
    actor,
    verdict: 'approve',
    version: approved.version,
    text: `say hello to ${word} for me`,
    acknowledged: ['ungrounded'],
  })
  if (yes.kind !== 'approved') throw new Error(`The planted reply was not approved: ${yes.kind}.`)
  await pass(6_000)
  await writes('Mia', `${word} says thank you`)
  await pass(10_000)
  const [rejected] = await pending()
  if (!rejected) throw new Error('No second draft was made.')
  await reviewerDecided(deps, {
    tenantId,
    draftId: rejected.id,
    actor,
    verdict: 'reject',
    version: rejected.version,
    reason: `she lied about ${word}`,
  })
  await writes('Leo', `bonjour, je pense à ${word}`)
  await pass(10_000)
  const [open] = await pending()
  if (!open) throw new Error('No third draft was made.')
  await takeDraft(deps, { tenantId, draftId: open.id, actor, takeOver: false })
  await keepEdit(deps, { tenantId, draftId: open.id, actor, text: `half written ${word}` })

  const { fanId } = first
  await inTenant(store, tenantId, async (scope) => {
    const at = { createdAt: now(), updatedAt: now() }
    await updateFan(scope, fanId, {
      profile: { tags: [word], privateNote: `note ${word}`, instruction: `say ${word}` },
    })
    const memory = { fact: `has ${word}`, quote: `I have ${word}`, value: word, author: 'Kim', confidence: 1 }
    await insertMemory(scope, {
      id: newId(),
      fanId,
      slot: 'pet',
      ...memory,
      lastSeenAt: now(),
      recordedAt: now(),
      updatedAt: now(),
    })
    await noteForgotten(scope, { fanId, slot: 'pet', words: [word], author: 'Kim', now: now() })
    const rule = { kind: 'topic', status: 'active', author: 'Kim', evidence: { word }, ...at }
    await insertPreference(scope, { id: newId(), creatorId, fanId, rule: `ask about ${word}`, ...rule })
    await insertPreference(scope, { id: newId(), creatorId, rule: `nobody says ${word}`, ...rule })
    await insertPromise(scope, { id: newId(), fanId, text: `send ${word} on Friday`, createdAt: now() })
    const purchase = { title: `set with ${word}`, category: 'photos', amountMinor: 900, purchasedAt: now() }
    await insertPurchase(scope, { id: newId(), fanId, externalId: `${word}-sale`, ...purchase })
    await plantPersonality(scope, { ...first, draftId: approved.id, word, now: now() })
    const made = [{ subjectId: first.messageId, madeAt: now(), vector: Int8Array.of(1, 2, 3) }]
    await storeRecallVectors(scope, { fanId: first.fanId, model: 'planted', made })
    await insertOffer(scope, {
      id: newId(),
      creatorId,
      title: 'Beach set',
      category: 'photos',
      priceMinor: 900,
      createdAt: now(),
    })
    await placeCard(scope, {
      id: newId(),
      fanId,
      draftId: approved.id,
      desk: 'telegram',
      place: '-100',
      now: now(),
    })
    const typed = { personId: 'user:kim', personName: 'Kim', via: 'console', text: `typed ${word}`, now: now() }
    await keepHalfWritten(scope, { id: approved.id, fanId }, typed)
    await keepFanTopic(scope, { fanId, desk: 'telegram', place: '-100', topicId: '7', now: now() })
    await upsertBusinessAccount(scope, {
      id: newId(),
      creatorId,
      standing: 'accepted',
      connectionId: `${word}-connection`,
      ownerId: `${word}-owner`,
      ownerName: `${word} Nova`,
      isEnabled: true,
      canReply: true,
      connectedAt: now(),
      now: now(),
    })
    await insertModelConsent(scope, {
      creatorId,
      provider: 'openai',
      givenBy: 'user:kim',
      givenByName: 'Kim',
      givenAt: now(),
    })
    const reviewer = { channel: 'telegram', name: 'Kim', addedBy: 'user:owner', createdAt: now() }
    await upsertReviewer(scope, { id: newId(), externalId: '77', ...reviewer })
    await insertReviewerInvite(scope, {
      id: newId(),
      channel: 'telegram',
      tokenHash: `hash-${tenantId}`,
      invitedBy: 'user:owner',
      expiresAt: new Date('2100-01-01'),
      createdAt: now(),
    })
    await noteModelCall(scope, {
      creatorId,
      feature: 'draft',
      provider: 'openai',
      model: 'm',
      outcome: 'ok',
      problem: null,
      tokensIn: 1,
      tokensOut: 1,
      milliseconds: 1,
      requestId: null,
      calledAt: now(),
    })
    const looks = { conversationId: first.conversationId, fanId, personId: 'user:kim', personName: 'Kim' }
    await notePresence(scope, { ...looks, until: new Date('2100-01-01'), now: now() })
    const request = { kind: 'data', conversationId: first.conversationId, askedAt: now(), dueAt: null } as const
    await insertFanRequest(scope, { id: newId(), fanId, ...request })
    const mia = await fanById(scope, fanId)
    const wish = { reason: 'fan', by: 'fan', byName: '', now: now(), notBefore: new Date('2100-01-01') } as const
    if (mia) await ask(scope, mia, wish)
    await pauseAccount(scope, { creatorId, channel: 'discord' }, { until: now(), because: 'Asked to wait.' })
    await noteSend(scope, { creatorId, channel: 'discord' }, now())
    await queueWebhookEvent(scope, {
      id: newId(),
      creatorId,
      fanId,
      externalId: newId(),
      event: 'reply.sent',
      body: { fan: word },
      happenedAt: now(),
      notBefore: new Date('2100-01-01'),
    })
    const settings = { app: { clientId: `${word}-client`, clientSecret: `${word}-client-secret` } }
    const fanvue = await upsertConnection(scope, {
      id: newId(),
      creatorId,
      kind: 'fanvue',
      source: 'console',
      status: 'off',
      settings,
      now: now(),
    })
    const tokens = { access: `${word}-access`, refresh: `${word}-refresh` }
    const far = new Date('2100-01-01')
    await keepWatches(scope.tx, { ids: [fanvue.id], holder: newId(), leaseMs: 60_000 })
    await storeSignIn(scope, { connectionId: fanvue.id, tokens, expiresAt: far, readThrough: now(), now: far })
    const news = { conversationId: first.conversationId, fanId, connectionId: fanvue.id, since: now(), now: now() }
    await noteChatNews(scope, news)
    await releasePull(scope, first.conversationId, null)
    await insertSignInAttempt(scope, {
      state: `${word}-state`,
      creatorId,
      channel: 'fanvue',
      actorId: actor.id,
      secret: { verifier: `${word}-verifier`, redirectUri: 'http://127.0.0.1:9/' },
      now: now(),
      expiresAt: far,
    })
    await noteTrouble(scope, { stage: 'model', subjectId: creatorId, problem: 'The model is slow.', now: now() })
  })
  // What was planted settles, so that whoever looks later sees no change that nobody made.
  await pass(1_000)
  return { creatorId, fanId, actor }
}

/** Lets a world that has no clock of its own do everything that is due. */
export async function settleAll(deps: Deps): Promise<void> {
  for (let round = 0; round < 50; round += 1) {
    const next = await runDueWork(deps)
    if (!next || next > deps.now()) return
  }
  throw new Error('Due work does not come to rest.')
}

/** All rows of a table as text, without any wall: what somebody with a copy of the database reads. */
export async function dump(db: Db, table: string, where = sql`true`): Promise<string[]> {
  const rows = await db.execute(
    sql`select to_jsonb(t)::text as row from ${sql.identifier(table)} t where ${where} order by 1`,
  )
  return rowsOf(rows).map(({ row }) => String(row))
}
