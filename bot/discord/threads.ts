import type { APIChannel } from 'discord-api-types/v10'
import { aliasOf } from '../../core/approval/fan-topic.ts'
import type { ReviewCard } from '../../core/approval/review-card.ts'
import type { DiscordSettings } from '../../core/connections/discord-settings.ts'
import type { Deps } from '../../core/deps.ts'
import { problemOf } from '../../core/problem-of.ts'
import { activeReviewers } from '../../core/reviewers/find-reviewer.ts'
import { type CardTopic, cardTopic } from '../review/card-topic.ts'
import { explainError } from './explain-error.ts'
import type { DiscordRest } from './rest.ts'

/** Discord's number of a channel that consists of threads. */
export const FORUM = 15
/** Whoever sees the review channel sees its threads. */
const PUBLIC_THREAD = 11
/** Hidden from the list after a week of silence, and back with the next message. */
const A_WEEK_IN_MINUTES = 10_080

/** A card does not wait longer for people to be in its thread. */
const JOIN_TIMEOUT_MS = 3_000
const MOST_REMEMBERED = 50_000

/** The thread of one fan. */
export interface FanThread extends CardTopic {
  /**
   * Sees to it that whoever may decide is in the thread: Discord marks nothing as new in a thread that one has not joined. A card
   * never fails by it. @returns `archived` where nobody can join before something is said there
   */
  bringPeople(threadId: string): Promise<'done' | 'archived'>
}

/**
 * Who was brought into which thread by this process, and until when nobody needs to try again: for those who are in, never; whoever
 * may not come in is asked again after a while. Others are brought again, which changes nothing for who is in.
 */
export type Brought = Map<string, number>
const REFUSED_FOR_MS = 3_600_000

interface Review {
  rest: DiscordRest
  brought: Brought
  settings: DiscordSettings
  channelId: string
  place: string
}

/** One thread a fan below the review channel, named by an alias: the name of a fan is nothing for the list of a server. */
export function fanThread(
  world: Pick<Deps, 'store' | 'now' | 'log'>,
  review: Review,
  { tenantId, fan }: ReviewCard,
): FanThread {
  const { rest, settings, channelId, place } = review
  const isForum = settings.reviewChannelType === FORUM
  const where = { tenantId, fanId: fan.id, desk: 'discord', place } as const
  const topic = cardTopic(world, where, {
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
  return { ...topic, bringPeople: (threadId) => bringPeople(world, review, { tenantId, threadId }) }
}

function remember(brought: Brought, key: string, until: number): void {
  if (brought.size >= MOST_REMEMBERED) brought.clear()
  brought.set(key, until)
}

async function bringPeople(
  world: Pick<Deps, 'store' | 'now' | 'log'>,
  { rest, brought }: Review,
  { tenantId, threadId }: { tenantId: string; threadId: string },
): Promise<'done' | 'archived'> {
  let became: 'done' | 'archived' = 'done'
  const bring = async (externalId: string) => {
    const key = `${threadId}/${externalId}`
    if ((brought.get(key) ?? 0) > world.now().getTime()) return
    try {
      const path = `/channels/${threadId}/thread-members/${externalId}`
      await rest.call({ method: 'PUT', path, timeoutMs: JOIN_TIMEOUT_MS })
      remember(brought, key, Number.POSITIVE_INFINITY)
    } catch (error) {
      const trouble = explainError(error)
      if (trouble.kind === 'not-there' && trouble.isArchived) became = 'archived'
      else {
        if (trouble.kind === 'forbidden' || trouble.kind === 'not-there' || trouble.kind === 'refused') {
          remember(brought, key, world.now().getTime() + REFUSED_FOR_MS)
        }
        world.log.warn('discord thread', { threadId, reviewer: externalId, problem: trouble.problem })
      }
    }
  }
  const people = await activeReviewers(world, { tenantId, channel: 'discord' }).catch((error: unknown) => {
    world.log.warn('discord thread', { threadId, problem: problemOf(error) })
    return []
  })
  await Promise.all(people.map(({ externalId }) => bring(externalId)))
  return became
}
