import type { FactRule } from './fact-rule.ts'
import { ENGLISH_LIFE } from './fact-rules-en-life.ts'
import { ENGLISH_PEOPLE } from './fact-rules-en-people.ts'
import { ENGLISH_SELF } from './fact-rules-en-self.ts'
import { ENGLISH_TASTES } from './fact-rules-en-tastes.ts'

/** How people say things about themselves in English. The first rule that fits a stretch of words takes it. */
export const ENGLISH_RULES: FactRule[] = [...ENGLISH_SELF, ...ENGLISH_PEOPLE, ...ENGLISH_LIFE, ...ENGLISH_TASTES]
