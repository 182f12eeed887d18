import { fold } from '../offline/pick.ts'
import { shinglesOf, similarity } from '../similarity.ts'
import type { Guardrail } from './run-guardrails.ts'

/** From here on a person would say: you told me that before. */
const ALIKE = 0.8

/** Nearly the same words were said to this fan before. A machine may not; a person is told. */
export const echo: Guardrail = ({ turn, text, drafted }) => {
  const before = drafted ? turn.saidBefore.slice(0, 300) : turn.sentBefore
  const folded = fold(text)
  const shingles = shinglesOf(text)
  const most = before.reduce(
    (closest, said) => Math.max(closest, fold(said) === folded ? 1 : similarity(shingles, shinglesOf(said))),
    0,
  )
  if (most < ALIKE) return []
  const percent = Math.round(most * 100)
  return [
    {
      rule: 'echo',
      severity: drafted ? 'stop' : 'look',
      says: {
        en: `${percent} % like something this fan was told before.`,
        fr: `À ${percent} % ce que ce fan a déjà lu.`,
      },
    },
  ]
}
