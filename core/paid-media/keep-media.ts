import { noteAudit } from '../../db/audit.ts'
import { insertOffer, offersOf, openOfferMedia, storeOfferMedia, updateOffer } from '../../db/creators.ts'
import { newId } from '../../db/ids.ts'
import { STARS } from '../../db/purchases.ts'
import { inTenant } from '../../db/scope.ts'
import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { OfferWords } from '../settings/edit-menu.ts'
import { MOST_FILES, OfferMedia, type PaidFile } from './paid-media.ts'

type World = Pick<Deps, 'store' | 'now'>
interface Given {
  tenantId: string
  creatorId: string
  botId: string
  file: PaidFile
  actor: Actor
}

/** What stands on the menu now. */
export interface KeptMedia {
  title: string
  stars: number
  files: PaidFile[]
}

/** Somebody gave a picture or video to the bot, to be sold: the offer of that name has it from now on, and nothing it had before. */
export async function keepMedia(
  { store, now }: World,
  given: Given & { title: string; stars: number; album: string | undefined },
): Promise<KeptMedia> {
  const { tenantId, creatorId, botId, file, album, actor } = given
  return inTenant(store, tenantId, async (scope) => {
    const known = (await offersOf(scope, creatorId)).find(({ title }) => plain(title) === plain(given.title))
    const words = OfferWords.parse({
      title: known?.title ?? given.title,
      category: known?.category ?? `${file.kind}s`,
      priceMinor: given.stars,
      currency: STARS,
    })
    const id = known?.id ?? newId()
    if (known) await updateOffer(scope, id, words)
    else await insertOffer(scope, { ...words, id, creatorId, createdAt: now() })
    await storeOfferMedia(scope, id, { botId, files: [file], ...(album ? { album } : {}) } satisfies OfferMedia)
    await noteAudit(scope, { actor, action: known ? 'offer.edit' : 'offer.write', subjectId: id, happenedAt: now() })
    return { title: words.title, stars: given.stars, files: [file] }
  })
}

/** One more piece of an album whose first piece named the offer. Undefined when no offer has such an album, `full` when it has ten. */
export async function addToAlbum(
  { store, now }: World,
  { tenantId, creatorId, botId, file, album, actor }: Given & { album: string },
): Promise<KeptMedia | 'full' | undefined> {
  return inTenant(store, tenantId, async (scope) => {
    for (const offer of await offersOf(scope, creatorId)) {
      const media = OfferMedia.safeParse(openOfferMedia(scope, offer))
      if (!media.success || media.data.album !== album || media.data.botId !== botId) continue
      const { files } = media.data
      if (files.some(({ reference }) => reference === file.reference)) return undefined
      if (files.length >= MOST_FILES) return 'full'
      await storeOfferMedia(scope, offer.id, { ...media.data, files: [...files, file] })
      await noteAudit(scope, { actor, action: 'offer.edit', subjectId: offer.id, happenedAt: now() })
      return { title: offer.title, stars: offer.priceMinor, files: [...files, file] }
    }
    return undefined
  })
}

const plain = (title: string) => title.trim().toLowerCase()
