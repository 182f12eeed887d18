import { type Slot, slotOf } from '../../learning/slots.ts'
import { detectLanguage } from '../detect-language.ts'
import type { DraftBrief } from '../prompt.ts'
import { fold } from './pick.ts'

const SMALL = new Set(
  'the and you for are was not but all any can her his our out how now who did has had its ready then next week une des les est pas que qui sur par ton mes ses picture photo remember what when which where how wanted said about your with that this told have does colour color souviens rappelles quelle quel quoi couleur avais avait pour dans mais comment'.split(
    ' ',
  ),
)
const wordsOf = (text: string) =>
  fold(text)
    .split(' ')
    .filter((word) => word.length > 2 && !SMALL.has(word))

/** What somebody asks for who asks for a fact of this kind. */
const ASKS_FOR: Partial<Record<Slot, RegExp>> = {
  pet: /call|name|appel|nom/u,
  partner: /call|name|appel|nom/u,
  family: /call|name|appel|nom/u,
  place: /where|city|town|ou j|habit|ville/u,
  work: /work|job|living|travail|metier|boulot/u,
  birthday: /birthday|born|anniversaire|ne le/u,
}

/** "Do you remember what my dog is called": the word that is known for it. Undefined when no fact surely answers. */
export function factAskedFor({ turn, recalled }: DraftBrief): { id: string; words: string } | undefined {
  const said = fold(turn.unanswered.map(({ body }) => body).join(' '))
  const asked = wordsOf(said).map(stem)
  const fits = recalled.flatMap(({ kind, id, slot, value, text }) => {
    if (kind !== 'memory' || !slot || !value || !ASKS_FOR[slotOf(slot)]?.test(said)) return []
    const words = new Set(wordsOf(text).map(stem))
    return [{ id, words: value, shared: asked.filter((word) => words.has(word)).length }]
  })
  const [best] = fits.filter(({ shared }) => shared > 0).toSorted((a, b) => b.shared - a.shared)
  return best && { id: best.id, words: best.words }
}

/** "Live" and "lives" begin alike. */
const stem = (word: string) => word.slice(0, 4)

/** "Do you remember …": the words that were said then. Undefined when nothing recalled is surely meant. */
export function wordsRemembered({
  turn,
  recalled,
}: DraftBrief): { id: string; quote: string; byFan: boolean } | undefined {
  const asked = new Set(wordsOf(turn.unanswered.map(({ body }) => body).join(' ')))
  const now = new Set(turn.unanswered.map(({ id }) => id))
  const rated = recalled
    .filter(({ kind, id }) => kind === 'message' && !now.has(id))
    .map((item) => {
      const words = new Set(wordsOf(item.text))
      const shared = [...asked].filter((word) => words.has(word)).length
      return { item, weight: shared * 2 + (item.saidBy === 'creator' ? 0 : 1), shared }
    })
    .filter(({ shared, item }) => shared > 0 && item.text.length <= 110)
    .toSorted((a, b) => b.weight - a.weight)
  const best = rated[0]?.item
  if (!best) return undefined
  return { id: best.id, quote: best.text.trim().replace(/[\s.]+$/u, ''), byFan: best.saidBy !== 'creator' }
}

/** The words of a promise that is open and asked about now: whole when they can stand in a sentence of this language. */
export function promiseAskedAbout({ turn, language }: DraftBrief): { it: string | undefined } | undefined {
  const asked = new Set(wordsOf(turn.unanswered.map(({ body }) => body).join(' ')))
  const due = turn.promises.find(
    ({ status, text }) => status === 'open' && wordsOf(text).some((word) => asked.has(word)),
  )
  if (!due) return undefined
  const stands =
    /^(?:a|an|the|un|une|le|la|les|des) /iu.test(due.text) &&
    due.text.length <= 70 &&
    (detectLanguage(due.text) ?? language) === language
  return { it: stands ? due.text.replace(/[.!]$/u, '') : undefined }
}
