import { creatorById } from '../../db/creators.ts'
import type { Scope } from '../../db/db.ts'
import { type Preference, preferencesFor, preferencesOfCreator } from '../../db/preferences.ts'
import { CoreError } from '../errors.ts'

/** Rules that hold for a fan (their own, and those for everyone), after those that are proposed and wait for a person. */
export async function listPreferences(
  scope: Scope,
  { id: fanId, creatorId }: { id: string; creatorId: string },
): Promise<Preference[]> {
  return [
    ...(await preferencesFor(scope, { creatorId, fanId }, 'proposed')),
    ...(await preferencesFor(scope, { creatorId, fanId }, 'active')),
  ]
}

/** Rules that hold for every fan of a creator, after those that are proposed; never refused or retired ones. */
export async function listSharedPreferences(scope: Scope, creatorId: string): Promise<Preference[]> {
  if (!(await creatorById(scope, creatorId))) throw new CoreError('not-found', 'There is no such creator here.')
  const all = await preferencesOfCreator(scope, creatorId)
  return [...all.filter(({ status }) => status === 'proposed'), ...all.filter(({ status }) => status === 'active')]
}
