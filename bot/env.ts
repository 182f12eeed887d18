import { z } from 'zod'
import '../core/field-problem.ts'
import { isReadableOnTheWay } from './plain-address.ts'

const Port = z.coerce.number().int().min(0).max(65_535)
const optional = z
  .string()
  .trim()
  .transform((value) => value || undefined)
  .optional()

const Address = optional.refine(
  (url) => url === undefined || (/^https?:/.test(url) && URL.canParse(url)),
  'must be an address with https://',
)

const hosts = z
  .string()
  .default('')
  .transform((list) =>
    list
      .toLowerCase()
      .split(/[\s,]+/)
      .filter(Boolean),
  )

/** Every setting Souvenir reads from the environment, and the only place that reads it. Empty means not set. */
const Environment = z.object({
  PORT: Port.default(3000),
  /** Loopback unless told otherwise. */
  HOST: z.string().default('127.0.0.1'),
  /** Told to end, it goes on answering for so long while readiness says no: as long as a load balancer takes to notice. */
  DRAIN_SECONDS: z.coerce.number().min(0).max(60).default(0),
  /** Where people reach the console from outside: for links, cookies and webhooks. */
  PUBLIC_URL: optional.refine(
    (url) => url === undefined || (/^https?:/.test(url) && URL.canParse(url)),
    'must be an address such as https://souvenir.example',
  ),
  DATA_DIR: z.string().default('.souvenir'),
  DATABASE_URL: optional,
  /** Hosts, with commas between, that may be spoken to without TLS because the way there is the operator's own. */
  PLAINTEXT_HOSTS: hosts,
  /** Hosts, with commas between, where creators' endpoints may stand although they are on this machine or in its network. */
  WEBHOOK_OWN_HOSTS: hosts,
  /** The oldest TLS that any connection of this process speaks. */
  TLS_MIN_VERSION: z.enum(['TLSv1.2', 'TLSv1.3']).default('TLSv1.3'),
  /** Where it is written down who was erased, so that a restored backup forgets again; beside the data unless told otherwise. */
  ERASURE_LEDGER: optional,
  /** json: a line an event. Else that is so when nobody watches, and a person at a terminal sees only what needs looking at. */
  LOG: z.enum(['json', 'quiet', '']).optional(),
  MASTER_KEY: optional,
  /** Who asks for /metrics with this as bearer token gets them; without it only this machine does. */
  METRICS_TOKEN: optional,
  /** A file that signed checkpoints of the record of accesses are added to; else `audit-checkpoints.txt` in DATA_DIR. */
  AUDIT_CHECKPOINTS: optional,
  /** Only for changing the master key: `npm run keys:rotate`. */
  NEW_MASTER_KEY: optional,
  /** With both, sign-in mail is sent; else links are shown to the operator. */
  SMTP_URL: optional,
  MAIL_FROM: optional,
  /** `false`: no limit of an account is kept by us, and no queue is used. Nothing leaves without a yes all the same. */
  RATE_LIMITER_ENABLED: z.enum(['true', 'false', '']).optional(),
  /** With the next, ids of deliveries also travel by Amazon SQS; its own settings (keys, role) are read by its library. */
  AWS_REGION: optional,
  SQS_QUEUE_URL: optional,
  SQS_DLQ_URL: optional,
  SQS_ENDPOINT: optional,
  /** With AWS_REGION: the figures of /metrics also go to Amazon CloudWatch, under this name. */
  CLOUDWATCH_NAMESPACE: optional,
  CLOUDWATCH_ENDPOINT: Address,
  UPSTASH_REDIS_REST_URL: optional,
  UPSTASH_REDIS_REST_TOKEN: optional,
  TELEGRAM_BOT_TOKEN: optional,
  TELEGRAM_REVIEW_BOT_TOKEN: optional,
  TELEGRAM_REVIEW_CHAT_ID: optional,
  TELEGRAM_REVIEWER_IDS: optional,
  TELEGRAM_WEBHOOK_SECRET: optional,
  TELEGRAM_API_ROOT: optional,
  DISCORD_BOT_TOKEN: optional,
  DISCORD_APPLICATION_ID: optional,
  DISCORD_PUBLIC_KEY: optional,
  DISCORD_REVIEW_CHANNEL_ID: optional,
  /** Set to anything: a thread for each fan in the review channel. */
  DISCORD_THREAD_PER_FAN: z.enum(['true', 'false', '']).optional(),
  DISCORD_REVIEWER_IDS: optional,
  DISCORD_API_ROOT: optional,
  /** The operator's own app at Fanvue; without it each creator's is filled in in the console. */
  FANVUE_CLIENT_ID: optional,
  FANVUE_CLIENT_SECRET: optional,
  FANVUE_WEBHOOK_SECRET: optional,
  FANVUE_API_ROOT: Address,
  FANVUE_AUTH_ROOT: Address,
  OPENAI_API_KEY: optional,
  OPENAI_BASE_URL: optional,
  OPENAI_MODEL: optional,
  GOOGLE_GENERATIVE_AI_API_KEY: optional,
  GOOGLE_MODEL: optional,
  /** With address and model, recall also finds by meaning through a server that speaks OpenAI's embeddings API. */
  EMBEDDINGS_BASE_URL: optional.refine(
    (url) => url === undefined || (/^https?:/.test(url) && URL.canParse(url)),
    'must be an address such as http://127.0.0.1:11434/v1',
  ),
  EMBEDDINGS_API_KEY: optional,
  EMBEDDINGS_MODEL: optional,
  /** How long one answer of a model may take. A model on a laptop needs more than one in a data centre. */
  MODEL_TIMEOUT_SECONDS: z.coerce.number().min(1).max(90).default(20),
})
export type Env = z.infer<typeof Environment>

const OVER_THE_NETWORK = [
  'CLOUDWATCH_ENDPOINT',
  'UPSTASH_REDIS_REST_URL',
  'OPENAI_BASE_URL',
  'EMBEDDINGS_BASE_URL',
  'FANVUE_API_ROOT',
  'FANVUE_AUTH_ROOT',
] as const

/** @throws with one line per setting that is wrong: which, why, and what it should be */
export function readEnv(raw: Record<string, string | undefined>): Env {
  const parsed = Environment.superRefine(mustNotBeReadable).superRefine(goTogether).superRefine(haveBoth).safeParse(raw)
  if (parsed.success) return parsed.data
  const lines = parsed.error.issues.map(({ path, message }) => `  ${path.join('.')}: ${message}`)
  throw new Error(`These settings cannot be used:\n${lines.join('\n')}`)
}

function mustNotBeReadable(env: Env, context: z.RefinementCtx): void {
  for (const name of OVER_THE_NETWORK) {
    if (!isReadableOnTheWay(env[name] ?? '', env.PLAINTEXT_HOSTS)) continue
    const message = 'must begin with https://; or name its host in PLAINTEXT_HOSTS when the way there is your own'
    context.addIssue({ code: 'custom', path: [name], message })
  }
}

function goTogether({ EMBEDDINGS_BASE_URL: address, EMBEDDINGS_MODEL: model }: Env, context: z.RefinementCtx): void {
  if (!address === !model) return
  context.addIssue({
    code: 'custom',
    path: [address ? 'EMBEDDINGS_MODEL' : 'EMBEDDINGS_BASE_URL'],
    message: 'is missing; EMBEDDINGS_BASE_URL and EMBEDDINGS_MODEL go together',
  })
}

function haveBoth(env: Env, context: z.RefinementCtx): void {
  if (!env.FANVUE_CLIENT_ID === !env.FANVUE_CLIENT_SECRET) return
  const missing = env.FANVUE_CLIENT_ID ? 'FANVUE_CLIENT_SECRET' : 'FANVUE_CLIENT_ID'
  const message = 'is missing; FANVUE_CLIENT_ID and FANVUE_CLIENT_SECRET go together'
  context.addIssue({ code: 'custom', path: [missing], message })
}
