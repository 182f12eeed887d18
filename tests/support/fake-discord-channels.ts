import type { FakeApp, FakeChannel, FakeDiscord } from './fake-discord.ts'
import { checkMessage, Refused } from './fake-discord-rules.ts'

export const FORUM = 15

export type Body = Record<string, unknown>
export interface Asked {
  fake: FakeDiscord
  app: FakeApp | undefined
  ids: string[]
  body: Body
  query: URLSearchParams
}
/** @throws as Discord does where the bot may not do this there */
export function channelOf({ fake, app, ids }: Pick<Asked, 'fake' | 'app' | 'ids'>, ...needed: string[]): FakeChannel {
  const channel = fake.channels.get(ids[0] ?? '')
  if (!channel || (channel.type === 1 && channel.botId !== app?.user.id))
    throw new Refused(404, 10003, 'Unknown Channel')
  const denied = fake.channels.get(channel.parentId ?? '')?.denied ?? channel.denied
  if (denied.has('VIEW_CHANNEL')) throw new Refused(403, 50001, 'Missing Access')
  if (needed.some((one) => denied.has(one))) throw new Refused(403, 50013, 'Missing Permissions')
  return channel
}

export function openThread(asked: Asked): FakeChannel {
  const { name, type, auto_archive_duration, message } = asked.body as {
    name?: string
    type?: number
    auto_archive_duration?: number
    message?: Body
  }
  const isForum = asked.fake.channels.get(asked.ids[0] ?? '')?.type === FORUM
  const right = isForum ? 'SEND_MESSAGES' : type === 11 ? 'CREATE_PUBLIC_THREADS' : 'CREATE_PRIVATE_THREADS'
  const parent = channelOf(asked, right)
  if (isForum !== (message !== undefined)) throw new Refused(400, 50035, 'Invalid Form Body')
  if (message) checkMessage(asked.fake, message)
  if (!name || name.length > 100) throw new Refused(400, 50035, 'Invalid Form Body')
  if (![60, 1_440, 4_320, 10_080].includes(auto_archive_duration ?? 1_440))
    throw new Refused(400, 50035, 'Invalid Form Body')
  return asked.fake.addChannel({
    type: isForum ? 11 : (type ?? 12),
    name,
    parentId: parent.id,
    ...(parent.guildId ? { guildId: parent.guildId } : {}),
  })
}

export function joinThread(asked: Asked): undefined {
  const channel = channelOf(asked, 'SEND_MESSAGES_IN_THREADS')
  if (channel.parentId === undefined) throw new Refused(400, 50024, 'Cannot execute action on this channel type')
  if (channel.archived) throw new Refused(400, 50083, 'Thread is archived')
  const id = asked.ids[1] ?? ''
  if (!asked.fake.users.has(id)) throw new Refused(404, 10013, 'Unknown User')
  channel.joined.add(id)
}

export function deleteThread(asked: Asked): FakeChannel {
  const channel = channelOf(asked, 'MANAGE_THREADS')
  asked.fake.removeChannel(channel)
  return channel
}
