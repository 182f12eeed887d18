import { type Message, messagesById } from '../../db/messages.ts'
import { inTenant } from '../../db/scope.ts'
import type { Deps } from '../deps.ts'
import type { Recalled } from '../draft/draft-notes.ts'
import type { Turn } from '../draft/turn.ts'
import { MACHINE } from '../learning/remember-fact.ts'
import { type FanIndex, idAt } from './fan-index.ts'
import { fuseClose } from './fuse-close.ts'
import { indexOf } from './hot-indexes.ts'
import { makeQuery } from './make-query.ts'
import { closeByModel } from './meaning-by-model.ts'
import { asRecalled, type RankedMemory, rankMemories } from './rank-memories.ts'
import { type Called, rankMessages } from './rank-messages.ts'
import { whatToTakeUp } from './returning-fan.ts'
import { type Hit, searchIndex } from './search-index.ts'
import { spokenByCreator, spokenByFan } from './what-was-said.ts'

/** A draft that is given everything says nothing in particular. */
const ENOUGH = 8
const MOST_MESSAGES = 5
/** Facts that nothing called up, so that even "hey you" finds something to lean on. */
const MERELY_KNOWN = 3
const CANDIDATES = 30
/** A message far behind the best one is noise. */
const WORTH_SHOWING = 0.35
/** A message that only stands beside the words must score so much higher to be shown. */
const BESIDE = 1.7
/** What a single rare word is worth: less than this was hardly asked for. */
const LEAST_SCORE = 2

/**
 * What is known of this fan that matters for what they just said, best first, each with its reason: facts and messages in one
 * ranking. Pinned facts are always in it, private ones never. After a long silence something specific from before comes first.
 */
export async function recallMemories(
  deps: Pick<Deps, 'store' | 'cache' | 'models' | 'embedder' | 'now' | 'log'>,
  turn: Turn,
): Promise<Recalled[]> {
  if (turn.fan.memoryOff) return []
  const language = turn.fan.language === 'fr' ? 'fr' : 'en'
  const names = { fan: turn.fan.name, creator: turn.creator.name }
  const byFan = spokenByFan(turn)
  const made = makeQuery(byFan, { fanName: names.fan, creatorName: names.creator, language })
  const { words } = made
  // A fan who says the creator's name calls her; the words worth finding are mostly the fan's own.
  const query = { ...made.query, speaker: 'fan' as const }
  const [index, close] = await Promise.all([indexOf(deps, turn), closeByModel(deps, turn)])
  const shown = placesOf(index, [...turn.unanswered, ...turn.recent])
  const skip = (doc: number) => shown.has(doc)
  const { hits, rarity } = searchIndex(index, query, { limit: CANDIDATES, skip })
  const found = await readMessages(deps, turn, index, fuseClose(worthShowing(hits), close, { index, skip }))
  const facts = rankMemories(turn.memories, {
    said: [...byFan, ...spokenByCreator(turn)],
    rarity,
    messages: index.count,
    names,
    language,
    now: turn.now,
    close,
  })
  const messages = rankMessages(found, { words, names, language, now: turn.now })
  return whatToTakeUp(turn, choose(facts, messages), facts)
}

/** Where in the index the messages stand that a draft has before it anyway. They are among the latest. */
function placesOf(index: FanIndex, messages: Message[]): Set<number> {
  const ids = new Set(messages.map(({ id }) => id))
  const places = new Set<number>()
  for (let doc = index.count - 1; doc >= 0 && doc > index.count - 1_000 && places.size < ids.size; doc -= 1) {
    if (ids.has(idAt(index, doc))) places.add(doc)
  }
  return places
}

function worthShowing(hits: Hit[]): Hit[] {
  const least = Math.max(LEAST_SCORE, (hits[0]?.score ?? 0) * WORTH_SHOWING)
  return hits.filter(({ score, own }) => score >= (own.length > 0 ? least : least * BESIDE))
}

/**
 * A message that is gone, taken back or never went out is not recalled, nor the source of what is for people only or of what a
 * person put right: it still says what was wrong.
 */
async function readMessages(
  { store }: Pick<Deps, 'store'>,
  turn: Turn,
  index: FanIndex,
  hits: Called[],
): Promise<{ message: Message; hit: Called }[]> {
  if (hits.length === 0) return []
  const ids = hits.map(({ doc }) => idAt(index, doc))
  const read = await inTenant(store, turn.tenantId, (scope) => messagesById(scope, turn.fan.id, ids))
  const byId = new Map(read.map((message) => [message.id, message]))
  const hidden = new Set(
    turn.memories
      .filter(({ isPrivate, author }) => isPrivate || author !== MACHINE)
      .map(({ sourceMessageId }) => sourceMessageId),
  )
  return hits.flatMap((hit, position) => {
    const message = byId.get(ids[position] ?? '')
    const isUsable =
      message &&
      !message.deletedAt &&
      !message.notRecalled &&
      !hidden.has(message.id) &&
      !/^(?:undone|failed)$/.test(message.status)
    return isUsable ? [{ message, hit }] : []
  })
}

function choose(facts: RankedMemory[], messages: Recalled[]): Recalled[] {
  const pinned = facts.filter(({ memory }) => memory.isPinned)
  const called = facts.filter(({ memory, isCalled }) => isCalled && !memory.isPinned)
  const merelyKnown = facts
    .filter(({ memory, isCalled }) => !isCalled && !memory.isPinned && memory.slot !== 'name')
    .slice(0, MERELY_KNOWN)
  const told = new Set(called.concat(pinned).map(({ sourceMessageId }) => sourceMessageId))
  // A fact and the message it comes from say the same: the fact is shorter, and leads to the message.
  const others = withoutEchoes(messages.filter(({ id }) => !told.has(id))).slice(0, MOST_MESSAGES)
  const ranked = [...called.map(asRecalled), ...others].toSorted((a, b) => b.score - a.score)
  const room = Math.max(0, ENOUGH - pinned.length)
  const best = [...ranked, ...merelyKnown.map(asRecalled)].slice(0, room)
  return [...pinned.map(asRecalled), ...best]
    .toSorted((a, b) => b.score - a.score)
    .slice(0, Math.max(ENOUGH, pinned.length))
}

function withoutEchoes(messages: Recalled[]): Recalled[] {
  const seen = new Set<string>()
  return messages.filter(({ text }) => {
    const words = text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim()
    if (seen.has(words)) return false
    seen.add(words)
    return true
  })
}
