import { connectionOf } from '../../core/connections/find-connections.ts'
import type { Connector, Deps } from '../../core/deps.ts'
import type { Platform } from '../../core/platforms/platform.ts'
import type { Env } from '../env.ts'
import type { FetchInTime } from '../fetch-in-time.ts'
import { fanvueConnector } from './deliver.ts'
import { createFanvueApi } from './fanvue-api.ts'
import { createLimits, LONGEST_TEXT } from './limits.ts'
import { createReader } from './reader.ts'
import { fanvueApp, fanvueRoots } from './settings.ts'
import { createSignIn } from './sign-in.ts'

type World = Pick<Deps, 'store' | 'now' | 'events' | 'log'>

export interface FanvueSource {
  platform: Platform
  connectorFor(of: { tenantId: string; creatorId: string }): Promise<Connector | undefined>
}

/** Everything of Fanvue that this process keeps besides rows is how much it asked of it lately. */
export function createFanvueSource(world: World, env: Env, fetchInTime?: FetchInTime): FanvueSource {
  const { apiRoot, authRoot } = fanvueRoots(env)
  const api = createFanvueApi({ apiRoot, limits: createLimits(Date.now), fetchInTime })
  const platform: Platform = {
    channel: 'fanvue',
    name: 'Fanvue',
    longestText: LONGEST_TEXT,
    environmentApp: fanvueApp(env),
    publicUrl: env.PUBLIC_URL,
    ...createSignIn({ authRoot, now: world.now }),
    ...createReader(api),
  }
  return {
    platform,
    async connectorFor(of) {
      const connection = await connectionOf(world, { ...of, channel: 'fanvue' })
      return connection && fanvueConnector(world, { platform, api, apiRoot, connection })
    },
  }
}
