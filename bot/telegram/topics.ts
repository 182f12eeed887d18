import { aliasOf, forgetTopic, keepTopic, topicOf } from '../../core/approval/fan-topic.ts'
import type { ReviewCard } from '../../core/approval/review-card.ts'
import type { Deps } from '../../core/deps.ts'
import type { BotClient } from './bot-client.ts'
import { explainError } from './explain-error.ts'
import type { Limits } from './limits.ts'

/** The topic that a card's messages go to, in a group that has topics, or in private with a bot that has. */
export interface CardTopic {
  /** Made when it is first needed; undefined where the group has none. */
  id(): Promise<number | undefined>
  /** Telegram knows it no more: the next `id` makes another. */
  forget(): Promise<void>
}

type World = Pick<Deps, 'store' | 'now'>
type Chat = { client: BotClient; limits: Limits; chatId: string; place: string; forums: Map<string, boolean> }

/** One topic a fan, named by an alias: the name of a fan is nothing for the list of a group. */
export function cardTopic(world: World, { client, limits, chatId, place, forums }: Chat, card: ReviewCard): CardTopic {
  const where = { tenantId: card.tenantId, fanId: card.fan.id, desk: 'telegram', place } as const
  let known: number | undefined
  const isForum = async () => {
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
  }
  return {
    async id() {
      if (known !== undefined) return known
      if (!(await isForum())) return undefined
      const stored = await topicOf(world, where)
      if (stored) {
        known = Number(stored)
        return known
      }
      // To make a topic is one of the group's twenty messages a minute.
      limits.take(client.botId, chatId, 1, true)
      const made = await client
        .call('createForumTopic', { chat_id: chatId, name: aliasOf(card.fan.id) })
        .catch((error: unknown) => {
          // Not allowed to make topics: the card stands where everybody sees it.
          if (explainError(error).kind === 'refused') return undefined
          throw error
        })
      if (!made) return undefined
      known = Number(await keepTopic(world, { ...where, topicId: String(made.message_thread_id) }))
      return known
    },
    async forget() {
      const topicId = known === undefined ? await topicOf(world, where) : String(known)
      known = undefined
      if (topicId) await forgetTopic(world, { ...where, topicId })
    },
  }
}
