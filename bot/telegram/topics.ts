import { aliasOf } from '../../core/approval/fan-topic.ts'
import type { ReviewCard } from '../../core/approval/review-card.ts'
import type { Deps } from '../../core/deps.ts'
import { type CardTopic, cardTopic } from '../review/card-topic.ts'
import type { BotClient } from './bot-client.ts'
import { explainError } from './explain-error.ts'
import type { Limits } from './limits.ts'

type World = Pick<Deps, 'store' | 'now'>
type Chat = { client: BotClient; limits: Limits; chatId: string; place: string; forums: Map<string, boolean> }

/** One topic a fan, in a group that has topics or in private with a bot that has, named by an alias: the name of a fan is nothing for the list of a group. */
export function groupTopic(
  world: World,
  { client, limits, chatId, place, forums }: Chat,
  { tenantId, fan }: ReviewCard,
): CardTopic {
  const where = { tenantId, fanId: fan.id, desk: 'telegram', place } as const
  return cardTopic(world, where, {
    async isWanted() {
      const kept = forums.get(place)
      if (kept !== undefined) return kept
      // A server that does not say is no reason not to show a card; it is asked again with the next one.
      const hasTopics = await (chatId.startsWith('-')
        ? client.call('getChat', { chat_id: chatId }).then(({ is_forum }) => is_forum === true)
        : // In private it is the bot that has topics or has not.
          client.call('getMe', undefined).then(({ has_topics_enabled }) => has_topics_enabled === true)
      ).catch(() => undefined)
      if (hasTopics !== undefined) forums.set(place, hasTopics)
      return hasTopics === true
    },
    async make() {
      // To make a topic is one of the group's twenty messages a minute.
      limits.take(client.botId, chatId, 1, true)
      const made = await client
        .call('createForumTopic', { chat_id: chatId, name: aliasOf(fan.id) })
        .catch((error: unknown) => {
          // Not allowed to make topics: the card stands where everybody sees it.
          if (explainError(error).kind === 'refused') return undefined
          throw error
        })
      return made && String(made.message_thread_id)
    },
  })
}
