import { calibrationsOf, insertCalibration } from '../../db/calibrations.ts'
import type { Scope } from '../../db/db.ts'
import type { Fan } from '../../db/fans.ts'
import { newId } from '../../db/ids.ts'
import { type Message, recentMessages } from '../../db/messages.ts'
import type { Persona } from '../creators/persona.ts'
import { MACHINE } from '../learning/remember-fact.ts'
import { readMood } from '../moods/read-mood.ts'
import { type Calibration, isRecalculationDue, mayRecalculate, stateOf, statusOf, TRAITS } from './calibration.ts'
import { exchangesIn, interactionsIn } from './exchanges.ts'
import { type Observed, proposeEmojis, proposeLength, proposeTone } from './propose.ts'

/** So far back it is looked: what a fan liked a year ago says little about today. */
const LOOK_BACK = 300
const PROPOSE = { tone: proposeTone, length: proposeLength, emoji: proposeEmojis }

/** What is stored of how a fan likes it, oldest first. */
export async function readCalibrations(scope: Scope, fanId: string): Promise<Calibration[]> {
  return (await calibrationsOf(scope, fanId)) as Calibration[]
}

/**
 * Looks at how the fan answered, when it is time: from 5 interactions on and after each 10 more. Each trait gets a row with its
 * reason; only what is sure enough changes the next draft, and what a person switched off or pinned is left alone.
 * @returns true when it was recalculated
 */
export async function calibrateFan(
  scope: Scope,
  { fan, own, now }: { fan: Pick<Fan, 'id'>; own: Persona; now: Date },
): Promise<boolean> {
  const rows = await readCalibrations(scope, fan.id)
  const last = rows.findLast(({ author }) => author === MACHINE)
  const said = (await recentMessages(scope, { fanId: fan.id, limit: LOOK_BACK })).filter(counts)
  const since = last ? said.filter(({ createdAt }) => createdAt > last.createdAt) : said
  const interactions = (last?.interactions ?? 0) + interactionsIn(since)
  if (!isRecalculationDue(interactions, last?.interactions)) return false
  const observed: Observed = {
    exchanges: exchangesIn(said, now, (text) => readMood(text).label),
    fanSaid: said.filter(({ direction }) => direction === 'inbound').map(({ body }) => body),
    own,
    now: held(rows, own),
  }
  const open = TRAITS.filter((trait) => mayRecalculate(stateOf(rows, trait)))
  for (const trait of open) {
    const proposed = PROPOSE[trait](observed)
    await insertCalibration(scope, {
      id: newId(),
      fanId: fan.id,
      trait,
      step: proposed.step,
      confidence: proposed.confidence,
      status: statusOf(proposed),
      author: MACHINE,
      interactions,
      createdAt: now,
    })
  }
  return open.length > 0
}

function held(rows: readonly Calibration[], own: Persona): Observed['now'] {
  const tone = stateOf(rows, 'tone').holds?.step.to as Persona['tone'] | undefined
  const length = stateOf(rows, 'length').holds?.step.to as number | undefined
  return { tone: tone ?? own.tone, length: Math.min(length ?? own.length, own.length) }
}

const counts = ({ status, deletedAt }: Message) => status !== 'failed' && !deletedAt
