import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { ModelSetting } from './model-settings.ts'

/** Requirement AI-10. */
export const ModelTest = z.object({
  setting: ModelSetting,
  prompt: z.string().trim().min(1).max(10_000),
  temperature: z.number().min(0).max(2).optional(),
  maxTokens: z.number().int().min(1).max(8_192).default(256),
})
export type ModelTest = z.infer<typeof ModelTest>

const TIMEOUT_MS = 30_000

export type ModelTestResult =
  | { kind: 'answered'; text: string; tokensIn: number; tokensOut: number; milliseconds: number }
  /** In plain words, without the server's own text; `status` is what it answered, if it did. */
  | {
      kind: 'failed'
      problem:
        | 'timeout'
        | 'unreachable'
        | 'key-refused'
        | 'unknown-model'
        | 'rate-limited'
        | 'server-error'
        | 'bad-request'
      status?: number
      milliseconds: number
    }

/** Asks one model one thing, for the person who is setting it up. */
export async function testModel({ models }: Pick<Deps, 'models'>, test: ModelTest): Promise<ModelTestResult> {
  const { APICallError, generateText } = await import('ai')
  const { model } = models.choiceFor(test.setting)
  const began = performance.now()
  const took = () => Math.round(performance.now() - began)
  const signal = AbortSignal.timeout(TIMEOUT_MS)
  try {
    const { text, totalUsage } = await generateText({
      model,
      prompt: test.prompt,
      maxOutputTokens: test.maxTokens,
      maxRetries: 0,
      abortSignal: signal,
      ...(test.temperature === undefined ? {} : { temperature: test.temperature }),
    })
    const { inputTokens: tokensIn = 0, outputTokens: tokensOut = 0 } = totalUsage
    return { kind: 'answered', text, tokensIn, tokensOut, milliseconds: took() }
  } catch (error) {
    const status = APICallError.isInstance(error) ? error.statusCode : undefined
    return {
      kind: 'failed',
      problem: signal.aborted ? 'timeout' : problemOf(status),
      milliseconds: took(),
      ...(status === undefined ? {} : { status }),
    }
  }
}

function problemOf(status: number | undefined) {
  if (status === undefined) return 'unreachable'
  if (status === 401 || status === 403) return 'key-refused'
  if (status === 404) return 'unknown-model'
  if (status === 429) return 'rate-limited'
  return status >= 500 ? 'server-error' : 'bad-request'
}
