import { api, unwrap } from '../client.ts'

const fan = api.fans[':id']

export const readFans = (search: string, isDrifting: boolean) =>
  unwrap(
    api.fans.$get({ query: { ...(search ? { search } : {}), ...(isDrifting ? { drifting: 'yes' as const } : {}) } }),
  )
export const readFan = (id: string) => unwrap(fan.$get({ param: { id } }))
export const readHistory = (id: string, before?: string) =>
  unwrap(fan.history.$get({ param: { id }, query: before ? { before } : {} }))

export type FanList = Awaited<ReturnType<typeof readFans>>
export type FanLine = FanList['fans'][number]
export type FanPageData = Awaited<ReturnType<typeof readFan>>
export type MemoryLine = FanPageData['memories'][number]
export type Preference = FanPageData['preferences'][number]
export type FanPromise = FanPageData['promises'][number]
export type TraitLine = FanPageData['personality']['traits'][number]
export type Taste = FanPageData['personality']['tastes'][number]
export type OfferMade = FanPageData['personality']['offersMade'][number]
export type Purchase = FanPageData['purchases'][number]
export type SaidLine = Awaited<ReturnType<typeof readHistory>>['lines'][number]

/** Kinds of things remembered, in the order a person looks for them. */
export const SLOT_CHOICES = [
  'other',
  'like',
  'dislike',
  'pet',
  'work',
  'place',
  'partner',
  'family',
  'interest',
  'schedule',
  'plan',
  'birthday',
  'allergy',
  'health',
  'limit',
  'name',
  'age',
] as const
export const RULE_KINDS = ['avoid-word', 'tone', 'length', 'emoji', 'topic', 'other'] as const
