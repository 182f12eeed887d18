import { api, unwrap } from '../client.ts'

export const readRights = () => unwrap(api.rights.$get())
export const readErasure = (id: string) => unwrap(api.erasures[':id'].$get({ param: { id } }))

export type RightsData = Awaited<ReturnType<typeof readRights>>
export type Erasure = Awaited<ReturnType<typeof readErasure>>
export type AskedFor = RightsData['requests'][number]
export type Silent = RightsData['silent'][number]

/** A receipt as a file to keep: what went, when and by whom, and no name. */
export function receiptFile(erasure: Erasure): string {
  const { fanId: _, problem: __, ...receipt } = erasure
  const text = JSON.stringify({ format: 'souvenir.erasure-receipt', version: 1, ...receipt }, null, 2)
  return `data:application/json;charset=utf-8,${encodeURIComponent(text)}`
}

/** Rows of every table together; cards are counted apart. */
export function rowsIn(receipt: Record<string, number>): number {
  return Object.entries(receipt)
    .filter(([name]) => !name.startsWith('cards_') && name !== 'forgotten_again')
    .reduce((sum, [, count]) => sum + count, 0)
}
