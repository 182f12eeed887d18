import type { FactRule } from './fact-rule.ts'
import { FRENCH_LIFE } from './fact-rules-fr-life.ts'
import { FRENCH_PEOPLE } from './fact-rules-fr-people.ts'
import { FRENCH_SELF } from './fact-rules-fr-self.ts'
import { FRENCH_TASTES } from './fact-rules-fr-tastes.ts'

/** How people say things about themselves in French. The first rule that fits a stretch of words takes it. */
export const FRENCH_RULES: FactRule[] = [...FRENCH_SELF, ...FRENCH_PEOPLE, ...FRENCH_LIFE, ...FRENCH_TASTES]
