import { noteAudit } from '../../db/audit.ts'
import { type BusinessAccount, businessAccountsOf } from '../../db/business-accounts.ts'
import type { Scope } from '../../db/db.ts'
import { insertModelConsent, type ModelConsent, modelConsentsOf, revokeModelConsent } from '../../db/model-consents.ts'
import { inTenant } from '../../db/scope.ts'
import { resolveTrouble } from '../../db/troubles.ts'
import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { CoreError } from '../errors.ts'
import { creatorHere } from '../settings/edit-creator.ts'
import { providerOf } from './hosted-models.ts'

/** A creator's own accounts, and who may read what comes by them. */
export interface BusinessView {
  accounts: Pick<BusinessAccount, 'id' | 'ownerName' | 'standing' | 'isEnabled' | 'canReply' | 'connectedAt'>[]
  /** Providers of the creator's models, as things are. */
  providers: { provider: string; isLocal: boolean; isAllowed: boolean }[]
  /** Latest first, revoked ones too. */
  consents: Pick<ModelConsent, 'id' | 'provider' | 'givenByName' | 'givenAt' | 'revokedByName' | 'revokedAt'>[]
}

export async function readBusiness(
  scope: Scope,
  { models }: Pick<Deps, 'models'>,
  creatorId: string,
): Promise<BusinessView> {
  const creator = await creatorHere(scope, creatorId)
  const consents = await modelConsentsOf(scope, creatorId)
  const standing = new Set(consents.filter(({ revokedAt }) => !revokedAt).map(({ provider }) => provider))
  const providers = new Map(
    (await models.modelsFor(scope, creator)).map((choice) => {
      const provider = providerOf(choice)
      const isLocal = choice.isLocal === true
      return [provider, { provider, isLocal, isAllowed: isLocal || standing.has(provider) }]
    }),
  )
  return {
    accounts: (await businessAccountsOf(scope, creatorId)).map(
      ({ id, ownerName, standing, isEnabled, canReply, connectedAt }) => ({
        id,
        ownerName,
        standing,
        isEnabled,
        canReply,
        connectedAt,
      }),
    ),
    providers: [...providers.values()],
    consents: consents.map(({ id, provider, givenByName, givenAt, revokedByName, revokedAt }) => ({
      id,
      provider,
      givenByName,
      givenAt,
      revokedByName,
      revokedAt,
    })),
  }
}

/** A person allows one provider, by name, to read what comes by the creator's own accounts. On record, and revocable. */
export async function giveConsent(
  { store, now, models, events }: Pick<Deps, 'store' | 'now' | 'models' | 'events'>,
  { tenantId, creatorId, provider, actor }: { tenantId: string; creatorId: string; provider: string; actor: Actor },
): Promise<void> {
  await inTenant(store, tenantId, async (scope) => {
    const { providers } = await readBusiness(scope, { models }, creatorId)
    if (!providers.some((one) => one.provider === provider && !one.isLocal)) {
      throw new CoreError('not-found', 'No model of this provider is set up here, so there is nothing to allow.')
    }
    const given = { creatorId, provider, givenBy: actor.id, givenByName: actor.name, givenAt: now() }
    const consent = await insertModelConsent(scope, given)
    if (!consent) return
    await noteAudit(scope, { actor, action: 'consent.give', subjectId: consent.id, happenedAt: now() })
    await resolveTrouble(scope, { stage: 'model', subjectId: withheldTrouble(creatorId, provider), now: now() })
  })
  events.publish(tenantId, { kind: 'health', id: creatorId })
}

/** From the next draft on, this provider reads nothing of the creator's own accounts any more. */
export async function revokeConsent(
  { store, now, events }: Pick<Deps, 'store' | 'now' | 'events'>,
  { tenantId, creatorId, consentId, actor }: { tenantId: string; creatorId: string; consentId: string; actor: Actor },
): Promise<void> {
  await inTenant(store, tenantId, async (scope) => {
    const revoked = { creatorId, revokedByName: actor.name, revokedAt: now() }
    const consent = await revokeModelConsent(scope, consentId, revoked)
    if (!consent) throw new CoreError('not-found', 'This consent does not stand any more.')
    await noteAudit(scope, { actor, action: 'consent.revoke', subjectId: consent.id, happenedAt: now() })
  })
  events.publish(tenantId, { kind: 'health', id: creatorId })
}

/** What Health calls a model that was left out for want of consent. */
export const withheldTrouble = (creatorId: string, provider: string) => `${creatorId}/consent/${provider}`
