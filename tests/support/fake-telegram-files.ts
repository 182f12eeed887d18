import type { ServerResponse } from 'node:http'
import { type FakeBot, type FakeTelegram, Refusal } from './fake-telegram.ts'

/** A file that somebody sent. */
export interface Kept {
  bytes: Uint8Array
  /** What Telegram says of it, where that is more than a story wants to hold. */
  size?: number
  /** Hands out the first bytes, and then nothing more or an end that comes too soon. */
  after?: 'stalls' | 'breaks'
  /** Where the server says that it is. */
  path?: string
}

/** What a bot may have of a file, for a person's eyes; tests say with `size` what they cannot hold. */
const MOST_BYTES = 20 * 1024 * 1024

/** `getFile`: the place of a file that this bot was given. */
export function getFile(fake: FakeTelegram, bot: FakeBot, { file_id }: Record<string, unknown>) {
  const fileId = String(file_id)
  const kept = fake.bytes.get(fileId)
  if (!kept || fake.files.get(fileId)?.has(bot.id) !== true) {
    throw new Refusal(400, 'Bad Request: wrong file_id or the file is temporarily unavailable')
  }
  const file_size = kept.size ?? kept.bytes.length
  if (file_size > MOST_BYTES) throw new Refusal(400, 'Bad Request: file is too big')
  return { file_id, file_unique_id: `u-${fileId}`, file_size, file_path: kept.path ?? `photos/${fileId}` }
}

/** The file server: it goes by the token in the address, and calls everything a stream of bytes. */
export function serveFile(fake: FakeTelegram, address: string, response: ServerResponse): void {
  const [, token = '', fileId = ''] = /^\/file\/bot([^/]+)\/photos\/(.+)$/.exec(decodeURIComponent(address)) ?? []
  const kept = fake.bytes.get(fileId)
  if (!kept || !fake.bots.has(token)) {
    const said = { ok: false, error_code: 404, description: 'Not Found' }
    response.writeHead(404, { 'content-type': 'application/json' }).end(JSON.stringify(said))
    return
  }
  const length = kept.size ?? kept.bytes.length
  response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': length })
  if (!kept.after) {
    response.end(kept.bytes)
    return
  }
  response.write(kept.bytes, () => {
    if (kept.after === 'breaks') response.destroy()
  })
  response.on('close', () => {
    fake.cutOff.push(fileId)
    fake.changed()
  })
}
