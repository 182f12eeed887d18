import { addMessages, emptyIndex, sizeOf } from '../core/recall/fan-index.ts'
import { makeQuery } from '../core/recall/make-query.ts'
import { searchIndex } from '../core/recall/search-index.ts'
import { WEIGHTS, type Weights } from '../core/recall/weights.ts'
import { plainBm25 } from './locomo/plain-bm25.ts'
import { type Conversation, readLocomo } from './locomo/read-locomo.ts'

const DEPTHS = [5, 10, 20, 50] as const
const CATEGORIES = { 1: 'multi-hop', 2: 'temporal', 3: 'open-domain', 4: 'single-hop', 5: 'adversarial' } as const

/** What is left out, one part at a time, to see what it brings. */
const PARTS: Record<string, Partial<Weights>> = {
  'neighbouring messages': { before: [], after: [] },
  'words before over words after': { after: WEIGHTS.before },
  'other words for one thing': { same: 0 },
  'things of a kind': { kind: 0 },
  'pale words count less': { pale: 1 },
  'who is asked about': { speaker: 1, firstNamed: 1 },
  'questions tell little': { asks: 1 },
  'answers tell much': { answers: 1 },
  'thanks and wow tell nothing': { reacts: 1 },
  'first person': { firstPerson: 1 },
  'says when': { timed: 1 },
  'opens a talk': { opens: 1 },
  'has what the question wants': { seeks: 1 },
  'days that are named': { day: 0 },
  'short-text BM25 (k1, b)': { k1: 1.2, b: 0.75 },
}

interface Searcher {
  /** Ids of turns, best first. */
  search: (question: string) => string[]
  bytes: number
}
interface Answer {
  conversation: string
  category: number
  evidence: string[]
  /** Ids of turns, best first. */
  found: string[]
  milliseconds: number
}

const USAGE = `Usage: npm run eval:recall -- FILE.json [--json] [--ablate]
  FILE.json  conversations in LoCoMo's format, with questions and their evidence
  --json     prints the figures as JSON
  --ablate   prints what recall@10 loses, over all and in each conversation, when one part is left out`

/** How well recall finds the turns that answer a question, in any file of LoCoMo's format, beside plain BM25 in the same run. */
function main(args: string[]): void {
  const files = args.filter((arg) => !arg.startsWith('--'))
  const [file] = files
  const unknown = args.find((arg) => arg.startsWith('--') && arg !== '--json' && arg !== '--ablate')
  if (unknown) throw new Error(`There is no option ${unknown}.\n\n${USAGE}`)
  if (!file || files.length > 1) throw new Error(USAGE)
  const conversations = readLocomo(file)
  if (!conversations.some(({ questions }) => questions.some(({ evidence }) => evidence.length > 0))) {
    throw new Error(`${file} holds no question whose evidence is among its turns: there is nothing to score.`)
  }
  if (args.includes('--ablate')) ablate(conversations)
  else compare(conversations, args.includes('--json'))
}

function compare(conversations: Conversation[], asJson: boolean): void {
  const report = { souvenir: summary(conversations, souvenir()), 'plain BM25': summary(conversations, plain) }
  if (asJson) console.log(JSON.stringify(report, undefined, 2))
  else for (const [name, part] of Object.entries(report)) print(name, part)
}

function souvenir(weights: Weights = WEIGHTS): (conversation: Conversation) => Searcher {
  return ({ turns, fan, creator }) => {
    const index = emptyIndex()
    const messages = turns.map(({ text, at, isFan }, position) => ({
      id: `00000000-0000-0000-0000-${position.toString(16).padStart(12, '0')}`,
      direction: isFan ? ('inbound' as const) : ('outbound' as const),
      body: text,
      sentAt: at,
      createdAt: at,
    }))
    addMessages(index, messages, 'en')
    const names = { fanName: fan, creatorName: creator, language: 'en' as const }
    return {
      search: (question) => {
        const { query } = makeQuery([{ text: question, weight: 1 }], names, weights)
        return searchIndex(index, query, { limit: 50, weights }).hits.flatMap(({ doc }) => turns[doc]?.id ?? [])
      },
      bytes: sizeOf(index),
    }
  }
}

/** Its size is that of the texts it keeps and nothing else: it is here for its ranking. */
function plain({ turns }: Conversation): Searcher {
  const search = plainBm25(turns.map(({ text }) => text))
  return {
    search: (question) => search(question, 50).flatMap((position) => turns[position]?.id ?? []),
    bytes: turns.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0),
  }
}

function evaluate(
  conversations: Conversation[],
  system: (conversation: Conversation) => Searcher,
): { answers: Answer[]; bytes: number } {
  let bytes = 0
  const answers = conversations.flatMap((conversation) => {
    const searcher = system(conversation)
    bytes += searcher.bytes
    return conversation.questions
      .filter(({ evidence }) => evidence.length > 0)
      .map(({ text, category, evidence }) => {
        const begun = performance.now()
        const found = searcher.search(text)
        const milliseconds = performance.now() - begun
        return { conversation: conversation.id, category, evidence, found, milliseconds }
      })
  })
  return { answers, bytes: Math.round(bytes / conversations.length) }
}

interface Group {
  questions: number
  /** Percent of questions with at least one piece of evidence found, with all of it, and the mean share found; by depth. */
  any: number[]
  all: number[]
  recall: number[]
}

function summary(conversations: Conversation[], system: (conversation: Conversation) => Searcher) {
  const { answers, bytes } = evaluate(conversations, system)
  const groups: Record<string, Group> = { 'categories 1-4': group(answers.filter(({ category }) => category !== 5)) }
  for (const [category, name] of Object.entries(CATEGORIES)) {
    groups[name] = group(answers.filter((answer) => answer.category === Number(category)))
  }
  groups['all five'] = group(answers)
  const times = answers.map(({ milliseconds }) => milliseconds).toSorted((a, b) => a - b)
  const at = (share: number) => Number((times[Math.floor(times.length * share)] ?? 0).toFixed(3))
  return { groups, milliseconds: { p50: at(0.5), p95: at(0.95) }, bytesPerFan: bytes }
}

function group(answers: Answer[]): Group {
  const shares = (depth: number) =>
    answers.map(({ evidence, found }) => {
      const top = new Set(found.slice(0, depth))
      return evidence.filter((id) => top.has(id)).length / evidence.length
    })
  const percent = (of: (share: number) => number) =>
    DEPTHS.map((depth) => {
      const all = shares(depth)
      return Number(((100 * all.reduce((sum, share) => sum + of(share), 0)) / Math.max(1, all.length)).toFixed(1))
    })
  return {
    questions: answers.length,
    any: percent((share) => (share > 0 ? 1 : 0)),
    all: percent((share) => (share === 1 ? 1 : 0)),
    recall: percent((share) => share),
  }
}

/** What is lost without each part: of all three measures at 10, and of recall in each conversation. */
function ablate(conversations: Conversation[]): void {
  const measure = (weights: Weights) => {
    const answers = evaluate(conversations, souvenir(weights)).answers.filter(({ category }) => category !== 5)
    const recallIn = (id: string) => at10(group(answers.filter(({ conversation }) => conversation === id)).recall)
    const { any, all, recall } = group(answers)
    return [at10(any), at10(all), at10(recall), ...conversations.map(({ id }) => recallIn(id))]
  }
  const row = (name: string, values: number[]) =>
    console.log(`${name.padEnd(32)}${values.map((value) => value.toFixed(1).padStart(8)).join('')}`)
  console.log('categories 1-4, at 10; below the first line: what leaving it out changes\n')
  console.log(
    `${''.padEnd(32)}${['any', 'all', 'recall', ...conversations.map(({ id }) => id.slice(-7))].map((name) => name.padStart(8)).join('')}`,
  )
  const whole = measure(WEIGHTS)
  row('everything', whole)
  for (const [name, part] of Object.entries(PARTS)) {
    const without = measure({ ...WEIGHTS, ...part })
    const changes = without.map((value, column) => value - (whole[column] ?? 0))
    row(name, changes)
  }
}

const at10 = (byDepth: number[]) => byDepth[DEPTHS.indexOf(10)] ?? 0

function print(name: string, { groups, milliseconds, bytesPerFan }: ReturnType<typeof summary>): void {
  const { p50, p95 } = milliseconds
  console.log(`\n${name}: ${p50} ms a query (p95 ${p95}), ${bytesPerFan.toLocaleString('en')} bytes a fan`)
  console.log(`${''.padEnd(16)}${'n'.padStart(5)}   any @5 @10 @20 @50        all                        recall`)
  for (const [group, { questions, any, all, recall }] of Object.entries(groups)) {
    const cells = [any, all, recall].map((row) => row.map((value) => value.toFixed(1).padStart(5)).join(' '))
    console.log(`${group.padEnd(16)}${String(questions).padStart(5)}   ${cells.join('   ')}`)
  }
}

try {
  main(process.argv.slice(2))
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}
