import { eq } from 'drizzle-orm'
import type { Actor } from '../../core/actor.ts'
import { member, user } from '../../db/auth-schema.ts'
import { newId } from '../../db/ids.ts'
import { consoleHttp } from './console-http.ts'
import type { World } from './world.ts'

/** Somebody joins the team of this world, and is signed in to its console. */
export async function teamMember(world: World, name: string, role: Actor['role'] = 'chatter') {
  const { db } = world.store
  const id = newId()
  await db.insert(user).values({ id, name, email: `${id}@example.com` })
  const join = async () => {
    await db
      .insert(member)
      .values({ id: newId(), organizationId: world.tenantId, userId: id, role, createdAt: world.now() })
  }
  await join()
  const actor: Actor = { id: `user:${id}`, name, role, via: 'console' }
  const api = await consoleHttp(world, { actor })
  return {
    ...{ id, actor, api, joins: join },
    async leaves() {
      await db.delete(member).where(eq(member.userId, id))
    },
    /** Their hands on a draft in the console. @returns the whole answer */
    async does(draftId: string, what: string, body: unknown = {}) {
      return api.data('POST', `/drafts/${draftId}/${what}`, body)
    },
    card: async (draftId: string) => (await api.data('GET', `/drafts/${draftId}`)).card,
  }
}
export type TeamMember = Awaited<ReturnType<typeof teamMember>>
