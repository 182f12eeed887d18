import { type FactRule, rule, THING } from './fact-rule.ts'

const IM = "i(?:'m| am)(?: still| now| actually| also| just| honestly| kind of| kinda)* "
const SOFTLY =
  '(?: really| absolutely| just| also| totally| do| still| kinda| always| honestly| secretly| truly| fucking| actually)*'
const NOT_THIS =
  '(?!it\\b|that\\b|this\\b|these\\b|those\\b|you\\b|yours?\\b|yourself|ya\\b|him\\b|her\\b|them\\b|us\\b|when\\b|how\\b|to\\b|what\\b|who\\b|being\\b|the (?:way|idea|sound|look|fact|new|last|pic|vid|photo|outfit)|talking\\b|hearing\\b|seeing you\\b|chatting\\b|everything\\b|every\\b|both\\b|all\\b|having you\\b|most\\b|where\\b|if\\b|me\\b|myself\\b|everyone\\b|nobody\\b|feeling\\b|and\\b|some\\b)'

/** What the fan likes and does not, in English. */
export const ENGLISH_TASTES: FactRule[] = [
  {
    frame: 'used-to-like',
    says: rule`(?:i |^)used to (?:love|like|enjoy|adore|be into) ${NOT_THIS}${THING}`,
    confidence: 0.8,
    ends: true,
  },
  {
    frame: 'used-to-like',
    says: rule`i (?:don't|no longer)(?: really)? (?:love|like|enjoy) ${NOT_THIS}${THING.replace('(?:and|', '(?:anymore|any more|and|')} any ?more`,
    confidence: 0.82,
    ends: true,
  },
  {
    frame: 'used-to-like',
    says: rule`i no longer (?:love|like|enjoy) ${NOT_THIS}${THING}`,
    confidence: 0.82,
    ends: true,
  },
  {
    frame: 'dislikes',
    says: rule`(?:i${SOFTLY} (?:hate|dislike|despise|loathe|can't stand|can't bear|don't(?: really| particularly| much)? (?:like|enjoy|care for)|never(?: really)? (?:liked|enjoyed|cared for))|i've never (?:liked|enjoyed)|(?:${IM}|^)not(?: really| much| a big)* (?:a (?:big |huge )?fan of|into|big on)|^(?:hate|dislike|despise|can't stand|can't bear|don't like|really hate)) ${NOT_THIS}${THING}(?! me)`,
    confidence: 0.78,
  },
  {
    frame: 'favourite',
    says: rule`(?:my |^)(?:all[- ]time )?fav(?:ou?rite|e)? (?<k>\p{L}+(?: \p{L}+)?) (?:is|are|was|has to be|will always be) (?:(?:definitely|probably|still|always) )?${NOT_THIS}${THING}`,
    confidence: 0.88,
  },
  {
    frame: 'likes',
    says: rule`${IM}an? (?:big |huge |massive |die ?hard |lifelong |proper |total )*(?!biggest|your|number)(?<v>[\p{L}\p{N}'-]+(?: [\p{L}\p{N}'-]+)?) (?:fan|nerd|supporter|addict)(?!\p{L})(?! of (?:you|your))`,
    confidence: 0.8,
  },
  {
    frame: 'likes',
    says: rule`(?:i${SOFTLY} (?:love|like|enjoy|adore|prefer)|i(?:'ve| have) always (?:loved|liked|enjoyed)|${IM}(?:(?:really |so |super |very |massively )*into|obsessed with|crazy about|mad about|nuts about|a (?:big |huge |massive |long[- ]time )?fan of|addicted to|hooked on)|i(?:'ve| have) been a (?:big |huge )?fan of|^been a (?:big |huge )?fan of|^(?:big |huge |massive )fan of|(?:i |^)can't get enough of|^(?:really |absolutely )?love) ${NOT_THIS}(?:an? good |a |an )?${THING}`,
    confidence: 0.77,
  },
]
