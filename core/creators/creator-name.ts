import { creatorById } from '../../db/creators.ts'
import { inTenant } from '../../db/scope.ts'
import type { Deps } from '../deps.ts'
import type { Language } from '../words/say.ts'

/** What to call a creator, and her language; undefined when she is gone. */
export async function creatorName(
  { store }: Pick<Deps, 'store'>,
  { tenantId, creatorId }: { tenantId: string; creatorId: string },
): Promise<{ name: string; language: Language } | undefined> {
  const creator = await inTenant(store, tenantId, (scope) => creatorById(scope, creatorId))
  return creator && { name: creator.name, language: creator.language === 'fr' ? 'fr' : 'en' }
}
