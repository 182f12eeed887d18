import { noteAccess } from '../../db/audit-writer.ts'
import {
  dropStaleVectors,
  messagesWithoutVector,
  type RecallVector,
  recallVectorsOf,
  storeRecallVectors,
} from '../../db/recall-vectors.ts'
import { inTenant } from '../../db/scope.ts'
import { noteTrouble, resolveTrouble } from '../../db/troubles.ts'
import { modelsAllowed } from '../business/hosted-models.ts'
import type { Deps, Embedder } from '../deps.ts'
import type { Turn } from '../draft/turn.ts'
import { problemOf } from '../problem-of.ts'
import { standingOut, toBytes } from './meaning-vectors.ts'

/** A draft waits no longer for an embedding server. */
const PATIENCE_MS = 500
/** In the background it may take its time. */
const BACKGROUND_MS = 8_000
const AT_ONCE = 60
/** Older ones are found by their words. */
const MOST_VECTORS = 4_000
const LONGEST_TEXT = 2_000
const TROUBLE = { stage: 'model', subjectId: 'embeddings' } as const

type World = Pick<Deps, 'store' | 'models' | 'embedder' | 'now' | 'log'>

/**
 * Which messages and facts of the fan are close in meaning to what they just said, by the installation's embedding model.
 * @returns 0.5..1 by id; nothing when there is no such model, its creator sends words to no model, or it is down or slow
 */
export async function closeByModel(world: World, turn: Turn): Promise<Map<string, number>> {
  const embedder = await allowedEmbedder(world, turn)
  if (!embedder) return new Map()
  try {
    const { tenantId, fan } = turn
    const vectors = await inTenant(world.store, tenantId, (scope) =>
      recallVectorsOf(scope, { fanId: fan.id, model: embedder.name, limit: MOST_VECTORS }),
    )
    if (vectors.length === 0 || !embedder.breaker.mayTry(world.now())) return new Map()
    const text = turn.unanswered.map(({ body }) => body).join('\n')
    const [asked] = await ask(world, turn, { embedder, texts: [text], patienceMs: PATIENCE_MS })
    const latest = new Set(turn.unanswered.map(({ id }) => id))
    return asked
      ? standingOut(
          toBytes(asked),
          vectors.filter(({ subjectId, vector }) => vector.length > 0 && !latest.has(subjectId)),
        )
      : new Map()
  } catch (error) {
    await noteDown(world, turn, error)
    return new Map()
  }
}

/** Makes vectors of what this fan and the creator said and of what is known of the fan, behind the draft. It does not throw. */
export async function rememberMeaning(world: World, turn: Turn): Promise<void> {
  const { store, now } = world
  const { tenantId, fan } = turn
  try {
    const embedder = await allowedEmbedder(world, turn)
    if (!embedder?.breaker.mayTry(now())) return
    const of = { fanId: fan.id, model: embedder.name }
    const waiting = await inTenant(store, tenantId, async (scope) => {
      await dropStaleVectors(scope, fan.id)
      const known = new Set((await recallVectorsOf(scope, { ...of, limit: MOST_VECTORS })).map((one) => one.subjectId))
      const hidden = turn.memories.filter(({ isPrivate }) => isPrivate).map(({ sourceMessageId }) => sourceMessageId)
      const said = await messagesWithoutVector(scope, { ...of, limit: AT_ONCE })
      const facts = turn.memories.filter(({ id, isPrivate }) => !isPrivate && !known.has(id))
      return [
        ...said.map(({ id, body }) => ({ id, text: hidden.includes(id) ? '' : body.trim() })),
        ...facts.map(({ id, fact }) => ({ id, text: fact.trim() })),
      ].slice(0, AT_ONCE)
    })
    if (waiting.length === 0) return
    const texts = waiting.flatMap(({ text }) => (text === '' ? [] : [text]))
    const vectors = texts.length === 0 ? [] : await ask(world, turn, { embedder, texts, patienceMs: BACKGROUND_MS })
    const madeAt = now()
    // What has no words, or words for people only, gets an empty one: so that it is not looked at again each time.
    const made = waiting.map(({ id, text }): RecallVector => {
      const vector = text === '' ? [] : (vectors.shift() ?? [])
      return { subjectId: id, madeAt, vector: toBytes(vector) }
    })
    await inTenant(store, tenantId, async (scope) => {
      await storeRecallVectors(scope, { ...of, made })
      await resolveTrouble(scope, { ...TROUBLE, now: now() })
    })
  } catch (error) {
    await noteDown(world, turn, error)
  }
}

/** Only where the creator's drafts go to a model anyway: who keeps to the offline drafter sends no fan's words anywhere. */
async function allowedEmbedder({ store, models, embedder }: World, turn: Turn): Promise<Embedder | undefined> {
  if (!embedder || (turn.conversation.businessAccountId && !embedder.isLocal)) return undefined
  const { choices } = await inTenant(store, turn.tenantId, (scope) => modelsAllowed(scope, { models }, turn))
  return choices.length > 0 ? embedder : undefined
}

async function ask(
  { store, now }: World,
  { tenantId, fan, conversation }: Turn,
  { embedder, texts, patienceMs }: { embedder: Embedder; texts: string[]; patienceMs: number },
): Promise<number[][]> {
  // On record before a word of the fan leaves this house.
  await noteAccess(store, tenantId, {
    actor: `model:embeddings/${embedder.name}`,
    action: 'memory.disclose',
    purpose: 'answering',
    fanId: fan.id,
    subjectId: conversation.id,
    happenedAt: now(),
  })
  try {
    const short = texts.map((text) => text.slice(0, LONGEST_TEXT).toWellFormed())
    const vectors = await embedder.embed(short, AbortSignal.timeout(patienceMs))
    embedder.breaker.succeeded()
    return vectors
  } catch (error) {
    embedder.breaker.failed(now())
    throw error
  }
}

async function noteDown({ store, log, now }: World, { tenantId, fan }: Turn, error: unknown): Promise<void> {
  const problem = problemOf(error)
  log.warn('embeddings', { tenantId, fanId: fan.id, problem })
  await inTenant(store, tenantId, (scope) =>
    noteTrouble(scope, {
      ...TROUBLE,
      problem: `The embedding server did not answer well, so recall goes by words alone: ${problem}`,
      now: now(),
    }),
  ).catch(() => undefined)
}
