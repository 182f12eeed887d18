import { addMessages, emptyIndex } from '../core/recall/fan-index.ts'
import { makeQuery } from '../core/recall/make-query.ts'
import { rankMemories } from '../core/recall/rank-memories.ts'
import { searchIndex } from '../core/recall/search-index.ts'
import { spokenByCreator, spokenByFan } from '../core/recall/what-was-said.ts'
import type { Memory } from '../db/memories.ts'
import type { Message } from '../db/messages.ts'
import { plainBm25 } from './locomo/plain-bm25.ts'
import { type Dialogue, type Note, readMadial } from './madial/read-madial.ts'

const DEPTHS = [1, 3, 5, 10, 20] as const
/** Every fourth dialogue decided nothing once the ranking was in place; docs/recall.md says what came before that. */
const isHeldOut = (position: number) => position % 4 === 3
const CREATOR = 'Assistant'
const MINUTE = 60_000

type Search = (dialogue: Dialogue) => number[]

/**
 * How well what a person says calls up the right notes about them, on MADial-Bench's English dialogues, beside plain BM25 in
 * the same run. Recall is what a draft gets: the same query, index and ranking of facts.
 */
function main(args: string[]): void {
  const folder = args.find((arg) => !arg.startsWith('--'))
  if (!folder) throw new Error('Usage: npm run eval:madial -- DIR [--json], where DIR is data/madial-en')
  const { dialogues, notes } = readMadial(folder)
  const report = {
    'own notes': compare(dialogues, notes, (person) => notes.filter((note) => note.person === person)),
    "both people's notes": compare(dialogues, notes, () => notes, { withName: true }),
  }
  if (args.includes('--json')) console.log(JSON.stringify(report, undefined, 2))
  else for (const [pool, systems] of Object.entries(report)) print(pool, systems)
}

/** @param withName the notes are two people's, so that who speaks is part of what is said, for both systems */
function compare(
  dialogues: Dialogue[],
  notes: Note[],
  poolOf: (person: string) => Note[],
  { withName = false }: { withName?: boolean } = {},
) {
  const now = new Date(Math.max(...notes.map(({ at }) => at.getTime())) + 24 * 60 * MINUTE)
  const souvenir: Search = (dialogue) => recall(dialogue, poolOf(dialogue.person), { now, withName })
  const plain: Search = ({ person, said }) => {
    const pool = poolOf(person)
    const texts = said.filter(({ isPerson }) => isPerson).map(({ text }) => text)
    const query = [...texts, ...(withName ? [person] : [])].join('\n')
    return plainBm25(pool.map(({ text }) => text))(query, 20).flatMap((position) => pool[position]?.id ?? [])
  }
  return { souvenir: score(dialogues, souvenir), 'plain BM25': score(dialogues, plain) }
}

/** As `recallMemories` does it for a turn: what was said, the fan's index, the facts ranked. */
function recall(
  { person, said }: Dialogue,
  pool: Note[],
  { now, withName }: { now: Date; withName: boolean },
): number[] {
  const messages = said.map(({ isPerson, text }, position) => {
    const sentAt = new Date(now.getTime() - (said.length - position) * MINUTE)
    const body = withName && isPerson ? `${person}: ${text}` : text
    const id = `00000000-0000-0000-0000-${position.toString(16).padStart(12, '0')}`
    return { id, direction: isPerson ? 'inbound' : 'outbound', body, sentAt, createdAt: sentAt } as Message
  })
  const turn = { unanswered: messages.slice(-1), recent: messages.slice(0, -1), now }
  const index = emptyIndex()
  addMessages(index, messages, 'en')
  const names = { fan: withName ? '' : person, creator: CREATOR }
  const byFan = spokenByFan(turn)
  const { query } = makeQuery(byFan, { fanName: names.fan, creatorName: names.creator, language: 'en' })
  const { rarity } = searchIndex(index, query, { limit: 1 })
  return rankMemories(pool.map(toMemory), {
    said: [...byFan, ...spokenByCreator(turn)],
    rarity,
    messages: index.count,
    names,
    language: 'en',
    now,
  }).map(({ memory }) => Number(memory.id))
}

/** A note as a team member would have written it down. */
function toMemory({ id, text, at }: Note): Memory {
  return {
    id: String(id),
    slot: 'other',
    fact: text,
    quote: undefined,
    value: undefined,
    author: 'evaluation',
    confidence: 1,
    isPinned: false,
    isPrivate: false,
    timesSeen: 1,
    lastSeenAt: at,
    expiresAt: null,
  } as Memory
}

/** In percent, by depth: the mean share of the right notes found, and how often at least one was. */
interface Shares {
  dialogues: number
  recall: number[]
  any: number[]
}

function score(dialogues: Dialogue[], search: Search): Record<string, Shares> {
  const found = dialogues.map((dialogue) => ({ relevant: dialogue.relevant, ids: search(dialogue) }))
  const group = (some: typeof found): Shares => {
    const mean = (of: (share: number) => number) =>
      DEPTHS.map((depth) => {
        const shares = some.map(({ relevant, ids }) => {
          const top = new Set(ids.slice(0, depth))
          return relevant.filter((id) => top.has(id)).length / relevant.length
        })
        return Number(((100 * shares.reduce((sum, share) => sum + of(share), 0)) / Math.max(1, some.length)).toFixed(1))
      })
    return { dialogues: some.length, recall: mean((share) => share), any: mean((share) => (share > 0 ? 1 : 0)) }
  }
  return {
    all: group(found),
    'tuned on': group(found.filter((_, position) => !isHeldOut(position))),
    'held out': group(found.filter((_, position) => isHeldOut(position))),
  }
}

function print(pool: string, systems: Record<string, Record<string, Shares>>): void {
  console.log(`\n${pool}`)
  console.log(`${''.padEnd(24)}${'n'.padStart(4)}   recall @1  @3   @5   @10  @20   any @1   @3   @5   @10  @20`)
  for (const [name, groups] of Object.entries(systems)) {
    for (const [group, { dialogues, recall, any }] of Object.entries(groups)) {
      const cells = [recall, any].map((row) => row.map((value) => value.toFixed(1).padStart(5)).join(''))
      console.log(`${`${name}, ${group}`.padEnd(24)}${String(dialogues).padStart(4)}     ${cells.join('     ')}`)
    }
  }
}

try {
  main(process.argv.slice(2))
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}
