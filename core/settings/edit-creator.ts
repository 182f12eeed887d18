import { z } from 'zod'
import { noteAudit } from '../../db/audit.ts'
import { type CreatorRow, creatorById, insertCreator, updateCreator } from '../../db/creators.ts'
import type { Scope } from '../../db/db.ts'
import { newId } from '../../db/ids.ts'
import { inTenant } from '../../db/scope.ts'
import type { Actor } from '../actor.ts'
import { Persona } from '../creators/persona.ts'
import type { Deps } from '../deps.ts'
import { CoreError } from '../errors.ts'

const Name = z.string().trim().min(1, 'A creator needs a name.').max(120)
const Language = z.enum(['en', 'fr'])

export const NewCreator = z.object({ name: Name, language: Language })
export type NewCreator = z.infer<typeof NewCreator>

/** What is left out stays. */
export const CreatorChange = z.object({
  name: Name.optional(),
  language: Language.optional(),
  disclosure: z.string().trim().max(500).optional(),
  burstSeconds: z.number().int().min(0).max(120).optional(),
  expireHours: z.number().int().min(1).max(168).optional(),
  /** Fewer than 24 is a choice; more, or never, is not. */
  retentionMonths: z.number().int().min(1).max(24).optional(),
  // Unwrapped: what is left out is not set back to its default.
  persona: z
    .object({
      bio: Persona.shape.bio.unwrap(),
      tone: Persona.shape.tone.unwrap(),
      flirtation: Persona.shape.flirtation.unwrap(),
      emojis: Persona.shape.emojis.unwrap(),
      phrases: Persona.shape.phrases.unwrap(),
      avoid: Persona.shape.avoid.unwrap(),
      canon: Persona.shape.canon.unwrap(),
      length: Persona.shape.length.unwrap(),
      softOffers: Persona.shape.softOffers.unwrap(),
      timeZone: Persona.shape.timeZone.unwrap(),
    })
    .partial()
    .optional(),
})
export type CreatorChange = z.infer<typeof CreatorChange>

type World = Pick<Deps, 'store' | 'now' | 'events'>

/** @returns the id */
export async function addCreator(
  { store, now, events }: World,
  { tenantId, creator, actor }: { tenantId: string; creator: NewCreator; actor: Actor },
): Promise<string> {
  const at = now()
  const id = newId()
  await inTenant(store, tenantId, async (scope) => {
    await insertCreator(scope, { ...creator, id, persona: Persona.parse({}), createdAt: at })
    await noteAudit(scope, { actor, action: 'creator.write', subjectId: id, happenedAt: at })
  })
  events.publish(tenantId, { kind: 'health', id })
  return id
}

/** Holds for the next draft. */
export async function editCreator(
  { store, now, events }: World,
  { tenantId, creatorId, change, actor }: { tenantId: string; creatorId: string; change: CreatorChange; actor: Actor },
): Promise<void> {
  const { persona, ...plain } = change
  await inTenant(store, tenantId, async (scope) => {
    const creator = await creatorHere(scope, creatorId)
    const given = Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined))
    await updateCreator(scope, creatorId, {
      ...given,
      ...(persona ? { persona: Persona.parse({ ...(creator.persona as object), ...withoutGaps(persona) }) } : {}),
    })
    await noteAudit(scope, { actor, action: 'creator.edit', subjectId: creatorId, happenedAt: now() })
  })
  events.publish(tenantId, { kind: 'health', id: creatorId })
}

/** Throws `not-found` for a creator who is gone, and for one of somebody else alike. */
export async function creatorHere(scope: Scope, creatorId: string): Promise<CreatorRow> {
  const creator = await creatorById(scope, creatorId)
  if (!creator) throw new CoreError('not-found', 'There is no such creator here. Reload the page.', { creatorId })
  return creator
}

const withoutGaps = (persona: object) =>
  Object.fromEntries(Object.entries(persona).filter(([, value]) => value !== undefined))
