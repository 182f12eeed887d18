import { z } from 'zod'
import type { Connection } from '../connections/find-connections.ts'
import type { Platform, PlatformApp } from './platform.ts'

/** What is stored of such a connection, sealed with the tenant's key. The tokens have a row of their own. */
export const PlatformSettings = z.object({
  /** Left out: the app that the environment names. */
  app: z.object({ clientId: z.string(), clientSecret: z.string(), webhookSecret: z.string().optional() }).optional(),
  /** Who signed in, as the platform told. */
  account: z.object({ id: z.string(), handle: z.string(), name: z.string() }).optional(),
})
export type PlatformSettings = z.infer<typeof PlatformSettings>

/** Empty when what is stored was made by another version and no longer fits. */
export function platformSettingsOf(connection: Pick<Connection, 'settings'> | undefined): PlatformSettings {
  const parsed = PlatformSettings.safeParse(connection?.settings)
  return parsed.success ? parsed.data : {}
}

/** The app that a connection speaks for: its own, or the environment's. */
export function appOf(
  platform: Pick<Platform, 'environmentApp'>,
  connection: Pick<Connection, 'settings'> | undefined,
): PlatformApp | undefined {
  return platformSettingsOf(connection).app ?? platform.environmentApp
}
