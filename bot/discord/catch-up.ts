import type { Deps } from '../../core/deps.ts'
import { lastHeard } from '../../core/inbound/last-heard.ts'
import type { DiscordBot } from './discord-bot.ts'
import { explainError } from './explain-error.ts'
import { handleEvent } from './handle-event.ts'

/** Discord's ids carry their time, counted from the first second of 2015. */
const DISCORD_EPOCH = 1_420_070_400_000n
const MOST_CHATS = 200
const PAGE = 100
const MOST_PAGES = 20
/** Ids of one moment are not in order. */
const OVERLAP_MS = 5_000

/**
 * Asks in each chat that is known what was said since the last message we have. Discord gives a bot no list of its chats, so
 * somebody who wrote for the very first time while nobody listened is heard with their next message.
 * @throws when Discord or the database failed before the end: it is to be done again
 */
export async function catchUp(deps: Deps, bot: DiscordBot, signal: AbortSignal): Promise<void> {
  const { tenantId, creatorId } = bot
  const chats = await lastHeard(deps, { tenantId, creatorId, channel: 'discord', limit: MOST_CHATS })
  const failures: unknown[] = []
  for (const { address, at } of chats) {
    if (signal.aborted) return
    // One chat that fails does not keep the others from being heard.
    await catchUpIn(deps, bot, { channelId: address, since: at, signal }).catch((error: unknown) =>
      failures.push(error),
    )
  }
  if (failures.length > 0) throw failures[0]
}

async function catchUpIn(
  deps: Deps,
  bot: DiscordBot,
  { channelId, since, signal }: { channelId: string; since: Date; signal: AbortSignal },
): Promise<void> {
  let after = idAt(since.getTime() - OVERLAP_MS)
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const path = `/channels/${channelId}/messages?limit=${PAGE}&after=${after}`
    const messages = await read(bot, path, signal)
    if (!messages) return
    const ordered = messages.toSorted((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1))
    for (const data of ordered) await handleEvent(deps, bot, { name: 'MESSAGE_CREATE', data })
    after = ordered.at(-1)?.id ?? after
    if (messages.length < PAGE) return
  }
}

/** Undefined where this chat cannot be read any more: the others still can. */
async function read(bot: DiscordBot, path: string, signal: AbortSignal): Promise<{ id: string }[] | undefined> {
  try {
    return await bot.rest.call<{ id: string }[]>({ method: 'GET', path, signal })
  } catch (error) {
    const { kind } = explainError(error)
    if (kind === 'forbidden' || kind === 'not-there' || kind === 'refused') return undefined
    throw error
  }
}

const idAt = (ms: number) => ((BigInt(ms) - DISCORD_EPOCH) << 22n).toString()
