import { Hono } from 'hono'
import { z } from 'zod'
import { InviteEntry } from '../../core/reviewers/invite-reviewer.ts'
import {
  connectDiscord,
  DiscordEntry,
  disconnectDiscord,
  inviteToDiscord,
  readDiscord,
} from '../../core/settings/edit-discord.ts'
import { inTenant } from '../../core/tenant.ts'
import { allow } from './allow.ts'
import type { ConsoleWorld } from './console-world.ts'
import { ok } from './respond.ts'
import type { SignedIn } from './session.ts'
import { valid } from './valid.ts'

const Id = z.object({ id: z.uuid() })

/** A creator's bot on Discord. Its token goes in and never comes out. */
export function discordApi({ deps }: ConsoleWorld) {
  return new Hono<SignedIn>()
    .get('/creators/:id/discord', allow('settings.read'), valid('param', Id), async (c) => {
      const { tenantId } = c.get('session')
      const creatorId = c.req.valid('param').id
      return ok(c, { discord: await inTenant(deps, tenantId, (scope) => readDiscord(scope, creatorId)) })
    })
    .put(
      '/creators/:id/discord',
      allow('settings.edit'),
      valid('param', Id),
      valid('json', DiscordEntry),
      async (c) => {
        const { tenantId, actor } = c.get('session')
        const creatorId = c.req.valid('param').id
        const entry = c.req.valid('json')
        return ok(c, { connectionId: await connectDiscord(deps, { tenantId, creatorId, entry, actor }) })
      },
    )
    .delete('/creators/:id/discord', allow('settings.edit'), valid('param', Id), async (c) => {
      const { tenantId, actor } = c.get('session')
      const creatorId = c.req.valid('param').id
      await disconnectDiscord(deps, { tenantId, creatorId, actor })
      return ok(c, { creatorId })
    })
    .post(
      '/creators/:id/discord/invites',
      // For whoever asks; somebody else is invited by those who may change the team.
      allow('draft.decide'),
      valid('param', Id),
      valid('json', InviteEntry),
      async (c) => {
        const { tenantId, actor } = c.get('session')
        const creatorId = c.req.valid('param').id
        return ok(c, await inviteToDiscord(deps, { tenantId, creatorId, actor, ...c.req.valid('json') }))
      },
    )
}
