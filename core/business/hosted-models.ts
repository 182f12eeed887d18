import type { Conversation } from '../../db/conversations.ts'
import type { CreatorRow } from '../../db/creators.ts'
import type { Scope } from '../../db/db.ts'
import { consentedProviders } from '../../db/model-consents.ts'
import type { Deps, ModelChoice } from '../deps.ts'

/** Who a consent is for: "openai", or "openai-compatible at api.example.com". */
export const providerOf = ({ provider, heldAt }: Pick<ModelChoice, 'provider' | 'heldAt'>) =>
  heldAt ? `${provider} at ${heldAt}` : provider

/**
 * The creator's models that may read a conversation. What comes by her own account goes to a model of somebody else only where a
 * person has allowed that provider by name; a model on her own machines needs no consent.
 */
export async function modelsAllowed(
  scope: Scope,
  { models }: Pick<Deps, 'models'>,
  { creator, conversation }: { creator: CreatorRow; conversation: Pick<Conversation, 'businessAccountId'> },
): Promise<{ choices: ModelChoice[]; withheld: ModelChoice[] }> {
  const all = await models.modelsFor(scope, creator)
  if (!conversation.businessAccountId || all.length === 0) return { choices: all, withheld: [] }
  const consented = await consentedProviders(scope, creator.id)
  const isAllowed = (choice: ModelChoice) => choice.isLocal === true || consented.has(providerOf(choice))
  return { choices: all.filter(isAllowed), withheld: all.filter((choice) => !isAllowed(choice)) }
}
