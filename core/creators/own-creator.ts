import { type CreatorRow, creatorById, creatorsOf, insertCreator } from '../../db/creators.ts'
import type { Scope } from '../../db/db.ts'
import { newId } from '../../db/ids.ts'
import { Persona } from './persona.ts'

/** The creator that this workspace is for: the first that is no demo, made when there is none. */
export async function ownCreator(scope: Scope, now: Date): Promise<CreatorRow> {
  const own = (await creatorsOf(scope)).find(({ isDemo }) => !isDemo)
  if (own) return own
  const id = newId()
  await insertCreator(scope, { id, name: 'My creator', language: 'en', persona: Persona.parse({}), createdAt: now })
  return (await creatorById(scope, id)) as CreatorRow
}
