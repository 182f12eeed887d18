import { type FactRule, rule, THING } from './fact-rule.ts'

const I_AM =
  '(?:(?:moi )?je suis(?: toujours| encore| maintenant| aussi| juste| plutôt| carrément| un peu| grave| très)* |^(?:très |grand |grande |gros )?)'
const SOFTLY =
  '(?: vraiment| trop| aussi| toujours| bien| beaucoup| tellement| énormément| grave| surtout| franchement)*'
const NOT_THIS =
  "(?!pas(?!\\p{L})|plus(?!\\p{L})|ça(?!\\p{L})|ca(?!\\p{L})|cela(?!\\p{L})|quand(?!\\p{L})|que(?!\\p{L})|qu'|te(?!\\p{L})|t'|tes(?!\\p{L})|ton(?!\\p{L})|ta(?!\\p{L})|toi(?!\\p{L})|être(?!\\p{L})|me(?!\\p{L})|ce(?!\\p{L})|cette(?!\\p{L})|ces(?!\\p{L})|comment|tout(?!\\p{L})|tous(?!\\p{L})|parler(?!\\p{L})|discuter|lire tes|l'idée|moins|mieux|dire(?!\\p{L})|vous(?!\\p{L})|jamais|autant|bien te|les gens\\b(?! en)|voir|votre|vos|et(?!\\p{L})|savoir)"

/** What the fan likes and does not, in French. */
export const FRENCH_TASTES: FactRule[] = [
  {
    frame: 'used-to-like',
    says: rule`(?:avant,? )?(?:j'aimais(?: bien| beaucoup)?|j'adorais|je kiffais) ${NOT_THIS}(?:la |le |les |l')?${THING}`,
    confidence: 0.76,
    ends: true,
  },
  {
    frame: 'used-to-like',
    says: rule`(?:je n'|j')aime plus(?: trop| vraiment| du tout)? (?:la |le |les |l')?(?!te|que|quand)${THING}`,
    confidence: 0.8,
    ends: true,
  },
  {
    frame: 'dislikes',
    says: rule`(?:je déteste(?: vraiment)?|j'ai horreur (?:de la|de l'|de|du|des)|je (?:ne )?supporte (?:pas|plus)|(?:je n'|j')aime (?:vraiment )?pas(?: trop| du tout| vraiment| beaucoup)*|(?:je n'|j')ai jamais aimé|je hais|je (?:ne )?suis pas(?: trop| très| vraiment| un grand| une grande)* fan (?:de la|de l'|de|du|des|d')|je (?:ne )?peux pas (?:blairer|voir|supporter|sentir)|^déteste) ?${NOT_THIS}(?:la |le |les |l')?${THING}`,
    confidence: 0.8,
  },
  {
    frame: 'favourite',
    says: rule`(?:mon|ma|mes) (?<k>\p{L}+(?: \p{L}+)?) préférée?s?(?:,? c'est| est| sont|,| reste) (?:toujours )?(?!toi(?!\p{L}))(?:la |le |les |l')?${THING}`,
    confidence: 0.88,
  },
  {
    frame: 'likes',
    says: rule`je préfère ${NOT_THIS}(?:la |le |les |l')?(?<v>[\p{L}'-]+(?: (?!au|aux|à|plutôt)[\p{L}'-]+){0,2})(?= (?:au|à|aux|plutôt)(?!\p{L})|$)`,
    confidence: 0.78,
  },
  {
    frame: 'likes',
    says: rule`(?:j'aime(?!\p{L})${SOFTLY}|j'adore(?!\p{L})${SOFTLY}|je kiffe${SOFTLY}|j'ai toujours (?:aimé|adoré)|je raffole (?:de la|de l'|de|du|des)|(?:${I_AM}(?:fan|passionnée?|amateur|amatrice|supporter|supportrice)|je suis(?: complètement| grave| un peu)? (?:dingue|fou|folle|accro)) (?:de la|de l'|de|du|des|d'|à la|à l'|au|aux)) ?${NOT_THIS}(?:la |le |les |l')?${THING}(?! de (?:toi|ta|ton|tes)(?!\p{L}))`,
    confidence: 0.78,
  },
]
