import type { APIChannel } from 'discord-api-types/v10'
import { aliasOf } from '../../core/approval/fan-topic.ts'
import type { ReviewCard } from '../../core/approval/review-card.ts'
import type { DiscordSettings } from '../../core/connections/discord-settings.ts'
import type { Deps } from '../../core/deps.ts'
import { type CardTopic, cardTopic } from '../review/card-topic.ts'
import { explainError } from './explain-error.ts'
import type { DiscordRest } from './rest.ts'

/** Discord's number of a channel that consists of threads. */
export const FORUM = 15
/** Whoever sees the review channel sees its threads. */
const PUBLIC_THREAD = 11
/** Hidden from the list after a week of silence, and back with the next message. */
const A_WEEK_IN_MINUTES = 10_080

interface Review {
  rest: DiscordRest
  settings: DiscordSettings
  channelId: string
  place: string
}

/** One thread a fan below the review channel, named by an alias: the name of a fan is nothing for the list of a server. */
export function fanThread(
  world: Pick<Deps, 'store' | 'now'>,
  { rest, settings, channelId, place }: Review,
  { tenantId, fan }: ReviewCard,
): CardTopic {
  const isForum = settings.reviewChannelType === FORUM
  const where = { tenantId, fanId: fan.id, desk: 'discord', place } as const
  return cardTopic(world, where, {
    isWanted: async () => isForum || settings.threadPerFan === true,
    async make() {
      const name = aliasOf(fan.id)
      // In a forum a thread begins with a message.
      const begins = isForum ? { message: { content: name, allowed_mentions: { parse: [] } } } : { type: PUBLIC_THREAD }
      const body = { name, auto_archive_duration: A_WEEK_IN_MINUTES, ...begins }
      try {
        return (await rest.call<APIChannel>({ method: 'POST', path: `/channels/${channelId}/threads`, body })).id
      } catch (error) {
        const trouble = explainError(error)
        const isNotAllowed = trouble.kind === 'refused' || (trouble.kind === 'forbidden' && !trouble.isGone)
        // Not allowed to make threads: the card stands where everybody sees it. In a forum there is no such place.
        if (isNotAllowed && !isForum) return undefined
        throw error
      }
    },
  })
}
