import { newId } from '../../db/ids.ts'
import { type Reviewer, reviewerAt, reviewersOf, upsertReviewer } from '../../db/reviewers.ts'
import { inTenant } from '../../db/scope.ts'
import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'

type ChatApp = 'telegram' | 'discord'

/** Who this is when they may decide; undefined when they may not. Their name is kept as the platform tells it now. */
export async function actorAt(
  { store }: Pick<Deps, 'store'>,
  { tenantId, channel, externalId, name }: { tenantId: string; channel: ChatApp; externalId: string; name: string },
): Promise<Actor | undefined> {
  return inTenant(store, tenantId, async (scope) => {
    const reviewer = await reviewerAt(scope, { channel, externalId })
    if (!reviewer) return undefined
    if (reviewer.name !== name && name) await upsertReviewer(scope, { ...reviewer, id: newId(), name })
    return actorOf({ ...reviewer, name: name || reviewer.name }, channel)
  })
}

/** The people who may decide in this chat app, those invited first first. */
export async function activeReviewers(
  { store }: Pick<Deps, 'store'>,
  { tenantId, channel }: { tenantId: string; channel: ChatApp },
): Promise<Reviewer[]> {
  const all = await inTenant(store, tenantId, (scope) => reviewersOf(scope, channel))
  return all.filter(({ isActive }) => isActive)
}

/** Makes sure that these people are on the list. Somebody who was taken off it since stays off. */
export async function seedReviewers(
  { store, now }: Pick<Deps, 'store' | 'now'>,
  { tenantId, channel, externalIds }: { tenantId: string; channel: ChatApp; externalIds: string[] },
): Promise<void> {
  await inTenant(store, tenantId, async (scope) => {
    const known = new Set((await reviewersOf(scope, channel)).map(({ externalId }) => externalId))
    for (const externalId of externalIds.filter((id) => !known.has(id))) {
      await upsertReviewer(scope, {
        id: newId(),
        channel,
        externalId,
        name: `Reviewer ${externalId.slice(-4)}`,
        role: 'manager',
        addedBy: 'environment',
        createdAt: now(),
      })
    }
  })
}

function actorOf({ externalId, name, role, userId }: Reviewer, channel: ChatApp): Actor {
  const known = role === 'owner' || role === 'manager' ? role : 'chatter'
  return { id: userId ? `user:${userId}` : `${channel}:${externalId}`, name, role: known, via: channel }
}
