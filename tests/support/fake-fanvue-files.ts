import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FakeMessage } from './fake-fanvue.ts'

/** Something that was sent in a chat. */
export interface Piece {
  bytes: Uint8Array
  /** Sent to be paid for, and not paid: Fanvue shows no variant of it. */
  isLocked?: boolean
  /** Where Fanvue says that it is. */
  url?: string
}

interface Fanvue {
  root: string
  now: () => number
  pieces: Map<string, Piece>
}

const URL_LIVES_MS = 10 * 60_000

/** What a chat shared, newest first, a page and the way to the next one; addresses are good for a moment. */
export function sharedIn(fanvue: Fanvue, messages: FakeMessage[], query: URLSearchParams): object {
  const [limit, from] = [Number(query.get('limit') ?? 20), Number(query.get('cursor') ?? 0)]
  if (!(limit >= 1 && limit <= 50)) throw new Error('A page has 1 to 50 pieces.')
  const all = messages.filter(({ mediaType }) => mediaType).toSorted((a, b) => b.sentAt - a.sentAt)
  const data = all.slice(from, from + limit).map(({ uuid: messageUuid, sentAt, sender, mediaType }) => {
    const piece = fanvue.pieces.get(messageUuid)
    const uuid = `media-of-${messageUuid}`
    const at = new Date(sentAt).toISOString()
    const url = piece?.url ?? `${fanvue.root}/files/${messageUuid}?until=${fanvue.now() + URL_LIVES_MS}`
    const variant = { displayPosition: 0, width: 1, height: 1, lengthMs: null }
    return {
      ...{ uuid, messageUuid, mediaType, created_at: at, sentAt: at, ownerUuid: sender, name: null },
      ...(piece && !piece.isLocked
        ? {
            variants: [
              { ...variant, variantType: 'blurred', url: `${fanvue.root}/files/blurred` },
              { ...variant, variantType: 'main', url },
            ],
          }
        : {}),
    }
  })
  return { data, nextCursor: all.length > from + limit ? String(from + limit) : null }
}

/** The file server, which is another house than the API: whoever shows it a token gives it away. */
export function serveFile(fanvue: Fanvue, request: IncomingMessage, response: ServerResponse): void {
  const url = new URL(request.url ?? '', fanvue.root)
  const piece = fanvue.pieces.get(url.pathname.replace('/files/', ''))
  const isOpen = Number(url.searchParams.get('until')) > fanvue.now() && !request.headers.authorization
  if (!piece || !isOpen) response.writeHead(403, { 'content-type': 'application/xml' }).end('<Error/>')
  else response.writeHead(200, { 'content-length': piece.bytes.length }).end(piece.bytes)
}
