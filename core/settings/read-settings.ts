import { type CreatorRow, creatorsOf, offersOf, openModels } from '../../db/creators.ts'
import type { Scope } from '../../db/db.ts'
import { type Preference, preferencesOfCreator } from '../../db/preferences.ts'
import { Persona } from '../creators/persona.ts'
import type { Deps } from '../deps.ts'
import { ModelSettings } from '../draft/model-settings.ts'
import { countOf, type MediaCount, mediaOfOffer } from '../paid-media/paid-media.ts'

export interface CreatorSettings
  extends Pick<CreatorRow, 'id' | 'name' | 'burstSeconds' | 'expireHours' | 'retentionMonths' | 'isDemo'> {
  language: 'en' | 'fr'
  disclosure: string
  persona: Persona
  /** @see media how many pieces a fan unlocks for the price */
  offers: {
    id: string
    title: string
    category: string
    priceMinor: number
    currency: string
    media: MediaCount | undefined
  }[]
  /** Rules that hold for every fan, and proposed ones. */
  preferences: Pick<Preference, 'id' | 'kind' | 'rule' | 'status' | 'isPinned' | 'author' | 'evidence'>[]
  models: {
    /** `environment`: named where the process was started; changing the list here takes its place. */
    source: 'console' | 'environment'
    /** In the order they are asked. A key is never told, only whether there is one. */
    list: {
      provider: string
      modelId: string
      baseUrl: string | undefined
      timeoutSeconds: number
      learnsFacts: boolean
      isOwnServer: boolean
      hasKey: boolean
    }[]
  }
}

/** Everything a person can set, for each creator. Tokens and keys are never part of it. */
export async function readSettings(scope: Scope, deps: Pick<Deps, 'models'>): Promise<CreatorSettings[]> {
  const creators = await creatorsOf(scope)
  const settings: CreatorSettings[] = []
  for (const creator of creators) {
    settings.push({
      id: creator.id,
      name: creator.name,
      language: creator.language === 'fr' ? 'fr' : 'en',
      disclosure: creator.disclosure ?? '',
      burstSeconds: creator.burstSeconds,
      expireHours: creator.expireHours,
      retentionMonths: creator.retentionMonths,
      isDemo: creator.isDemo,
      persona: Persona.parse(creator.persona),
      offers: (await offersOf(scope, creator.id)).map((offer) => {
        const { id, title, category, priceMinor, currency } = offer
        const media = mediaOfOffer(scope, offer)
        return { id, title, category, priceMinor, currency, media: media && countOf(media.files) }
      }),
      preferences: (await preferencesOfCreator(scope, creator.id))
        .filter(({ status }) => status === 'active' || status === 'proposed')
        .map(({ id, kind, rule, status, isPinned, author, evidence }) => ({
          id,
          kind,
          rule,
          status,
          isPinned,
          author,
          evidence,
        })),
      models: await modelsOf(scope, deps, creator),
    })
  }
  return settings
}

async function modelsOf(
  scope: Scope,
  { models }: Pick<Deps, 'models'>,
  creator: CreatorRow,
): Promise<CreatorSettings['models']> {
  const stored = ModelSettings.safeParse(openModels(scope, creator))
  if (stored.success) {
    return {
      source: 'console',
      list: stored.data.models.map((model) => ({
        provider: model.provider,
        modelId: model.modelId,
        baseUrl: 'baseUrl' in model ? model.baseUrl : undefined,
        timeoutSeconds: model.timeoutSeconds,
        learnsFacts: model.learnsFacts ?? false,
        isOwnServer: 'isOwnServer' in model && model.isOwnServer === true,
        hasKey: !!model.apiKey,
      })),
    }
  }
  const named = await models.modelsFor(scope, creator)
  return {
    source: 'environment',
    list: named.map(({ provider, modelId, timeoutMs }) => ({
      provider,
      modelId,
      baseUrl: undefined,
      timeoutSeconds: timeoutMs / 1_000,
      learnsFacts: false,
      isOwnServer: false,
      hasKey: true,
    })),
  }
}
