import { z } from 'zod'
import { creatorById } from '../../db/creators.ts'
import { glanceAtFan, type Said } from '../../db/glance.ts'
import { memoriesOf } from '../../db/memories.ts'
import { inTenant } from '../../db/scope.ts'
import type { Deps } from '../deps.ts'
import type { Recalled } from '../draft/draft-notes.ts'
import { fanHere } from '../fans/fan-here.ts'
import { type FanIndex, idAt } from './fan-index.ts'
import { countHit, hotFan, indexOf, type KnownFan, keepKnown, languageOfFan, MOST_SAID } from './hot-indexes.ts'
import { makeQuery } from './make-query.ts'
import { asRecalled, rankMemories } from './rank-memories.ts'
import { rankMessages } from './rank-messages.ts'
import { type Hit, searchIndex } from './search-index.ts'

/** What a person or a program looks for in a fan's memory. */
export const MemorySearch = z.object({
  q: z.string().trim().min(1, 'Say what to look for.').max(500),
  limit: z.coerce.number().int().min(1).max(50).default(10),
})

interface Search {
  tenantId: string
  fanId: string
  q: string
  limit: number
}

/**
 * Facts and messages of one fan that a few words call up, best first, each with its reason: the ranking a draft gets, for
 * people. What is for people only is therefore in it, and nothing that is merely known.
 *
 * A fan who is in memory costs one statement: it says whether what is in memory still stands, and brings the messages found
 * that were not found before. Otherwise what changed is read, and the search is done again.
 * @throws CoreError `not-found` when there is no such fan here
 */
export async function searchMemories(
  deps: Pick<Deps, 'store' | 'cache' | 'now' | 'log'>,
  search: Search,
): Promise<Recalled[]> {
  const { store } = deps
  const { tenantId, fanId } = search
  // A change of our own may come in while we ask: it is in memory then, and the second look is good.
  for (let look = 0; look < 2; look += 1) {
    const hot = hotFan(store, tenantId, fanId)
    if (!hot?.known || hot.known.rev !== hot.rev) break
    const found = findIn(hot.index, hot.known, search)
    const { rev, said } = await glanceAtFan(store, tenantId, { fanId, messageIds: found.missing })
    if (rev === undefined) break
    if (rev === found.rev) {
      countHit(store)
      return told(found, said, search, deps.now())
    }
  }
  const known = await getToKnow(deps, search)
  const found = findIn(await indexOf(deps, { tenantId, fan: known.fan }), known, search)
  const { said } = await glanceAtFan(store, tenantId, { fanId, messageIds: found.missing })
  keepKnown(store, tenantId, known)
  return told(found, said, search, deps.now())
}

async function getToKnow({ store }: Pick<Deps, 'store'>, { tenantId, fanId }: Search): Promise<KnownFan> {
  return inTenant(store, tenantId, async (scope) => {
    const fan = await fanHere(scope, fanId)
    const creator = await creatorById(scope, fan.creatorId)
    // People find what is for people only.
    const memories = (await memoriesOf(scope, fanId)).map((memory) => ({ ...memory, isPrivate: false }))
    return { rev: fan.rev, fan, creatorName: creator?.name ?? '', memories, said: new Map() }
  })
}

interface Found {
  /** The fan's when the search was made: a change that comes in meanwhile must not make it look good. */
  rev: number
  hits: { hit: Hit; id: string }[]
  rarity: Map<number, number>
  /** In so many messages it was looked. */
  messages: number
  words: Map<number, string>
  known: KnownFan
  /** Messages found that are not in memory. */
  missing: string[]
}

function findIn(index: FanIndex, known: KnownFan, { q, limit }: Search): Found {
  const { fan, creatorName } = known
  const names = { fanName: fan.name, creatorName, language: languageOfFan(fan) }
  const { query, words } = makeQuery([{ text: q, weight: 1 }], names)
  const { hits, rarity } = searchIndex(index, query, { limit })
  const placed = hits.map((hit) => ({ hit, id: idAt(index, hit.doc) }))
  const missing = placed.flatMap(({ id }) => (known.said.has(id) ? [] : [id]))
  return { rev: known.rev, hits: placed, rarity, messages: index.count, words, known, missing }
}

/** Keeps what was read for the next search. What can still change without a new `rev`, how far a reply came, is not kept. */
function remember({ said: kept }: KnownFan, said: Said[]): void {
  for (const message of said) if (/^(?:received|imported|sent)$/.test(message.status)) kept.set(message.id, message)
  for (const id of kept.keys()) {
    if (kept.size <= MOST_SAID) break
    kept.delete(id)
  }
}

function told(
  { hits, rarity, messages: count, words, known }: Found,
  read: Said[],
  { q, limit }: Search,
  now: Date,
): Recalled[] {
  const { fan, creatorName, memories } = known
  const language = languageOfFan(fan)
  const byId = new Map(read.map((message) => [message.id, message]))
  const found = hits.flatMap(({ hit, id }) => {
    const message = byId.get(id) ?? known.said.get(id)
    return message && isThere(message) ? [{ message, hit }] : []
  })
  remember(known, read)
  const names = { fan: fan.name, creator: creatorName }
  const said = [{ text: q, weight: 1 }]
  const facts = rankMemories(memories, {
    said,
    rarity,
    messages: count,
    names,
    language,
    now,
    calledOnly: true,
  })
  const messages = rankMessages(found, { words, names, language, now })
  return [...facts.map(asRecalled), ...messages].toSorted((a, b) => b.score - a.score).slice(0, limit)
}

const isThere = ({ deletedAt, status }: Said) => !deletedAt && !/^(?:undone|failed)$/.test(status)
