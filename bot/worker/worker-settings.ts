import { CoreError } from '../../core/errors.ts'
import { type Env, readEnv } from '../env.ts'
import type { QueueBinding } from '../queue/cloudflare.ts'

/** What Cloudflare hands to a Worker: settings and secrets as texts, and the bindings of wrangler.toml. */
export interface WorkerEnv {
  HYPERDRIVE: { connectionString: string }
  /** Only where wrangler.toml names a queue. */
  DELIVERIES?: QueueBinding
  [setting: string]: unknown
}

export type WorkerSettings = Env & { MASTER_KEY: string }

/**
 * The settings of a Worker. There is no folder for a key file here, so the master key must be a secret.
 * @param origin where this request was sent: the public address when none is set
 */
export function workerSettings(raw: WorkerEnv, origin: string | undefined): WorkerSettings {
  const { MASTER_KEY, PUBLIC_URL = origin, ...rest } = readTexts(raw)
  // Without a mail server links are told to the operator: here, in the log of the Worker.
  if (MASTER_KEY !== undefined) return { ...rest, MASTER_KEY, PUBLIC_URL, SMTP_URL: undefined }
  throw new CoreError(
    'unavailable',
    'MASTER_KEY is not set. Make one with "openssl rand -base64 32", keep a copy in a safe place, and store it with ' +
      '"wrangler secret put MASTER_KEY".',
  )
}

function readTexts(raw: WorkerEnv): Env {
  const isText = (entry: [string, unknown]): entry is [string, string] => typeof entry[1] === 'string'
  try {
    return readEnv(Object.fromEntries(Object.entries(raw).filter(isText)))
  } catch (error) {
    throw new CoreError('unavailable', error instanceof Error ? error.message : String(error))
  }
}
