import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

/** A dialogue up to the turn at which a good companion would think of something from before. */
export interface Dialogue {
  /** Bart or Lisa. */
  person: string
  /** Oldest first; the last one is the person's. */
  said: { isPerson: boolean; text: string }[]
  /** Which notes should come to mind. */
  relevant: number[]
}

export interface Note {
  id: number
  /** Whose it is. */
  person: string
  text: string
  at: Date
}

const RawDialogue = z.object({
  dialogue: z.array(z.string()).min(2),
  'test-turn': z.array(z.number().int()).min(1),
  'relevant-id': z.array(z.number().int()).min(1),
  'user-id': z.union([z.literal(1), z.literal(2)]),
})
const RawNote = z.record(z.string(), z.object({ time: z.string(), event: z.string() }))

/** The benchmark's two children. */
const PEOPLE = { 1: 'Bart', 2: 'Lisa' } as const
/** The first 76 notes of the English file are Bart's, the others Lisa's: so the benchmark's own code divides them. */
const NOTES_OF_BART = 76

/**
 * MADial-Bench's English half. Like the benchmark's own code it takes what was said before the first test turn, so that the
 * answer which names the memory is never part of the question.
 * @throws with what is wrong with the folder
 */
export function readMadial(folder: string): { dialogues: Dialogue[]; notes: Note[] } {
  const dialogues = linesOf(join(folder, 'MADial-Bench-en-dialogue.json'), RawDialogue).map((raw): Dialogue => {
    const [testTurn = 0] = raw['test-turn']
    return {
      person: PEOPLE[raw['user-id']],
      // The first line opens the dialogue; the person begins, and the two take turns.
      said: raw.dialogue
        .slice(1, testTurn)
        .map((line, position) => ({ isPerson: position % 2 === 0, text: words(line) })),
      relevant: raw['relevant-id'],
    }
  })
  const notes = linesOf(join(folder, 'MADial-Bench-en-memory.json'), RawNote).flatMap((raw, position) =>
    Object.entries(raw).map(([id, { time, event }]): Note => {
      const person = position < NOTES_OF_BART ? PEOPLE[1] : PEOPLE[2]
      return { id: Number(id), person, text: event, at: new Date(`${time}T12:00:00Z`) }
    }),
  )
  return { dialogues, notes }
}

function words(line: string): string {
  return line
    .replace(/^<\w+>:\s*/u, '')
    .trim()
    .replace(/^"|"$/gu, '')
}

function linesOf<T>(file: string, shape: z.ZodType<T>): T[] {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch {
    throw new Error(`${file} cannot be read. The folder should hold MADial-Bench's two English files.`)
  }
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line, position) => {
      const parsed = shape.safeParse(parseJson(line))
      if (!parsed.success) throw new Error(`${file}, line ${position + 1}: ${z.prettifyError(parsed.error)}`)
      return parsed.data
    })
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
