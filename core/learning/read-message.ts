import { LRUCache } from 'lru-cache'
import type { Message } from '../../db/messages.ts'
import { inTenant } from '../../db/scope.ts'
import { modelsAllowed } from '../business/hosted-models.ts'
import type { Deps, ModelChoice } from '../deps.ts'
import { detectLanguage } from '../draft/detect-language.ts'
import type { Turn } from '../draft/turn.ts'
import { extractFacts } from './extract-facts.ts'
import type { Found } from './found.ts'
import { admitProposal, passesGate } from './gate.ts'
import { fold } from './same-fact.ts'
import { SLOT_RULES } from './slots.ts'

export type ReadDeps = Pick<Deps, 'store' | 'now' | 'log' | 'models'>

/** Messages that a model has read, with the edit it saw: a turn is drafted more than once, and is paid for once. */
const alreadyRead = new LRUCache<string, true>({ max: 10_000 })
/** Learning waits no longer than this, whatever a model is otherwise allowed: a draft is waiting behind it. */
const PATIENCE_MS = 8_000
/** Of a burst, so many messages are given to a model, the latest; the rules read all. */
const MOST_ASKED = 4

/** What the fan's messages say of them: by the rules, and by a model where a person allowed one. Both pass the same gate. */
export async function readMessages(deps: ReadDeps, turn: Turn): Promise<{ message: Message; found: Found[] }[]> {
  const timeZone = turn.fan.profile.timeZone ?? turn.persona.timeZone
  const readings = turn.unanswered.map((message) => ({
    message,
    found: extractFacts(message.body, { at: message.sentAt, timeZone }).filter((one) =>
      passesGate(one, { message: message.body }),
    ),
  }))
  const choice = await modelThatLearns(deps, turn)
  if (!choice) return readings
  const signal = AbortSignal.timeout(PATIENCE_MS)
  for (const reading of readings.slice(-MOST_ASKED)) {
    if (signal.aborted) break
    const { message } = reading
    const key = `${message.id}|${message.editedAt?.getTime() ?? ''}`
    if (alreadyRead.has(key) || !/\p{L}{2}/u.test(message.body)) continue
    alreadyRead.set(key, true)
    reading.found.push(...(await readByModel(deps, { choice, turn, message, timeZone, signal, known: reading.found })))
  }
  return readings
}

/** The first of the creator's models that a person let read messages. */
async function modelThatLearns({ store, models }: ReadDeps, turn: Turn): Promise<ModelChoice | undefined> {
  const { choices } = await inTenant(store, turn.tenantId, (scope) => modelsAllowed(scope, { models }, turn))
  return choices.find(({ learnsFacts }) => learnsFacts)
}

async function readByModel(
  deps: ReadDeps,
  of: { choice: ModelChoice; turn: Turn; message: Message; timeZone: string; signal: AbortSignal; known: Found[] },
): Promise<Found[]> {
  const { choice, turn, message, timeZone, signal, known } = of
  // Only whoever has a model waits for the libraries that talk to one.
  const { askForFacts } = await import('./ask-for-facts.ts')
  const proposals = await askForFacts(deps, { choice, turn, body: message.body, signal })
  const extractor = `model ${choice.provider}/${choice.modelId} 1`
  const language = (detectLanguage(message.body) ?? turn.fan.language) === 'fr' ? 'fr' : 'en'
  return proposals.flatMap((proposed) => {
    const reading = { at: message.sentAt, language, timeZone } as const
    const found = admitProposal(proposed, { message: message.body, extractor }, reading)
    return found && !isKnown(found, known) ? [found] : []
  })
}

/** Where the rules read the same, or the one value that can hold, theirs stands. */
function isKnown(found: Found, known: Found[]): boolean {
  return known.some(
    ({ slot, value }) =>
      slot === found.slot && (SLOT_RULES[slot].holds === 'one' || overlaps(fold(value), fold(found.value))),
  )
}

const overlaps = (a: string, b: string) => ` ${a} `.includes(` ${b} `) || ` ${b} `.includes(` ${a} `)
