import { createHash } from 'node:crypto'
import { dropFanTopic, fanTopicAt, keepFanTopic } from '../../db/fan-topics.ts'
import { inTenant } from '../../db/scope.ts'
import type { Deps } from '../deps.ts'

/** Where the cards of one fan have a topic of their own. */
export interface TopicPlace {
  tenantId: string
  fanId: string
  desk: 'telegram' | 'discord'
  place: string
}

/** Undefined when there is none yet. */
export async function topicOf(
  { store }: Pick<Deps, 'store'>,
  { tenantId, ...where }: TopicPlace,
): Promise<string | undefined> {
  return inTenant(store, tenantId, (scope) => fanTopicAt(scope, where))
}

/** Remembers a topic that was made. @returns the one that counts: another process may have been faster */
export async function keepTopic(
  { store, now }: Pick<Deps, 'store' | 'now'>,
  { tenantId, ...topic }: TopicPlace & { topicId: string },
): Promise<string> {
  return inTenant(store, tenantId, (scope) => keepFanTopic(scope, { ...topic, now: now() }))
}

/** Somebody deleted the topic: the next card gets a new one. */
export async function forgetTopic(
  { store }: Pick<Deps, 'store'>,
  { tenantId, ...topic }: TopicPlace & { topicId: string },
): Promise<void> {
  await inTenant(store, tenantId, (scope) => dropFanTopic(scope, topic))
}

const LETTERS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'

/** What a topic calls a fan, always the same and never by name: "Fan 7K3QX". */
export function aliasOf(fanId: string): string {
  const digest = createHash('sha256').update(fanId).digest()
  return `Fan ${[...digest.subarray(0, 5)].map((byte) => LETTERS[byte % LETTERS.length]).join('')}`
}
