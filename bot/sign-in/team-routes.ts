import { Hono, type MiddlewareHandler } from 'hono'
import { z } from 'zod'
import { ok } from '../../console/api/respond.ts'
import { valid } from '../../console/api/valid.ts'
import { type Action, can, mayGive, ROLES, type Role } from '../../core/access.ts'
import { CoreError } from '../../core/errors.ts'
import { noteAudit } from '../../db/audit.ts'
import { invitationsOf, membersOf } from '../../db/people.ts'
import { inTenant } from '../../db/scope.ts'
import { type AtTheDoor, type Door, headersOf, requirePerson } from './door.ts'
import { invitationToken } from './invitation-link.ts'
import type { SignedInPerson } from './session-source.ts'
import { SignInError } from './sign-in-error.ts'

const AnyRole = z.enum(['owner', 'manager', 'chatter'])

/** Who works here, in which role, and who is invited. */
export function teamRoutes(door: Door) {
  const { auth, store, now, sessions } = door
  return new Hono<AtTheDoor>()
    .use('/team/*', requirePerson({ sessions }))
    .get('/team', may('team.read'), async (c) => {
      const { tenantId, tenantName, userId } = c.get('person')
      const members = await membersOf(store.db, tenantId)
      const invitations = await invitationsOf(store.db, tenantId, now())
      return ok(c, {
        tenantName,
        members: members.map(({ userId: id, ...member }) => ({ ...member, isYou: id === userId })),
        invitations: invitations.map(({ id, email, role, expiresAt }) => ({ id, email, role, expiresAt })),
      })
    })
    .post(
      '/team/invitations',
      may('team.edit'),
      valid('json', z.object({ email: z.email().max(200), role: AnyRole })),
      async (c) => {
        const person = c.get('person')
        const { email, role } = c.req.valid('json')
        if (!mayGive(person.actor.role, role)) throw new SignInError('not-above')
        const { id, expiresAt } = await auth.api.createInvitation({
          body: { email: email.toLowerCase(), role, organizationId: person.tenantId },
          headers: headersOf(c),
        })
        const link = `${door.site()}/sign-in#invitation=${invitationToken(store.vault, id)}`
        door.invite({ email, link, tenantName: person.tenantName })
        await note(door, person, 'team.invite', id)
        return ok(c, { id, link, expiresAt, mailed: door.hasMail })
      },
    )
    .delete('/team/invitations/:id', may('team.edit'), async (c) => {
      const person = c.get('person')
      const id = c.req.param('id')
      const open = await invitationsOf(store.db, person.tenantId, now())
      if (!open.some((invitation) => invitation.id === id)) throw new CoreError('not-found', 'This invitation is over.')
      await auth.api.cancelInvitation({ body: { invitationId: id }, headers: headersOf(c) })
      await note(door, person, 'team.uninvite', id)
      return ok(c, { cancelled: true })
    })
    .put('/team/members/:id/role', may('team.edit'), valid('json', z.object({ role: AnyRole })), async (c) => {
      const person = c.get('person')
      const { role } = c.req.valid('json')
      const member = await memberBelow(door, person, c.req.param('id'), role)
      await auth.api.updateMemberRole({
        body: { memberId: member.id, role, organizationId: person.tenantId },
        headers: headersOf(c),
      })
      await note(door, person, 'team.role', member.id)
      return ok(c, { changed: true })
    })
    .delete('/team/members/:id', may('team.edit'), async (c) => {
      const person = c.get('person')
      const member = await memberBelow(door, person, c.req.param('id'))
      await auth.api.removeMember({
        body: { memberIdOrEmail: member.id, organizationId: person.tenantId },
        headers: headersOf(c),
      })
      await note(door, person, 'team.remove', member.id)
      return ok(c, { removed: true })
    })
}

function may(action: Action): MiddlewareHandler<AtTheDoor> & { action: Action } {
  const check: MiddlewareHandler<AtTheDoor> = async (c, next) => {
    const { role } = c.get('person').actor
    if (!can(role, action)) {
      throw new CoreError('not-allowed', `Your role here (${role}) does not allow this. Ask an owner or a manager.`)
    }
    await next()
  }
  return Object.assign(check, { action })
}

/** A member of this workspace whom this person may change, and whose change leaves an owner behind. */
async function memberBelow({ store }: Door, person: SignedInPerson, id: string, becomes?: Role) {
  const members = await membersOf(store.db, person.tenantId)
  const member = members.find((candidate) => candidate.id === id)
  if (!member) throw new CoreError('not-found', 'There is no such member here.')
  const role = ROLES.find((known) => known === member.role) ?? 'chatter'
  const mine = person.actor.role
  if (!mayGive(mine, role) || (becomes && !mayGive(mine, becomes))) throw new SignInError('not-above')
  const owners = members.filter((candidate) => candidate.role === 'owner').length
  if (role === 'owner' && becomes !== 'owner' && owners === 1) throw new SignInError('last-owner')
  return member
}

async function note({ store, now }: Door, person: SignedInPerson, action: string, subjectId: string): Promise<void> {
  await inTenant(store, person.tenantId, (scope) =>
    noteAudit(scope, { actor: person.actor, action, subjectId, happenedAt: now() }),
  )
}
