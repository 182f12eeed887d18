import type { ServerResponse } from 'node:http'
import type { FakeDiscord, FakeMessage } from './fake-discord.ts'
import { Refused } from './fake-discord-rules.ts'

const LINK_LIVES_MS = 24 * 3_600_000

/** What came with a message, each with an address that is signed for a day, anew in every answer. */
export function attachmentsOf(fake: FakeDiscord, { channelId, more }: FakeMessage): object[] {
  const given = (more.attachments ?? []) as { id: string; filename?: string; url?: string }[]
  const until = Math.floor((fake.now() + LINK_LIVES_MS) / 1_000).toString(16)
  const at = new URL(fake.apiRoot).origin
  return given.map((one) => ({
    url: `${at}/attachments/${channelId}/${one.id}/${one.filename ?? 'file'}?ex=${until}&is=0&hm=${'a'.repeat(64)}&`,
    ...one,
  }))
}

export function stickerOf({ stickers }: FakeDiscord, id = ''): object {
  const format_type = stickers.get(id)
  if (format_type === undefined) throw new Refused(404, 10060, 'Unknown sticker')
  return { id, name: 'wave', format_type, type: 2 }
}

/** Discord's file server: an old link opens nothing, whoever has it. */
export function serveFile(fake: FakeDiscord, url: URL, response: ServerResponse): void {
  const [, kind, id = ''] = /^\/(attachments\/\d+|stickers)\/(\d+)/.exec(url.pathname) ?? []
  const bytes = fake.bytes.get(id)
  const isFresh = Number.parseInt(url.searchParams.get('ex') ?? '0', 16) * 1_000 > fake.now()
  const isOpen = kind === 'stickers' || (isFresh && url.searchParams.has('hm'))
  fake.fetched.push(url.href)
  if (!bytes || !isOpen) {
    response.writeHead(404, { 'content-type': 'text/plain' }).end('This content is no longer available.')
  } else response.writeHead(200, { 'content-type': 'image/png', 'content-length': bytes.length }).end(bytes)
}
