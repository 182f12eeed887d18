import { noteInbound } from '../../db/conversations.ts'
import type { Scope } from '../../db/db.ts'
import { insertDecision, undoDecisionRow } from '../../db/decisions.ts'
import { insertDelivery } from '../../db/deliveries.ts'
import { insertDraftVersion } from '../../db/drafts.ts'
import { newId } from '../../db/ids.ts'
import { inTenant } from '../../db/scope.ts'
import { tamper } from '../../db/tamper.ts'
import { deliverReply } from '../delivery/deliver-reply.ts'
import type { Connector, Deps } from '../deps.ts'
import { decideDraft, UNDO_MS } from './decide-draft.ts'
import { noNotes, type Scene, setScene } from './proof-scene.ts'

/** Every road to a fan that somebody might try. The first is the only one that may be open. */
export const ROADS = [
  'approved',
  'no-decision',
  'forged-decision',
  'rejected',
  'undone',
  'changed-words',
  'other-version',
  'other-fan',
  'other-address',
  'other-person',
  'fan-wrote-again',
  'within-undo',
  'twice',
] as const
export type RoadName = (typeof ROADS)[number]

export interface Road {
  name: RoadName
  /** How many messages may leave on this road, and how many did. */
  allowed: number
  left: number
  isAsItShouldBe: boolean
}

export interface NoAutoSendProof {
  holds: boolean
  roads: Road[]
  provedAt: Date
  milliseconds: number
}

/** @param deliver the real one; a test passes a broken one to see the proof fail */
export async function proveNoAutoSend(
  deps: Pick<Deps, 'store' | 'now'>,
  tenantId: string,
  deliver: typeof deliverReply = deliverReply,
): Promise<NoAutoSendProof> {
  const provedAt = deps.now()
  const startedAt = performance.now()
  const roads: Road[] = []
  for (const name of ROADS) {
    const allowed = name === 'approved' || name === 'twice' ? 1 : 0
    const left = await messagesLeaving(deps, { tenantId, name, deliver })
    roads.push({ name, allowed, left, isAsItShouldBe: left === allowed })
  }
  return {
    holds: roads.every((road) => road.isAsItShouldBe),
    roads,
    provedAt,
    milliseconds: Math.round(performance.now() - startedAt),
  }
}

class Undo extends Error {}

/** Takes one road, with the real decision, the real claim and a connector that only counts; then nothing of it ever was. */
async function messagesLeaving(
  { store, now }: Pick<Deps, 'store' | 'now'>,
  { tenantId, name, deliver }: { tenantId: string; name: RoadName; deliver: typeof deliverReply },
): Promise<number> {
  let left = 0
  const counting: Connector = {
    channel: 'try-it',
    promise: 'blind',
    longestText: 4_096,
    send: async () => {
      left += 1
      return { kind: 'sent', externalId: newId() }
    },
  }
  const isUndone = await inTenant(store, tenantId, async (scope) => {
    let at = now().getTime()
    const inside = {
      store: { db: scope.tx, vault: scope.vault },
      now: () => new Date(at),
      wake: () => undefined,
      events: { publish: () => undefined, subscribe: () => () => undefined },
      log: { info: () => undefined, warn: () => undefined },
      connectors: { connectorFor: async () => counting },
    }
    const scene = await setScene(scope, inside.now())
    const deliveryId = await take[name](scope, scene, inside)
    if (name !== 'within-undo') at += UNDO_MS
    if (deliveryId) await deliver(inside, { tenantId, deliveryId })
    if (deliveryId && name === 'twice') await deliver(inside, { tenantId, deliveryId })
    scope.vault.fanKeys.delete(`${tenantId}/${scene.fan.id}`)
    scope.vault.fanKeys.delete(`${tenantId}/${scene.otherFan.id}`)
    throw new Undo()
  }).catch((error: unknown) => {
    if (error instanceof Undo) return true
    throw error
  })
  if (!isUndone) throw new Error('The proof was not rolled back.')
  return left
}

type Inside = Parameters<typeof decideDraft>[0]

/** Each prepares one road and names the delivery at its end; undefined: there is not even that. */
const take: Record<RoadName, (scope: Scope, scene: Scene, inside: Inside) => Promise<string | undefined>> = {
  approved: async (_scope, scene, inside) => (await approve(scene, inside)).id,
  twice: async (_scope, scene, inside) => (await approve(scene, inside)).id,
  'within-undo': async (_scope, scene, inside) => (await approve(scene, inside)).id,

  'no-decision': async (scope, scene, inside) => {
    const id = newId()
    // The database itself refuses a delivery that refers to no decision; if it ever stops, the claim has to.
    const isStored = await inTenant(inside.store, scope.tenantId, (inner) =>
      insertDelivery(inner, deliveryRow(scene, id, newId(), inside.now())),
    ).then(
      () => true,
      () => false,
    )
    return isStored ? id : undefined
  },
  'forged-decision': async (scope, scene, inside) => {
    const decisionId = newId()
    await insertDecision(scope, {
      id: decisionId,
      fanId: scene.fan.id,
      draftId: scene.draftId,
      version: 1,
      verdict: 'approve',
      decidedBy: 'user:forged',
      decidedByName: 'Nobody',
      via: 'console',
      binding: Buffer.from(newId() + newId())
        .toString('base64url')
        .slice(0, 43),
      seenMessageId: scene.messageId,
      conversationVersion: scene.conversation.version,
      decidedAt: inside.now(),
    })
    const id = newId()
    await insertDelivery(scope, deliveryRow(scene, id, decisionId, inside.now()))
    return id
  },
  rejected: async (scope, scene, inside) => {
    const delivery = await approve(scene, inside)
    await tamper.decision(scope, delivery.decisionId, { verdict: 'reject' })
    return delivery.id
  },
  undone: async (scope, scene, inside) => {
    const delivery = await approve(scene, inside)
    await undoDecisionRow(scope, delivery.decisionId, inside.now())
    return delivery.id
  },
  'changed-words': async (scope, scene, inside) => {
    const delivery = await approve(scene, inside)
    const draft = { id: scene.draftId, fanId: scene.fan.id, version: 1 }
    await tamper.words(scope, draft, 'Other words.')
    return delivery.id
  },
  'other-version': async (scope, scene, inside) => {
    const delivery = await approve(scene, inside)
    const other = { draftId: scene.draftId, version: 2, fanId: scene.fan.id, text: 'Other words.' }
    await insertDraftVersion(scope, { ...other, origin: 'offline', notes: noNotes, createdAt: inside.now() })
    await tamper.decision(scope, delivery.decisionId, { version: 2 })
    return delivery.id
  },
  'other-fan': async (scope, scene, inside) => {
    const delivery = await approve(scene, inside)
    await tamper.delivery(scope, delivery.id, {
      fanId: scene.otherFan.id,
      conversationId: scene.otherConversation.id,
    })
    return delivery.id
  },
  'other-address': async (scope, scene, inside) => {
    const delivery = await approve(scene, inside)
    await tamper.address(scope, scene.conversation, 'proof-somewhere-else')
    return delivery.id
  },
  'other-person': async (scope, scene, inside) => {
    const delivery = await approve(scene, inside)
    await tamper.decision(scope, delivery.decisionId, { decidedBy: 'user:somebody-else' })
    return delivery.id
  },
  'fan-wrote-again': async (scope, scene, inside) => {
    const delivery = await approve(scene, inside)
    await noteInbound(scope, scene.conversation.id, { at: inside.now(), draftDueAt: null })
    return delivery.id
  },
}

async function approve(scene: Scene, inside: Inside) {
  const outcome = await decideDraft(inside, {
    tenantId: scene.tenantId,
    draftId: scene.draftId,
    actor: { id: 'user:proof', name: 'Self-test', role: 'owner', via: 'console' },
    verdict: 'approve',
    version: 1,
  })
  if (outcome.kind !== 'approved') throw new Error(`The proof could not approve its own draft: ${outcome.kind}.`)
  return outcome.delivery
}

function deliveryRow(scene: Scene, id: string, decisionId: string, now: Date) {
  return {
    id,
    fanId: scene.fan.id,
    conversationId: scene.conversation.id,
    draftId: scene.draftId,
    decisionId,
    messageId: scene.messageId,
    channel: scene.conversation.channel,
    status: 'ready',
    notBefore: now,
    createdAt: now,
  }
}
