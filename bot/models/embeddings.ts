import { createHash } from 'node:crypto'
import { createOpenAICompatible } from '@ai-sdk/openai-compatible'
import { embedMany } from 'ai'
import type { Embedder } from '../../core/deps.ts'
import { createCircuitBreaker } from '../../core/draft/circuit-breaker.ts'
import type { Env } from '../env.ts'
import { isLoopback } from '../plain-address.ts'
import { fetchUnread } from './sealed-way.ts'

/** Of the longest lists that models make (some 4,000 numbers) so many fit into the megabyte an answer may have. */
const TEXTS_A_CALL = 10

type EmbeddingsEnv = Pick<Env, 'EMBEDDINGS_BASE_URL' | 'EMBEDDINGS_API_KEY' | 'EMBEDDINGS_MODEL'> &
  Partial<Pick<Env, 'PLAINTEXT_HOSTS'>>

/** The embedding model of the environment, by OpenAI's embeddings API; undefined where none is set up. */
export function createEmbedder({
  EMBEDDINGS_BASE_URL: address,
  EMBEDDINGS_API_KEY: apiKey,
  EMBEDDINGS_MODEL: modelId,
  PLAINTEXT_HOSTS: plainHosts,
}: EmbeddingsEnv): Embedder | undefined {
  if (!address || !modelId) return undefined
  const baseURL = address.replace(/\/+$/u, '')
  const model = createOpenAICompatible({
    name: 'embeddings',
    baseURL,
    fetch: fetchUnread(plainHosts ?? []),
    ...(apiKey ? { apiKey } : {}),
  }).embeddingModel(modelId)
  const place = createHash('sha256').update(baseURL).digest('hex').slice(0, 8)
  return {
    name: `${modelId}@${place}`,
    breaker: createCircuitBreaker(),
    isLocal: isLoopback(baseURL),
    async embed(texts, signal) {
      const parts = Array.from({ length: Math.ceil(texts.length / TEXTS_A_CALL) }, (_, part) =>
        texts.slice(part * TEXTS_A_CALL, (part + 1) * TEXTS_A_CALL),
      )
      const answers = await Promise.all(
        parts.map((values) => embedMany({ model, values, maxRetries: 0, abortSignal: signal })),
      )
      const embeddings = answers.flatMap((answer) => answer.embeddings)
      const length = embeddings[0]?.length ?? 0
      const isSound = (vector: number[]) => vector.length === length && vector.every(Number.isFinite)
      if (length === 0 || embeddings.length !== texts.length || !embeddings.every(isSound)) {
        throw new Error('The embedding server answered with lists that do not fit together.')
      }
      return embeddings
    },
  }
}
