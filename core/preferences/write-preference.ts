import { z } from 'zod'
import { noteAudit } from '../../db/audit.ts'
import { creatorById } from '../../db/creators.ts'
import type { Scope } from '../../db/db.ts'
import { touchFan } from '../../db/fans.ts'
import { newId } from '../../db/ids.ts'
import { insertPreference, type Preference, preferenceById, updatePreference } from '../../db/preferences.ts'
import { inTenant } from '../../db/scope.ts'
import { can } from '../access.ts'
import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { CoreError } from '../errors.ts'
import { fanHere } from '../fans/fan-here.ts'
import { cleanText } from '../inbound/clean-text.ts'

const PREFERENCE_KINDS = ['avoid-word', 'tone', 'length', 'emoji', 'language', 'topic', 'other'] as const

const Rule = z
  .string()
  .max(300)
  .transform((text) => cleanText(text).trim())
  .pipe(z.string().min(1, 'Write the rule.'))

/** A rule that a person sets. */
export const NewPreference = z.object({
  kind: z.enum(PREFERENCE_KINDS).default('other'),
  /** For `avoid-word` the word itself, for the others a sentence. */
  rule: Rule,
  isPinned: z.boolean().default(false),
})
export type NewPreference = z.infer<typeof NewPreference>

/** What is left out stays. `retired`: it no longer holds. */
export const PreferenceChange = z.object({
  kind: z.enum(PREFERENCE_KINDS).optional(),
  rule: Rule.optional(),
  isPinned: z.boolean().optional(),
  status: z.enum(['active', 'retired']).optional(),
})
export type PreferenceChange = z.infer<typeof PreferenceChange>

type World = Pick<Deps, 'store' | 'now' | 'events'>

/** For one fan, or with a creator for every fan. It holds for the next draft. @returns its id */
export async function writePreference(
  { store, now, events }: World,
  {
    tenantId,
    of,
    preference,
    actor,
  }: { tenantId: string; of: { fanId: string } | { creatorId: string }; preference: NewPreference; actor: Actor },
): Promise<string> {
  const at = now()
  const id = newId()
  const fanId = 'fanId' in of ? of.fanId : null
  await inTenant(store, tenantId, async (scope) => {
    const creatorId = 'fanId' in of ? (await fanHere(scope, of.fanId)).creatorId : of.creatorId
    if (!(await creatorById(scope, creatorId))) throw new CoreError('not-found', 'There is no such creator here.')
    await insertPreference(scope, {
      ...preference,
      id,
      creatorId,
      fanId,
      status: 'active',
      author: actor.name,
      createdAt: at,
      updatedAt: at,
    })
    if (fanId) await touchFan(scope, fanId)
    await audit(scope, 'preference.write', { id, fanId }, actor, at)
  })
  if (fanId) events.publish(tenantId, { kind: 'fan', id: fanId, fanId })
  return id
}

export async function editPreference(
  { store, now, events }: World,
  {
    tenantId,
    preferenceId,
    change,
    actor,
  }: { tenantId: string; preferenceId: string; change: PreferenceChange; actor: Actor },
): Promise<void> {
  const at = now()
  const { fanId } = await inTenant(store, tenantId, async (scope) => {
    const preference = await preferenceHere(scope, preferenceId)
    if (preference.fanId === null && !can(actor.role, 'settings.edit')) {
      throw new CoreError('not-allowed', 'This rule holds for every fan. Ask an owner or a manager to change it.')
    }
    const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
    await updatePreference(scope, preference, { ...given, updatedAt: at })
    if (preference.fanId) await touchFan(scope, preference.fanId)
    await audit(scope, change.status === 'retired' ? 'preference.retire' : 'preference.edit', preference, actor, at)
    return preference
  })
  if (fanId) events.publish(tenantId, { kind: 'fan', id: fanId, fanId })
}

/** Throws `not-found` for a rule that is gone. */
export async function preferenceHere(scope: Scope, id: string): Promise<Preference> {
  const preference = await preferenceById(scope, id)
  if (!preference) throw new CoreError('not-found', 'This rule is gone. Reload the page.', { preferenceId: id })
  return preference
}

export async function audit(
  scope: Scope,
  action: string,
  { id, fanId }: { id: string; fanId: string | null },
  actor: Actor,
  happenedAt: Date,
): Promise<void> {
  await noteAudit(scope, { actor, action, subjectId: id, happenedAt, ...(fanId ? { fanId } : {}) })
}
