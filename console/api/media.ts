import { Hono } from 'hono'
import { z } from 'zod'
import { noteReads } from '../../core/audit/note-reads.ts'
import { type OpenMedia, openSentMedia } from '../../core/sent-media/open-sent-media.ts'
import { allow } from './allow.ts'
import type { ConsoleWorld } from './console-world.ts'
import type { SignedIn } from './session.ts'
import { valid } from './valid.ts'

const Which = z.object({
  id: z.uuid(),
  n: z.string().max(40).describe('Which one of what came with the message, counted from 0.'),
})

/** What came with a message: the bytes themselves, as the platform gives them at this moment, without the envelope of other answers. */
export function mediaApi({ deps }: ConsoleWorld) {
  return new Hono<SignedIn>().get('/messages/:id/media/:n', allow('queue.read'), valid('param', Which), async (c) => {
    const session = c.get('session')
    const { id: messageId, n } = c.req.valid('param')
    const { signal, method } = c.req.raw
    const wanted = { tenantId: session.tenantId, messageId, index: Number(n), signal }
    const media = await openSentMedia(deps, wanted)
    try {
      await noteReads(deps, session, { action: 'media.read', fanIds: [media.fanId], subjectId: messageId })
    } catch (error) {
      await media.bytes.cancel()
      throw error
    }
    if (method !== 'HEAD') return c.body(media.bytes as ReadableStream<Uint8Array<ArrayBuffer>>, 200, headersOf(media))
    await media.bytes.cancel()
    return c.body(null, 200, headersOf(media))
  })
}

/** Nothing of it is ever run or kept on the way; what is not surely a picture, film or sound is not even shown. */
function headersOf({ type, name, size }: OpenMedia): Record<string, string> {
  return {
    'content-type': type ?? 'application/octet-stream',
    'content-disposition': type ? 'inline' : `attachment; filename*=UTF-8''${nameOf(name)}`,
    'cache-control': 'private, no-store',
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
    ...(size === undefined ? {} : { 'content-length': String(size) }),
  }
}

/** A fan chose it: no path, nothing invisible, and never nothing. */
function nameOf(name = ''): string {
  const harmless = name
    .replaceAll(/[\p{C}/\\:*?"<>|']+/gu, ' ')
    .slice(-120)
    .toWellFormed()
    .trim()
  return encodeURIComponent(harmless || 'file').replaceAll(/[()*!]/g, '_')
}
