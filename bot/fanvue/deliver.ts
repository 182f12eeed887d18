import { z } from 'zod'
import type { Connection } from '../../core/connections/find-connections.ts'
import { CLOCKS_DIFFER_MS } from '../../core/delivery/send-limits.ts'
import type { Connector, Deps, FindResult, SendResult } from '../../core/deps.ts'
import { renewIfDue, withToken } from '../../core/platforms/access-token.ts'
import type { Platform } from '../../core/platforms/platform.ts'
import { platformSettingsOf } from '../../core/platforms/platform-settings.ts'
import { TooLate } from '../network-error.ts'
import type { FanvueApi } from './fanvue-api.ts'
import { FANVUE_LIMITS, LONGEST_TEXT } from './limits.ts'
import { openMedia } from './open-media.ts'

const Sent = z.object({ messageUuid: z.string().min(1) })
type Sent = z.infer<typeof Sent>

/** Longer than any of our requests, so that one whose answer got lost has either arrived or never will. */
const SETTLES_AFTER_MS = 20_000

/**
 * Sends approved replies to fans on Fanvue. It keeps no key of ours, so once a request may have been taken and no answer came,
 * sending again could say it twice; but its chats can be read.
 */
export function fanvueConnector(
  world: Pick<Deps, 'store' | 'now' | 'events' | 'log'>,
  {
    platform,
    api,
    apiRoot,
    connection,
  }: { platform: Platform; api: FanvueApi; apiRoot: string; connection: Connection },
): Connector {
  return {
    channel: 'fanvue',
    promise: 'lookup',
    longestText: LONGEST_TEXT,
    limit: FANVUE_LIMITS.sending,
    settlesAfterMs: SETTLES_AFTER_MS,
    open: (asked) => openMedia(world, { platform, api, apiRoot, connection }, asked),
    prepare: () => renewIfDue(world, platform, connection),
    async send({ address, text, signal, isInTime }): Promise<SendResult> {
      const path = `/chats/${encodeURIComponent(address)}/message`
      const sent = await withToken<Sent | 'too-late'>(world, platform, connection, async (token) => {
        try {
          return await api({ token, connectionId: connection.id, path, body: { text }, shape: Sent, signal, isInTime })
        } catch (error) {
          if (error instanceof TooLate) return { kind: 'ok', value: 'too-late' }
          throw error
        }
      })
      switch (sent.kind) {
        case 'ok':
          return sent.value === 'too-late' ? { kind: 'too-late' } : { kind: 'sent', externalId: sent.value.messageUuid }
        case 'later':
          return sent
        case 'signed-out':
          // Surely not sent. It waits for a person, who signs in and says so.
          return { kind: 'refused', problem: `${sent.problem} Then press Try again.` }
        case 'refused':
          return { kind: 'refused', problem: sent.problem, ...(sent.unreachable ? { unreachable: sent.problem } : {}) }
        case 'unknown':
          return { kind: 'unknown', problem: `${sent.problem} It may or may not have arrived.` }
      }
    },
    async find({ address, text, since, signal }): Promise<FindResult> {
      const accountId = platformSettingsOf(connection).account?.id ?? ''
      const from = new Date(since.getTime() - CLOCKS_DIFFER_MS)
      const said = await withToken(world, platform, connection, (token) =>
        platform.saidSince({ token, connectionId: connection.id, address, accountId, since: from, signal }),
      )
      if (said.kind !== 'ok') return { kind: 'later', problem: said.problem }
      const externalIds = said.value
        .filter(({ by, body }) => by === 'creator' && body.trim() === text.trim())
        .toSorted((a, b) => a.sentAt.getTime() - b.sentAt.getTime())
        .map(({ externalId }) => externalId)
      return externalIds.length > 0 ? { kind: 'found', externalIds } : { kind: 'absent' }
    },
  }
}
