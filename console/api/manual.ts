import { Hono } from 'hono'
import { pasteIn } from '../../core/manual/paste-in.ts'
import { PastedWords } from '../../core/manual/pasted-lines.ts'
import { previewPaste } from '../../core/manual/preview-paste.ts'
import { allow } from './allow.ts'
import type { ConsoleWorld } from './console-world.ts'
import { ok } from './respond.ts'
import type { SignedIn } from './session.ts'
import { valid } from './valid.ts'

/** Platforms without a way in for programs: a person brings what a fan wrote. */
export function manualApi({ deps }: ConsoleWorld) {
  return new Hono<SignedIn>()
    .post('/pasted-messages', allow('draft.decide'), valid('json', PastedWords), async (c) => {
      const { tenantId, actor } = c.get('session')
      return ok(c, await pasteIn(deps, { tenantId, pasted: c.req.valid('json'), actor }))
    })
    .post('/pasted-messages/preview', allow('draft.decide'), valid('json', PastedWords), async (c) => {
      const { tenantId } = c.get('session')
      return ok(c, await previewPaste(deps, { tenantId, pasted: c.req.valid('json') }))
    })
}
