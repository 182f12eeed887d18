import { newId } from '../../db/ids.ts'
import { mayDecide, nameReviewer, type Reviewer, reviewerAt, reviewersOf, upsertReviewer } from '../../db/reviewers.ts'
import { inTenant } from '../../db/scope.ts'
import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'

type ChatApp = 'telegram' | 'discord'

/**
 * Who this is when they may decide; undefined when they may not. A team member is the same person as in the console, by that name
 * and in that role. The name that the platform tells now is kept.
 */
export async function actorAt(
  { store }: Pick<Deps, 'store'>,
  { tenantId, channel, externalId, name }: { tenantId: string; channel: ChatApp; externalId: string; name: string },
): Promise<Actor | undefined> {
  return inTenant(store, tenantId, async (scope) => {
    const reviewer = await reviewerAt(scope, { channel, externalId })
    if (!reviewer) return undefined
    if (reviewer.name !== name && name) await nameReviewer(scope, reviewer.id, name)
    return actorOf({ ...reviewer, name: name || reviewer.name }, channel)
  })
}

/** The people who may decide in this chat app, those invited first first. */
export async function activeReviewers(
  { store }: Pick<Deps, 'store'>,
  { tenantId, channel }: { tenantId: string; channel: ChatApp },
): Promise<Reviewer[]> {
  const all = await inTenant(store, tenantId, (scope) => reviewersOf(scope, channel))
  return all.filter(mayDecide)
}

/** Those people by the names that cards give them, each once however many accounts they have. */
export async function namesOfReviewers(
  deps: Pick<Deps, 'store'>,
  at: { tenantId: string; channel: ChatApp },
): Promise<{ name: string; role: string }[]> {
  const people = (await activeReviewers(deps, at)).map(
    (one) => [one.userId ?? one.id, actorOf(one, at.channel)] as const,
  )
  return [...new Map(people).values()].map(({ name, role }) => ({ name, role }))
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

function actorOf({ externalId, name, role, userId, account }: Reviewer, channel: ChatApp): Actor {
  const given = account?.role ?? role
  const known = given === 'owner' || given === 'manager' ? given : 'chatter'
  const id = userId ? `user:${userId}` : `${channel}:${externalId}`
  return { id, name: account?.name ?? name, role: known, via: channel }
}
