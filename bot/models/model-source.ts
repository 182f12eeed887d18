import { createHash } from 'node:crypto'
import { createGoogleGenerativeAI } from '@ai-sdk/google'
import { createOpenAI } from '@ai-sdk/openai'
import { createOpenAICompatible } from '@ai-sdk/openai-compatible'
import type { LanguageModel } from 'ai'
import type { ModelChoice, ModelSource } from '../../core/deps.ts'
import { type CircuitBreaker, createCircuitBreaker } from '../../core/draft/circuit-breaker.ts'
import { type ModelSetting, ModelSettings } from '../../core/draft/model-settings.ts'
import { openModels } from '../../db/creators.ts'
import type { Env } from '../env.ts'
import { isLoopback, isPrivate } from '../plain-address.ts'
import { fetchUnread, mustBeUnread } from './sealed-way.ts'

type ModelEnv = Pick<
  Env,
  | 'OPENAI_API_KEY'
  | 'OPENAI_BASE_URL'
  | 'OPENAI_MODEL'
  | 'GOOGLE_GENERATIVE_AI_API_KEY'
  | 'GOOGLE_MODEL'
  | 'MODEL_TIMEOUT_SECONDS'
> &
  Partial<Pick<Env, 'PLAINTEXT_HOSTS'>>

/** What the key buys when nobody named a model. */
const DEFAULT_OPENAI_MODEL = 'gpt-5-mini'
const DEFAULT_GOOGLE_MODEL = 'gemini-2.5-flash'

/** A creator's own models as stored in the console; where none are stored, those of the environment. */
export function createModelSource(env: ModelEnv, { firstWaitMs }: { firstWaitMs?: number } = {}): ModelSource {
  const breakers: Breakers = new Map()
  const fromEnvironment = modelsOfEnvironment(env)
  const plainHosts = env.PLAINTEXT_HOSTS ?? []
  const toChoice = (owner: string, setting: ModelSetting): ModelChoice => ({
    provider: setting.provider,
    modelId: setting.modelId,
    model: connectModel(setting, fetchUnread(plainHosts)),
    timeoutMs: setting.timeoutSeconds * 1_000,
    breaker: breakerOf(breakers, owner, setting),
    canFollowSchema: true,
    ...(setting.provider === 'openai-compatible'
      ? { heldAt: new URL(setting.baseUrl).host, isLocal: isOwnServer(setting) }
      : {}),
    ...(setting.learnsFacts ? { learnsFacts: true } : {}),
    ...(firstWaitMs === undefined ? {} : { firstWaitMs }),
  })
  return {
    async modelsFor(scope, creator) {
      const stored = ModelSettings.safeParse(openModels(scope, creator))
      if (stored.success) return stored.data.models.map((setting) => toChoice(creator.id, setting))
      return fromEnvironment.map((setting) => toChoice('environment', setting))
    },
    breakers: (now) =>
      [...breakers.values()].map(({ provider, modelId, breaker }) => ({
        provider,
        modelId,
        state: breaker.state(now),
      })),
    choiceFor(setting) {
      if ('baseUrl' in setting && setting.baseUrl) mustBeUnread(setting.baseUrl, plainHosts)
      return toChoice('test', setting)
    },
  }
}

/** On this machine, or on a private address of which the creator says that it is her own. */
const isOwnServer = ({ baseUrl, isOwnServer }: { baseUrl: string; isOwnServer?: boolean | undefined }) =>
  isLoopback(baseUrl) || (isOwnServer === true && isPrivate(baseUrl))

/** What `OPENAI_…` and `GOOGLE_…` switch on, OpenAI first. */
function modelsOfEnvironment(env: ModelEnv): ModelSetting[] {
  const timeoutSeconds = env.MODEL_TIMEOUT_SECONDS
  const models: ModelSetting[] = []
  if (env.OPENAI_BASE_URL && env.OPENAI_MODEL) {
    models.push({
      provider: 'openai-compatible',
      baseUrl: env.OPENAI_BASE_URL,
      modelId: env.OPENAI_MODEL,
      timeoutSeconds,
      ...(env.OPENAI_API_KEY ? { apiKey: env.OPENAI_API_KEY } : {}),
    })
  } else if (env.OPENAI_API_KEY) {
    models.push({
      provider: 'openai',
      apiKey: env.OPENAI_API_KEY,
      modelId: env.OPENAI_MODEL ?? DEFAULT_OPENAI_MODEL,
      timeoutSeconds,
    })
  }
  if (env.GOOGLE_GENERATIVE_AI_API_KEY) {
    models.push({
      provider: 'google',
      apiKey: env.GOOGLE_GENERATIVE_AI_API_KEY,
      modelId: env.GOOGLE_MODEL ?? DEFAULT_GOOGLE_MODEL,
      timeoutSeconds,
    })
  }
  return models
}

function connectModel(setting: ModelSetting, fetch: typeof globalThis.fetch): LanguageModel {
  switch (setting.provider) {
    case 'openai':
      return createOpenAI({ apiKey: setting.apiKey, fetch })(setting.modelId)
    case 'openai-compatible':
      return createOpenAICompatible({
        name: 'openai-compatible',
        baseURL: setting.baseUrl.replace(/\/+$/u, ''),
        supportsStructuredOutputs: true,
        fetch,
        ...(setting.apiKey ? { apiKey: setting.apiKey } : {}),
      })(setting.modelId)
    case 'google':
      return createGoogleGenerativeAI({
        apiKey: setting.apiKey,
        fetch,
        ...(setting.baseUrl ? { baseURL: setting.baseUrl.replace(/\/+$/u, '') } : {}),
      })(setting.modelId)
  }
}

type Breakers = Map<string, { provider: string; modelId: string; breaker: CircuitBreaker }>

/** The same settings of the same owner share a breaker; a new key or address starts with a clean one. */
function breakerOf(breakers: Breakers, owner: string, setting: ModelSetting): CircuitBreaker {
  const name = createHash('sha256')
    .update(JSON.stringify([owner, setting]))
    .digest('base64url')
  const known = breakers.get(name)
  if (known) return known.breaker
  const breaker = createCircuitBreaker()
  breakers.set(name, { provider: setting.provider, modelId: setting.modelId, breaker })
  return breaker
}
