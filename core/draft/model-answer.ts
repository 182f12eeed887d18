import { z } from 'zod'

/** What a model is asked to return. No tools: words, and where they come from. */
export const ModelAnswer = z.object({
  reply: z.string().describe('The message to the fan, ready to send.'),
  language: z.string().describe('The language of the reply: en or fr.'),
  uses: z.array(z.string()).describe('The ids (k1, k2 …) of the known things the reply takes up; empty when none.'),
  offer: z
    .object({ id: z.string().describe('The id (m1, m2 …) of the menu line.'), price: z.string() })
    .nullable()
    .describe('The one thing from the menu that the reply offers, or null.'),
})
export type ModelAnswer = z.infer<typeof ModelAnswer>

/** Small servers fill in half of it, or in their own way; the reply is what counts. */
const LooseAnswer = z.object({
  reply: z.string(),
  language: z.string().catch(''),
  uses: z.array(z.coerce.string()).catch([]),
  offer: z
    .object({ id: z.coerce.string(), price: z.coerce.string().catch('') })
    .nullable()
    .catch(null),
})

/** Longer than this is no message, whatever it is. */
const LONGEST_ANSWER = 12_000

export interface Unusable {
  kind: 'unusable'
  why: 'empty' | 'too-long' | 'refusal' | 'nonsense'
}
export type ReadAnswer = { kind: 'answer'; answer: ModelAnswer } | Unusable

/** Reads what a model wrote: JSON as asked, JSON in a fence or between other words, or only the message itself. */
export function readAnswer(text: string): ReadAnswer {
  const said = withoutThinking(text)
  if (said === '') return { kind: 'unusable', why: 'empty' }
  const answer = fromJson(said, LooseAnswer)
  if (!answer && looksLikeJson(said)) return { kind: 'unusable', why: 'nonsense' }
  const reply = bareMessage(answer?.reply ?? said)
  if (reply === '') return { kind: 'unusable', why: 'empty' }
  if (reply.length > LONGEST_ANSWER) return { kind: 'unusable', why: 'too-long' }
  if (isRefusal(reply)) return { kind: 'unusable', why: 'refusal' }
  if (!isWords(reply)) return { kind: 'unusable', why: 'nonsense' }
  return { kind: 'answer', answer: { ...(answer ?? { language: '', uses: [], offer: null }), reply } }
}

/** Without what a model wrote for itself. */
export function withoutThinking(text: string): string {
  return text
    .toWellFormed()
    .replaceAll('\u0000', '')
    .replace(/<think>[\s\S]*?(<\/think>|$)/giu, '')
    .trim()
}

/** JSON as asked, in a fence, or between other words; undefined when none of them has the form. */
export function fromJson<Answer>(said: string, form: z.ZodType<Answer>): Answer | undefined {
  if (said.length > 100_000) return undefined
  const fenced = said.match(/```(?:json)?\s*([\s\S]*?)```/u)?.[1]
  const braces = said.includes('{') ? said.slice(said.indexOf('{'), said.lastIndexOf('}') + 1) : undefined
  for (const candidate of [said, fenced, braces]) {
    if (!candidate) continue
    try {
      const parsed = form.safeParse(JSON.parse(candidate))
      if (parsed.success) return parsed.data
    } catch {
      // Not JSON: the next reading may fit.
    }
  }
  return undefined
}

const looksLikeJson = (said: string) => /^\s*(```json|[{[])/u.test(said)

/** Without the label or the quotation marks that models like to put around a message. */
function bareMessage(reply: string): string {
  const bare = reply
    .trim()
    .replace(/^```\w*|```$/gu, '')
    .trim()
    .replace(/^(reply|message|draft|réponse|answer|assistant)\s*:\s*/iu, '')
    .trim()
  return (bare.match(/^["“«]([^"“”«»]*)["”»]$/u)?.[1] ?? bare).trim()
}

const REFUSAL =
  /^(i'?m (really |very )?sorry,? but|sorry,? (but )?i|i (can(no|')t|am unable to|won'?t be able to)|as an? (ai|language model|assistant)|je suis (vraiment )?désolée?,? (mais )?je ne (peux|suis)|désolée?,? (mais )?je ne (peux|suis)|je ne (peux|suis) pas (en mesure|autorisée?)|en tant qu'(ia|intelligence|assistant|modèle))/iu
const REFUSED_WHAT =
  /(assist|help|comply|fulfil|provide|continue|engage|generate|create|write|request|content|policy|policies|guidelines|language model|role ?play|aider|demande|contenu|générer|répondre à (cette|ce)|politique|règles|modèle de langage)/iu

/** A model that declines speaks of requests and policies; a creator who declines does not. */
function isRefusal(reply: string): boolean {
  const start = reply.slice(0, 300).replaceAll('’', "'")
  return REFUSAL.test(start) && REFUSED_WHAT.test(start)
}

/** At least one word, and more letters than anything else (emojis and punctuation of a chat allowed for). */
function isWords(reply: string): boolean {
  const letters = reply.match(/\p{L}/gu)?.length ?? 0
  const visible = reply.replaceAll(/[\s\p{P}\p{Extended_Pictographic}\p{M}\u200d]/gu, '').length
  if (letters < 2 || letters < visible * 0.5) return false
  const longest = Math.max(...reply.split(/\s+/u).map((word) => word.length))
  return longest <= 120 || /https?:/u.test(reply)
}
