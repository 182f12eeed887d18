import type { Conversation } from '../../db/conversations.ts'
import { creatorById, offersOf } from '../../db/creators.ts'
import type { Scope } from '../../db/db.ts'
import { textsDraftedFor } from '../../db/drafts.ts'
import { fanById } from '../../db/fans.ts'
import { memoriesOf } from '../../db/memories.ts'
import { type Message, recentMessages } from '../../db/messages.ts'
import { moodsOf } from '../../db/moods.ts'
import { preferencesFor } from '../../db/preferences.ts'
import { promisesOf } from '../../db/promises.ts'
import { purchasesOf } from '../../db/purchases.ts'
import { Persona } from '../creators/persona.ts'
import { driftOf } from '../engagement/drifting.ts'
import { historyBegins } from '../moods/note-moods.ts'
import { readCalibrations } from '../personality/calibrate-fan.ts'
import { exchangesIn } from '../personality/exchanges.ts'
import { styleOf, voiceFor } from '../personality/fan-style.ts'
import { readTastes } from '../tastes/read-tastes.ts'
import type { Turn } from './turn.ts'

/** Requirement MEM-1.2. */
const INTERACTIONS_IN_CONTEXT = 10
/** So many messages back a burst may begin. */
const LONGEST_BURST = 40

/** Reads everything one answer needs. Undefined when the fan is gone or nothing waits for an answer. */
export async function loadTurn(scope: Scope, conversation: Conversation, now: Date): Promise<Turn | undefined> {
  const [creator, fan] = [await creatorById(scope, conversation.creatorId), await fanById(scope, conversation.fanId)]
  if (!creator || !fan) return undefined
  const latest = await recentMessages(scope, {
    fanId: fan.id,
    conversationId: conversation.id,
    limit: LONGEST_BURST + INTERACTIONS_IN_CONTEXT,
  })
  const said = latest.filter((message) => message.status !== 'failed' && !message.deletedAt)
  const burst = unanswered(said)
  if (burst.length === 0) return undefined
  const spoken = said.filter((message) => !burst.includes(message))
  const preferences = await preferencesFor(scope, { creatorId: creator.id, fanId: fan.id })
  // Heard now, whatever was thought of the fan this morning.
  const isDrifting = driftOf(exchangesIn(said, now, () => 'neutral')) !== undefined
  const style = styleOf(fan.memoryOff ? [] : await readCalibrations(scope, fan.id), preferences, { isDrifting })
  const sentBefore = spoken.filter((message) => message.direction === 'outbound').map((message) => message.body)
  return {
    tenantId: scope.tenantId,
    creator,
    persona: voiceFor(Persona.parse(creator.persona), style),
    style,
    fan,
    conversation,
    unanswered: burst,
    recent: spoken.slice(-INTERACTIONS_IN_CONTEXT),
    // What they asked us not to use does not even come near a draft.
    memories: fan.memoryOff ? [] : await memoriesOf(scope, fan.id),
    preferences,
    promises: await promisesOf(scope, fan.id, 'open'),
    purchases: await purchasesOf(scope, fan.id),
    offers: await offersOf(scope, creator.id),
    ...(await readTastes(scope, fan)),
    moods: fan.memoryOff
      ? []
      : await moodsOf(scope, { fanId: fan.id, conversationId: conversation.id, since: historyBegins(now) }),
    saidBefore: [...(await textsDraftedFor(scope, fan.id, 500)), ...sentBefore],
    sentBefore,
    now,
  }
}

/**
 * What came in after our last answer, by the order in which we wrote it down: platforms' clocks count in whole seconds and
 * would put a quick word before the answer it follows.
 */
function unanswered(messages: Message[]): Message[] {
  const answers = messages.filter((message) => message.direction === 'outbound').map((message) => message.id)
  const lastAnswer = answers.toSorted().at(-1) ?? ''
  return messages.filter((message) => message.direction === 'inbound' && message.id > lastAnswer)
}
