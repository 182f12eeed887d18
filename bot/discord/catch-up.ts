import type { Deps } from '../../core/deps.ts'
import { knownSince } from '../../core/inbound/known-since.ts'
import { lastHeard } from '../../core/inbound/last-heard.ts'
import type { DiscordBot } from './discord-bot.ts'
import { explainError } from './explain-error.ts'
import { handleEvent } from './handle-event.ts'
import { saidAt, saidSince } from './said-since.ts'

const MOST_CHATS = 200
const MOST_PAGES = 20
/**
 * So much of what was heard before is read again, to see what was changed or deleted meanwhile: a page or two of a busy chat. What is
 * not known there is left alone: it was forgotten, or said before this was any concern of ours.
 */
const READ_AGAIN_MS = 24 * 3_600_000
/** Ids of one moment are not in order. */
const OVERLAP_MS = 5_000

/**
 * Asks in each chat that is known what was said since the last message we have, and in the day before it: what a fan changed or
 * deleted there while nobody listened is told by no event. Discord gives a bot no list of its chats, so
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
  const from = new Date(since.getTime() - READ_AGAIN_MS)
  const { tenantId, creatorId } = bot
  const where = { tenantId, creatorId, channel: 'discord', address: channelId } as const
  // Looked up before the chat is read: what comes while it is read is not missing in it.
  const known = new Set(await knownSince(deps, { ...where, since: new Date(from.getTime() + OVERLAP_MS) }))
  const missing = new Set([...known].filter(isDiscords))
  let pages = 0
  try {
    for await (const messages of saidSince<Said>(bot.rest, { channelId, since: from, signal })) {
      for (const data of messages) {
        missing.delete(data.id)
        if (known.has(data.id)) {
          if (data.edited_timestamp) await handleEvent(deps, bot, { name: 'MESSAGE_UPDATE', data })
        } else if (saidAt(data.id).getTime() >= since.getTime() - OVERLAP_MS) {
          await handleEvent(deps, bot, { name: 'MESSAGE_CREATE', data })
        }
      }
      pages += 1
      // Not read to its end, it does not show what is gone.
      if (pages === MOST_PAGES) return
    }
    for (const id of missing) {
      await handleEvent(deps, bot, { name: 'MESSAGE_DELETE', data: { id, channel_id: channelId } })
    }
  } catch (error) {
    // Where a chat cannot be read any more, the others still can.
    const { kind } = explainError(error)
    if (kind !== 'forbidden' && kind !== 'not-there' && kind !== 'refused') throw error
  }
}

interface Said {
  id: string
  edited_timestamp?: string | null
}

/** What somebody pasted in has no id of Discord's. */
const isDiscords = (id: string) => /^\d{1,20}$/.test(id)
