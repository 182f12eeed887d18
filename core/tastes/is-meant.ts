import type { OfferRow } from '../../db/creators.ts'
import { fold } from '../draft/offline/pick.ts'

const KINDS: [RegExp, RegExp][] = [
  [/\b(photos?|pics?|pictures?|selfies?|image)\b/u, /photo|pic|image|set|série/iu],
  [/\b(videos?|vids?|clips?|vidéos?)\b/u, /vid|clip|film/iu],
  [/\b(custom|personal|perso|personnalisée?|sur mesure)\b/u, /custom|perso|mesure/iu],
  [/\b(voice|audio|vocal|vocaux)\b/u, /voice|audio|vocal/iu],
]

/** Whether somebody speaks of this offer: by a word of its title, or by its kind. @param said folded words */
export function isMeant({ title, category }: Pick<OfferRow, 'title' | 'category'>, said: string): boolean {
  const own = fold(title)
    .split(' ')
    .filter((word) => word.length > 3)
  if (own.some((word) => said.includes(word))) return true
  return KINDS.some(([asked, kind]) => asked.test(said) && kind.test(`${category} ${title}`))
}
