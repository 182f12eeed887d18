import { z } from 'zod'
import { noteAudit } from '../../db/audit.ts'
import { type CreatorRow, openModels, storeModels } from '../../db/creators.ts'
import type { Scope } from '../../db/db.ts'
import { inTenant } from '../../db/scope.ts'
import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { type ModelSetting, ModelSettings } from '../draft/model-settings.ts'
import { type ModelTestResult, testModel } from '../draft/test-model.ts'
import { CoreError } from '../errors.ts'
import { creatorHere } from './edit-creator.ts'

/** A model as the console sends it: a key that is left out is the stored one, which the console never sees. */
export const ModelEntry = z.object({
  provider: z.enum(['openai', 'openai-compatible', 'google']),
  modelId: z.string().trim().min(1, 'Name the model.').max(200),
  baseUrl: z
    .url({ protocol: /^https?$/, message: 'Give the address with http:// or https://.' })
    .max(500)
    .optional(),
  timeoutSeconds: z.number().min(1).max(90).default(20),
  learnsFacts: z.boolean().optional(),
  /** Of a server with a private address: it is the creator's own. */
  isOwnServer: z.boolean().optional(),
  apiKey: z.string().trim().min(1).max(1_000).optional(),
  /** Where in the stored list the key of this model is. */
  keyOf: z.number().int().min(0).max(7).optional(),
})
export type ModelEntry = z.infer<typeof ModelEntry>
export const ModelEntries = z.object({ models: z.array(ModelEntry).max(8) })

/** Asked in this order from the next draft on. An empty list: the offline drafter writes alone. */
export async function editModels(
  deps: Pick<Deps, 'store' | 'now' | 'events' | 'models'>,
  { tenantId, creatorId, models, actor }: { tenantId: string; creatorId: string; models: ModelEntry[]; actor: Actor },
): Promise<void> {
  const { store, now, events } = deps
  await inTenant(store, tenantId, async (scope) => {
    const creator = await creatorHere(scope, creatorId)
    const settings = models.map((entry) => complete(scope, creator, entry))
    // One that may not be connected is refused here, and not when a fan waits for an answer.
    for (const setting of settings) deps.models.choiceFor(setting)
    await storeModels(scope, creatorId, { models: settings } satisfies ModelSettings)
    await noteAudit(scope, { actor, action: 'models.edit', subjectId: creatorId, happenedAt: now() })
  })
  events.publish(tenantId, { kind: 'health', id: creatorId })
}

/** Asks a model for one sentence, before or after it is stored. */
export async function tryModel(
  { store, models }: Pick<Deps, 'store' | 'models'>,
  { tenantId, creatorId, entry }: { tenantId: string; creatorId: string; entry: ModelEntry },
): Promise<ModelTestResult> {
  const setting = await inTenant(store, tenantId, async (scope) =>
    complete(scope, await creatorHere(scope, creatorId), entry),
  )
  return testModel({ models }, { setting, prompt: 'Say hello in five words.', maxTokens: 64 })
}

function complete(scope: Scope, creator: CreatorRow, { keyOf, apiKey, ...entry }: ModelEntry): ModelSetting {
  const stored = ModelSettings.safeParse(openModels(scope, creator))
  const kept = stored.success && keyOf !== undefined ? stored.data.models[keyOf] : undefined
  // A stored key goes only where it went before: to the same provider and address.
  const mayKeep = kept?.provider === entry.provider && ('baseUrl' in kept ? kept.baseUrl : undefined) === entry.baseUrl
  const key = apiKey ?? (mayKeep ? kept.apiKey : undefined)
  const parsed = ModelSettings.shape.models.element.safeParse({ ...entry, ...(key ? { apiKey: key } : {}) })
  if (parsed.success) return parsed.data
  const field = String(parsed.error.issues[0]?.path[0] ?? '')
  throw new CoreError(
    'invalid',
    field === 'apiKey'
      ? `${entry.modelId} needs its key: paste it again. A stored key is used only for the address it was given for.`
      : `${entry.modelId}: ${field} cannot be used. ${parsed.error.issues[0]?.message ?? ''}`,
    { field },
  )
}
