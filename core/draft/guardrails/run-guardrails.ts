import type { Warning } from '../draft-notes.ts'
import type { Instruction } from '../instruction.ts'
import type { Turn } from '../turn.ts'
import { asAsked } from './as-asked.ts'
import { avoidWords } from './avoid-words.ts'
import { care, underAge } from './care.ts'
import { contacts, payments } from './contacts.ts'
import { contradictions } from './contradictions.ts'
import { denial } from './denial.ts'
import { echo } from './echo.ts'
import { invisible } from './invisible.ts'
import { language } from './language.ts'
import { length } from './length.ts'
import { links } from './links.ts'
import { markup } from './markup.ts'
import { meeting } from './meeting.ts'
import { offers } from './offers.ts'
import { pressure } from './pressure.ts'
import { prices } from './prices.ts'
import { promptEcho } from './prompt-echo.ts'
import { otherFans, unknownNames } from './unknown-names.ts'

export interface Checked {
  turn: Turn
  text: string
  /** A machine wrote it: some rules are stricter with machines. */
  drafted: boolean
  instruction: Instruction | undefined
  /** What else the writer was given: recalled things from further back. */
  known: string[]
}

/** A rule looks at words about to be shown to a person, and says what is wrong with them. */
export type Guardrail = (checked: Checked) => Warning[]

/** What matters most comes first. */
const GUARDRAILS: Guardrail[] = [
  underAge,
  care,
  denial,
  meeting,
  contacts,
  payments,
  links,
  otherFans,
  promptEcho,
  prices,
  offers,
  pressure,
  contradictions,
  language,
  invisible,
  markup,
  avoidWords,
  asAsked,
  echo,
  length,
  unknownNames,
]

/** Every rule, over one text. By default the words are a person's. */
export function runGuardrails(
  turn: Turn,
  text: string,
  {
    drafted = false,
    instruction,
    known = [],
  }: { drafted?: boolean; instruction?: Instruction | undefined; known?: string[] } = {},
): Warning[] {
  return GUARDRAILS.flatMap((guardrail) => guardrail({ turn, text, drafted, instruction, known }))
}
