import { forgetTopic, keepTopic, type TopicPlace, topicOf } from '../../core/approval/fan-topic.ts'
import type { Deps } from '../../core/deps.ts'

/** Where the cards of one fan stand together, in a chat that can keep them apart: a topic of Telegram, a thread of Discord. */
export interface CardTopic {
  /** Made when it is first needed; undefined where there can be none. */
  id(): Promise<string | undefined>
  /** The platform knows it no more: the next `id` makes another. */
  forget(): Promise<void>
}

/** One topic a fan. @param make undefined where the platform does not let us: the card then stands where everybody sees it */
export function cardTopic(
  world: Pick<Deps, 'store' | 'now'>,
  where: TopicPlace,
  { isWanted, make }: { isWanted(): Promise<boolean>; make(): Promise<string | undefined> },
): CardTopic {
  let known: string | undefined
  return {
    async id() {
      if (known !== undefined) return known
      if (!(await isWanted())) return undefined
      known = await topicOf(world, where)
      if (known !== undefined) return known
      const topicId = await make()
      known = topicId && (await keepTopic(world, { ...where, topicId }))
      return known
    },
    async forget() {
      const topicId = known ?? (await topicOf(world, where))
      known = undefined
      if (topicId) await forgetTopic(world, { ...where, topicId })
    },
  }
}
