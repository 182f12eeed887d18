import { Hono } from 'hono'
import { z } from 'zod'
import { can } from '../../core/access.ts'
import { noteReads } from '../../core/audit/note-reads.ts'
import { CoreError } from '../../core/errors.ts'
import { fanHere } from '../../core/fans/fan-here.ts'
import { answerProposal, PROPOSAL_ANSWERS } from '../../core/preferences/answer-proposal.ts'
import { listPreferences, listSharedPreferences } from '../../core/preferences/list-preferences.ts'
import {
  editPreference,
  NewPreference,
  PreferenceChange,
  writePreference,
} from '../../core/preferences/write-preference.ts'
import { inTenant } from '../../core/tenant.ts'
import { allow } from './allow.ts'
import type { ConsoleWorld } from './console-world.ts'
import { ok } from './respond.ts'
import type { SignedIn } from './session.ts'
import { valid } from './valid.ts'

const Id = z.object({ id: z.uuid() })
const Answer = z.object({ answer: z.enum(PROPOSAL_ANSWERS) })

/** Rules that drafts follow, for one fan or for everyone, and the answers to those that are proposed. */
export function preferencesApi({ deps }: ConsoleWorld) {
  return new Hono<SignedIn>()
    .get('/fans/:id/preferences', allow('fan.read'), valid('param', Id), async (c) => {
      const session = c.get('session')
      const { id } = c.req.valid('param')
      const preferences = await inTenant(deps, session.tenantId, async (scope) =>
        listPreferences(scope, await fanHere(scope, id)),
      )
      await noteReads(deps, session, { action: 'preference.list', fanIds: [id] })
      return ok(c, { preferences })
    })
    .post('/fans/:id/preferences', allow('fan.edit'), valid('param', Id), valid('json', NewPreference), async (c) => {
      const { tenantId, actor } = c.get('session')
      const of = { fanId: c.req.valid('param').id }
      return ok(c, {
        preferenceId: await writePreference(deps, { tenantId, of, preference: c.req.valid('json'), actor }),
      })
    })
    .get('/creators/:id/preferences', allow('settings.read'), valid('param', Id), async (c) => {
      const { tenantId } = c.get('session')
      const { id } = c.req.valid('param')
      const preferences = await inTenant(deps, tenantId, (scope) => listSharedPreferences(scope, id))
      return ok(c, { preferences })
    })
    .post(
      '/creators/:id/preferences',
      allow('settings.edit'),
      valid('param', Id),
      valid('json', NewPreference),
      async (c) => {
        const { tenantId, actor } = c.get('session')
        const of = { creatorId: c.req.valid('param').id }
        return ok(c, {
          preferenceId: await writePreference(deps, { tenantId, of, preference: c.req.valid('json'), actor }),
        })
      },
    )
    .patch('/preferences/:id', allow('fan.edit'), valid('param', Id), valid('json', PreferenceChange), async (c) => {
      const { tenantId, actor } = c.get('session')
      const preferenceId = c.req.valid('param').id
      await editPreference(deps, { tenantId, preferenceId, change: c.req.valid('json'), actor })
      return ok(c, { preferenceId })
    })
    .post('/preferences/:id/answer', allow('fan.edit'), valid('param', Id), valid('json', Answer), async (c) => {
      const { tenantId, actor } = c.get('session')
      const { answer } = c.req.valid('json')
      if (answer === 'everyone' && !can(actor.role, 'settings.edit')) {
        throw new CoreError(
          'not-allowed',
          'A rule for every fan is set by an owner or a manager. You can set it for this fan.',
        )
      }
      const preferenceId = c.req.valid('param').id
      await answerProposal(deps, { tenantId, preferenceId, answer, actor })
      return ok(c, { preferenceId })
    })
}
