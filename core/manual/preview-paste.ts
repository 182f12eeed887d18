import { creatorsOf } from '../../db/creators.ts'
import { inTenant } from '../../db/scope.ts'
import type { Deps } from '../deps.ts'
import { metAgain } from './met-again.ts'
import { linesOf, type PastedLine, type PastedWords, placeOf } from './pasted-lines.ts'

/** What pasted words would become; nothing is stored. */
export interface PastePreview {
  lines: (Pick<PastedLine, 'body' | 'isOurs' | 'sentAt'> & {
    /** Is here already: pasting it changes nothing. */
    isKnown: boolean
  })[]
  /** Where they go, if somebody wrote from there before. */
  conversationId: string | undefined
  creatorId: string
  /** Whose fan it may be. */
  creators: { id: string; name: string }[]
}

/** Refuses what `pasteIn` would refuse, in the same words. */
export async function previewPaste(
  { store, now }: Pick<Deps, 'store' | 'now'>,
  { tenantId, pasted }: { tenantId: string; pasted: PastedWords },
): Promise<PastePreview> {
  return inTenant(store, tenantId, async (scope) => {
    const place = await placeOf(scope, pasted)
    const { conversation, creatorId } = place
    const read = linesOf(pasted, place, now())
    const met = conversation ? await metAgain(scope, conversation, read) : undefined
    const lines = read.map((line) => {
      const { body, isOurs, sentAt } = line
      return { body, isOurs, sentAt, isKnown: met?.has(line) === true }
    })
    const creators = (await creatorsOf(scope)).map(({ id, name }) => ({ id, name }))
    return { lines, conversationId: conversation?.id, creatorId, creators }
  })
}
