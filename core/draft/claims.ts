import type { Claim, Recalled, Warning } from './draft-notes.ts'
import { type Span, sentenceAt, sentencesOf } from './guardrails/sentences.ts'
import { fold } from './offline/pick.ts'
import type { Turn } from './turn.ts'

/**
 * Which pieces of a draft say something about the fan, and what each rests on: words shared with something recalled, or an id
 * the writer named and the words bear out. It reads plain statements ("your dog", "you told me", "tu habites à"); what is put
 * more finely it does not see, and it never links what shares no word.
 * @param usesIds what the writer says it took up
 * @param takenUp what our own drafter brought up, and the words that do it: it cannot be wrong about that
 */
export function findClaims({
  turn,
  recalled,
  text,
  usesIds,
  takenUp,
}: {
  turn: Turn
  recalled: Recalled[]
  text: string
  usesIds: string[]
  takenUp?: { id: string; words: string } | undefined
}): { claims: Claim[]; warnings: Warning[] } {
  const linked = linkedClaims(text, recalled, usesIds, [turn.fan.name, turn.creator.name])
  const isLinked = linked.some(({ recalledId }) => recalledId === takenUp?.id)
  const spoken =
    takenUp && !isLinked && sentencesOf(text).find((sentence) => fold(sentence.text).includes(fold(takenUp.words)))
  const trusted = spoken ? [{ start: spoken.start, end: spoken.end, recalledId: takenUp.id }] : []
  const known = fold(
    [
      ...recalled.map((item) => item.text),
      ...turn.memories.map(({ fact }) => fact),
      ...turn.purchases.map(({ title }) => title),
      ...turn.promises.map((promise) => promise.text),
      ...[...turn.recent, ...turn.unanswered].map(({ body }) => body),
    ].join(' '),
  )
  const loose = statementsAboutFan(text)
    .filter(({ start, end }) => ![...linked, ...trusted].some((claim) => claim.start < end && start < claim.end))
    .filter((statement) => !isBorneOut(statement, known))
    .map(({ start, end }): Claim => ({ start, end }))
  return {
    claims: [...linked, ...trusted, ...loose].toSorted((a, b) => a.start - b.start),
    warnings: loose.map(({ start, end }) => ({
      rule: 'ungrounded',
      severity: 'stop',
      start,
      end,
      says: {
        en: `Nothing known says “${text.slice(start, end)}”. Check it before it leaves.`,
        fr: `Rien de connu ne dit « ${text.slice(start, end)} ». Vérifiez avant l’envoi.`,
      },
    })),
  }
}

/** Words that many sentences share without meaning the same thing. */
const COMMON = new Set(
  'that this with have your from about what when where there they them then been were would could should really very much just like love loves likes some time today tonight tomorrow good great know tell want need more make made also always never still even over into than only because fan said says named called with vous avec pour dans cette tout tous très bien plus aussi encore toujours jamais comme quand quoi être avoir fait faire aime adore elle qui que est sont dit mais donc appelle pas les des une'.split(
    ' ',
  ),
)

const contentWords = (text: string) =>
  fold(text)
    .split(' ')
    .filter((word) => word.length > 3 && !COMMON.has(word))

/** Each recalled thing at the sentence that shares its words; one that the writer named needs one word, any other a name or two words. */
function linkedClaims(text: string, recalled: Recalled[], usesIds: string[], spoken: string[]): Claim[] {
  // To be called by name is no claim.
  const own = new Set(spoken.map(fold))
  const namesOf = (told: string) => namesIn(told).filter((name) => !own.has(fold(name)))
  const claims: Claim[] = []
  for (const sentence of sentencesOf(text)) {
    const said = new Set(fold(sentence.text).split(' '))
    const rated = recalled.map((item) => {
      const shared = [...new Set(contentWords(item.text))].filter(
        (word) => !own.has(word) && (said.has(word) || said.has(`${word}s`) || said.has(word.replace(/s$/u, ''))),
      )
      const hasName = namesOf(item.text).some((name) => said.has(fold(name)))
      const weight = shared.length + (hasName ? 2 : 0) + (usesIds.includes(item.id) && shared.length > 0 ? 1 : 0)
      return { item, weight, shared }
    })
    const best = rated.toSorted((a, b) => b.weight - a.weight)[0]
    if (!best || best.weight < 2) continue
    claims.push({
      ...extentOf(text, sentence, [...best.shared, ...namesOf(best.item.text).map(fold)]),
      recalledId: best.item.id,
    })
  }
  return claims
}

const namesIn = (text: string) => [...text.matchAll(/(?<=\S )\p{Lu}\p{Ll}{2,}/gu)].map((match) => match[0])

/** From the first to the last of the words that tie a sentence to what is known. */
function extentOf(text: string, sentence: Span, words: string[]): Span {
  const lower = text.slice(sentence.start, sentence.end).toLowerCase()
  const places = words.flatMap((word) => {
    const at = lower.indexOf(word)
    return at < 0 ? [] : [{ start: sentence.start + at, end: sentence.start + at + word.length }]
  })
  if (places.length === 0) return { start: sentence.start, end: sentence.end }
  return { start: Math.min(...places.map(({ start }) => start)), end: Math.max(...places.map(({ end }) => end)) }
}

/** The same thing in the two languages: what one has, and who belongs to one. */
const THINGS = [
  'dog puppy chien chienne chiot',
  'cat kitten chat chatte chaton',
  'horse cheval',
  'sister sœur soeur',
  'brother frère',
  'mum mom mother mère maman',
  'dad father père papa',
  'wife femme épouse',
  'husband mari',
  'girlfriend copine',
  'boyfriend copain',
  'daughter fille',
  'son fils',
  'kids children kid enfants',
  'boss patron patronne',
  'job work boulot travail taf métier',
  'interview entretien',
  'exam exams examen examens',
  'trip holiday vacation voyage vacances',
  'wedding mariage',
  'birthday anniversaire anniv',
  'flat apartment house appart appartement maison',
  'car voiture',
  'bike motorbike moto vélo',
  'knee genou',
  'back dos',
  'guitar guitare',
  'marathon',
].map((line) => line.split(' '))
const THING = [...new Set(THINGS.flat())].join('|')

const STATEMENTS = [
  // Its letters count, or "your job you like" would name a job called You.
  new RegExp(`(?<!\\p{L})(?:[Yy]our|[Tt]on|[Tt]a|[Tt]es) (?:\\p{L}+ )?(${THING})(?!\\p{L})(?: \\p{Lu}\\p{L}+)?`, 'gu'),
  /(?<!\p{L})(?:you (?:said|told me|mentioned|wrote me|promised)(?! (?:it|so|this|yes|no|hi|hello)\b)|tu m'as (?:dit|parlé|raconté|promis|écrit))(?: (?:that|about|de|du|que|d'))? [^.,!?…]{3,60}/giu,
  /(?<!(?:do|did|would|can|could|if|when|should|are|where|what|how) )(?<!\p{L})you (?:live in|work (?:as|at|in)|come from|study|grew up in|moved to|bought|were born) [^.,!?…]{3,40}/giu,
  /(?<!\p{L})tu (?:habites|travailles|vis|étudies|as acheté|es né|es née) [^.,!?…]{3,40}(?! ?\?)/giu,
  // "Tu viens de me faire sourire" says where nobody comes from.
  /(?<!\p{L})[Tt]u viens (?:de |d'|du )\p{Lu}[^.,!?…]{2,40}(?! ?\?)/gu,
]

function statementsAboutFan(text: string): (Span & { text: string; thing: string | undefined })[] {
  return STATEMENTS.flatMap((pattern) =>
    [...text.replaceAll('’', "'").matchAll(pattern)].map((match) => ({
      text: match[0],
      thing: match[1]?.toLowerCase(),
      start: match.index,
      end: match.index + match[0].length,
    })),
  ).filter(({ thing, start }) => thing || !sentenceAt(text, start).text.trimEnd().endsWith('?'))
}

function isBorneOut({ text, thing }: { text: string; thing: string | undefined }, known: string): boolean {
  const words = new Set(known.split(' '))
  if (thing) return (THINGS.find((group) => group.includes(thing)) ?? [thing]).some((word) => words.has(word))
  const said = contentWords(text).filter(
    (word) => !/^(told|said|mentioned|live|work|promised|parlé|raconté|habites|travailles)$/u.test(word),
  )
  return said.length === 0 || said.some((word) => words.has(word))
}
