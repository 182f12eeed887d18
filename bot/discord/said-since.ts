import type { DiscordRest } from './rest.ts'

/** Discord's ids carry their time, counted from the first second of 2015. */
const DISCORD_EPOCH = 1_420_070_400_000n
const PAGE = 100

/** When a message was said, by its id. */
export const saidAt = (id: string) => new Date(Number((BigInt(id) >> 22n) + DISCORD_EPOCH))

/**
 * What was said in a chat since then, oldest first, page by page as Discord gives it.
 * @throws DiscordRefusal, or what the network says
 */
export async function* saidSince<Message extends { id: string }>(
  rest: DiscordRest,
  { channelId, since, ...how }: { channelId: string; since: Date; signal?: AbortSignal; timeoutMs?: number },
): AsyncGenerator<Message[]> {
  let after = ((BigInt(since.getTime()) - DISCORD_EPOCH) << 22n).toString()
  for (;;) {
    const path = `/channels/${channelId}/messages?limit=${PAGE}&after=${after}`
    const messages = await rest.call<Message[]>({ method: 'GET', path, ...how })
    const ordered = messages.toSorted((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1))
    if (ordered.length > 0) yield ordered
    after = ordered.at(-1)?.id ?? after
    if (messages.length < PAGE) return
  }
}
