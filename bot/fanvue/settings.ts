import type { PlatformApp } from '../../core/platforms/platform.ts'
import type { Env } from '../env.ts'

export interface FanvueRoots {
  apiRoot: string
  authRoot: string
}

export const FANVUE_ROOTS: FanvueRoots = { apiRoot: 'https://api.fanvue.com', authRoot: 'https://auth.fanvue.com' }

/** Where Fanvue is: itself, or what the environment says instead. */
export function fanvueRoots(env: Pick<Env, 'FANVUE_API_ROOT' | 'FANVUE_AUTH_ROOT'>): FanvueRoots {
  const bare = (root: string) => root.replace(/\/+$/, '')
  return {
    apiRoot: bare(env.FANVUE_API_ROOT ?? FANVUE_ROOTS.apiRoot),
    authRoot: bare(env.FANVUE_AUTH_ROOT ?? FANVUE_ROOTS.authRoot),
  }
}

/** The operator's own app; undefined when the environment names none. */
export function fanvueApp(
  env: Pick<Env, 'FANVUE_CLIENT_ID' | 'FANVUE_CLIENT_SECRET' | 'FANVUE_WEBHOOK_SECRET'>,
): PlatformApp | undefined {
  const { FANVUE_CLIENT_ID: clientId, FANVUE_CLIENT_SECRET: clientSecret, FANVUE_WEBHOOK_SECRET: webhookSecret } = env
  return clientId && clientSecret ? { clientId, clientSecret, webhookSecret } : undefined
}
