import { z } from 'zod'

const Name = z.string().trim().min(1).max(200)
const Key = z.string().trim().min(1).max(1_000)
const common = {
  modelId: Name,
  /** How long one answer may take. A model on a laptop needs more than one in a data centre. */
  timeoutSeconds: z.number().min(0.5).max(90).default(20),
  /** It may also read a fan's messages for facts, beside the rules. */
  learnsFacts: z.boolean().optional(),
}

/** One language model as a person set it up in the console. */
export const ModelSetting = z.discriminatedUnion('provider', [
  z.object({ provider: z.literal('openai'), apiKey: Key, ...common }),
  /** Anything that speaks OpenAI's chat API at another address: Ollama, vLLM, a gateway. The key may be left out. */
  z.object({
    provider: z.literal('openai-compatible'),
    baseUrl: z.url({ protocol: /^https?$/ }).max(500),
    apiKey: Key.optional(),
    /** The creator says that this server is her own: believed of private addresses only. */
    isOwnServer: z.boolean().optional(),
    ...common,
  }),
  z.object({
    provider: z.literal('google'),
    apiKey: Key,
    baseUrl: z.url({ protocol: /^https?$/ }).optional(),
    ...common,
  }),
])
export type ModelSetting = z.infer<typeof ModelSetting>

/** A creator's models in the order they are asked; kept sealed with the creator. Empty: the offline drafter writes alone. */
export const ModelSettings = z.object({ models: z.array(ModelSetting).max(8) })
export type ModelSettings = z.infer<typeof ModelSettings>
