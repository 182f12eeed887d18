import { readFileSync } from 'node:fs'
import { z } from 'zod'

/** One conversation in LoCoMo's format: speaker_a is the fan, speaker_b the creator. */
export interface Conversation {
  id: string
  fan: string
  creator: string
  turns: Turn[]
  questions: Question[]
}

export interface Turn {
  /** "D3:11": the eleventh turn of the third session. */
  id: string
  session: number
  isFan: boolean
  text: string
  /** The session's date, and some seconds for every turn in it. */
  at: Date
}

export interface Question {
  text: string
  /** 1 multi-hop, 2 temporal, 3 open-domain, 4 single-hop, 5 adversarial. */
  category: number
  /** Ids of the turns that hold the answer; empty: it cannot be scored. */
  evidence: string[]
}

const RawTurn = z.object({
  speaker: z.string(),
  dia_id: z.string(),
  text: z.string().default(''),
  blip_caption: z.string().optional(),
})
const RawSample = z.object({
  sample_id: z.string().optional(),
  conversation: z.object({ speaker_a: z.string().min(1), speaker_b: z.string().min(1) }).catchall(z.unknown()),
  qa: z
    .array(z.object({ question: z.string(), category: z.number().int(), evidence: z.array(z.string()).default([]) }))
    .default([]),
})

/** @throws with what is wrong with the file, and where */
export function readLocomo(file: string): Conversation[] {
  const samples = z.union([z.array(RawSample), RawSample.transform((one) => [one])]).safeParse(readJson(file))
  if (!samples.success) {
    throw new Error(`${file} is not in LoCoMo's format:\n${z.prettifyError(samples.error)}`)
  }
  if (samples.data.length === 0) throw new Error(`${file} holds no conversation.`)
  return samples.data.map((sample, index) => toConversation(file, sample, index))
}

function readJson(file: string): unknown {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch {
    throw new Error(`${file} cannot be read. Is the path right?`)
  }
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Error(`${file} is not JSON: ${error instanceof Error ? error.message : String(error)}`)
  }
}

function toConversation(file: string, sample: z.infer<typeof RawSample>, index: number): Conversation {
  const { speaker_a: fan, speaker_b: creator } = sample.conversation
  const id = sample.sample_id ?? `conversation ${index + 1}`
  const turns: Turn[] = []
  for (const key of Object.keys(sample.conversation).toSorted(byNumber)) {
    const number = Number(/^session_(\d+)$/.exec(key)?.[1])
    if (!number) continue
    const raw = z.array(RawTurn).safeParse(sample.conversation[key])
    if (!raw.success) throw new Error(`${file}, ${id}, ${key}: ${z.prettifyError(raw.error)}`)
    if (raw.data.length === 0) continue
    const begins = readDate(sample.conversation[`${key}_date_time`])
    if (!begins) throw new Error(`${file}, ${id}: ${key}_date_time should read like "1:56 pm on 8 May, 2023".`)
    for (const [position, turn] of raw.data.entries()) {
      turns.push({
        id: turn.dia_id,
        session: number,
        isFan: turn.speaker === fan,
        text: turn.blip_caption ? `${turn.text} [${turn.blip_caption}]`.trim() : turn.text,
        at: new Date(begins.getTime() + position * 40_000),
      })
    }
  }
  if (turns.length === 0) throw new Error(`${file}, ${id}: there is no session with a turn in it.`)
  const known = new Set(turns.map((turn) => turn.id))
  const questions = sample.qa.map(({ question, category, evidence }) => ({
    text: question,
    category,
    evidence: cleanEvidence(evidence).filter((turn) => known.has(turn)),
  }))
  return { id, fan, creator, turns, questions }
}

const byNumber = (a: string, b: string) => Number(/\d+/.exec(a)?.[0] ?? 0) - Number(/\d+/.exec(b)?.[0] ?? 0)

/** Some evidence names several turns in one string, or writes "D30:05" and "D:11:26". */
export function cleanEvidence(evidence: string[]): string[] {
  const ids = evidence
    .flatMap((text) => text.split(/[;,\s]+/))
    .map((text) => /^D:?(\d+):(\d+)$/.exec(text.trim()))
    .flatMap((found) => (found ? [`D${Number(found[1])}:${Number(found[2])}`] : []))
  return [...new Set(ids)]
}

const MONTHS = 'january february march april may june july august september october november december'.split(' ')

/** "1:56 pm on 8 May, 2023", taken as UTC. */
export function readDate(text: unknown): Date | undefined {
  const found = /^(\d{1,2}):(\d\d) ([ap])m on (\d{1,2}) (\p{L}+),? (\d{4})$/iu.exec(String(text).trim())
  if (!found) return undefined
  const [, hour, minute, half, day, name, year] = found
  const month = MONTHS.indexOf((name ?? '').toLowerCase())
  if (month < 0) return undefined
  const hours = (Number(hour) % 12) + (half?.toLowerCase() === 'p' ? 12 : 0)
  return new Date(Date.UTC(Number(year), month, Number(day), hours, Number(minute)))
}
