import { Hono } from 'hono'
import { z } from 'zod'
import { InviteEntry } from '../../core/reviewers/invite-reviewer.ts'
import {
  connectTelegram,
  disconnectTelegram,
  inviteToTelegram,
  readTelegram,
  TelegramEntry,
} from '../../core/settings/edit-telegram.ts'
import { inTenant } from '../../core/tenant.ts'
import { allow } from './allow.ts'
import type { ConsoleWorld } from './console-world.ts'
import { ok } from './respond.ts'
import type { SignedIn } from './session.ts'
import { valid } from './valid.ts'

const Id = z.object({ id: z.uuid() })

/** A creator's bots. Tokens go in and never come out. */
export function telegramApi({ deps }: ConsoleWorld) {
  return new Hono<SignedIn>()
    .get('/creators/:id/telegram', allow('settings.read'), valid('param', Id), async (c) => {
      const { tenantId } = c.get('session')
      const creatorId = c.req.valid('param').id
      return ok(c, { telegram: await inTenant(deps, tenantId, (scope) => readTelegram(scope, creatorId)) })
    })
    .put(
      '/creators/:id/telegram',
      allow('settings.edit'),
      valid('param', Id),
      valid('json', TelegramEntry),
      async (c) => {
        const { tenantId, actor } = c.get('session')
        const creatorId = c.req.valid('param').id
        return ok(c, {
          connectionId: await connectTelegram(deps, { tenantId, creatorId, entry: c.req.valid('json'), actor }),
        })
      },
    )
    .delete('/creators/:id/telegram', allow('settings.edit'), valid('param', Id), async (c) => {
      const { tenantId, actor } = c.get('session')
      const creatorId = c.req.valid('param').id
      await disconnectTelegram(deps, { tenantId, creatorId, actor })
      return ok(c, { creatorId })
    })
    .post(
      '/creators/:id/telegram/invites',
      // For whoever asks; somebody else is invited by those who may change the team.
      allow('draft.decide'),
      valid('param', Id),
      valid('json', InviteEntry),
      async (c) => {
        const { tenantId, actor } = c.get('session')
        const creatorId = c.req.valid('param').id
        return ok(c, await inviteToTelegram(deps, { tenantId, creatorId, actor, ...c.req.valid('json') }))
      },
    )
}
