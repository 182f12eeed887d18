import { z } from 'zod'
import type { Connection } from '../../core/connections/find-connections.ts'
import type { AskedMedia, Deps, OpenResult } from '../../core/deps.ts'
import { withToken } from '../../core/platforms/access-token.ts'
import type { Platform } from '../../core/platforms/platform.ts'
import { fetchFile } from '../fetch-file.ts'
import type { FanvueApi } from './fanvue-api.ts'

const PAGE_SIZE = 50
/** So far back is looked: five hundred pieces of one chat. */
const MOST_PAGES = 10

const Shared = z.object({
  data: z.array(
    z.object({
      uuid: z.string(),
      messageUuid: z.string().nullish(),
      /** Left out where the creator may not see it. */
      variants: z.array(z.object({ variantType: z.string(), url: z.string().nullish() })).nullish(),
    }),
  ),
  nextCursor: z.string().nullish(),
})
type Piece = z.infer<typeof Shared>['data'][number]

type World = Pick<Deps, 'store' | 'now' | 'events' | 'log'>

/**
 * Opens what was sent in a chat. Fanvue tells the place of a piece only in the list of what a chat shared, newest first, and
 * for a short while: it is looked for each time.
 */
export async function openMedia(
  world: World,
  {
    platform,
    api,
    apiRoot,
    connection,
  }: { platform: Platform; api: FanvueApi; apiRoot: string; connection: Connection },
  { address, media, signal }: AskedMedia,
): Promise<OpenResult> {
  const path = `/chats/${encodeURIComponent(address)}/media`
  let cursor: string | undefined
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const query = { limit: String(PAGE_SIZE), ...(cursor ? { cursor } : {}) }
    const shared = await withToken(world, platform, connection, (token) =>
      api({ token, connectionId: connection.id, path, query, shape: Shared, signal }),
    )
    if (shared.kind === 'refused') return { kind: shared.unreachable ? 'gone' : 'later', problem: shared.problem }
    if (shared.kind !== 'ok') return { kind: 'later', problem: shared.problem }
    // Where Fanvue named no media of their own, the message is what we know.
    const isIt = ({ uuid, messageUuid }: Piece) => uuid === media.reference || messageUuid === media.reference
    const piece = shared.value.data.find(isIt)
    if (piece) return fetchPiece(piece, { apiRoot, signal })
    cursor = shared.value.nextCursor ?? undefined
    if (!cursor) return { kind: 'gone', problem: 'Fanvue does not have it among what this chat shared.' }
  }
  return { kind: 'not-here', problem: 'It lies further back than Fanvue is searched for it.' }
}

function fetchPiece({ variants }: Piece, { apiRoot, signal }: { apiRoot: string; signal: AbortSignal }) {
  const url = URL.parse(variants?.find(({ variantType }) => variantType === 'main')?.url ?? '')
  if (!url) return NOT_SHOWN
  // Its files lie on servers of other names. Only a Fanvue on this machine, as tests have it, may do without TLS.
  if (url.protocol !== 'https:' && url.origin !== new URL(apiRoot).origin) return NOT_SHOWN
  // The address carries its own leave; the account's token is for Fanvue's API alone.
  return fetchFile(url, { of: 'Fanvue', signal })
}

const NOT_SHOWN = { kind: 'not-here', problem: 'Fanvue does not let this account see it.' } as const
