import type { DraftBrief } from '../prompt.ts'
import { shinglesOf, similarity } from '../similarity.ts'
import { type Composed, composeReply } from './compose.ts'
import { createChooser, fold, seeded } from './pick.ts'

/** So many attempts at words this fan has not heard; each is well under a millisecond. */
const TRIES = 24
/** And with more sentences, when those did not do. */
const LAST_TRIES = 60
/** As close as this to something said before, it would be noticed. */
const TOO_CLOSE = 0.75

/**
 * A reply without any model: meets what the fan said, takes up one thing known, ends in a question. Always answers, never the
 * same text twice to one fan, and the same text for the same situation.
 */
export function draftOffline(brief: DraftBrief): Composed {
  const { turn, instruction = '' } = brief
  const heard = turn.saidBefore.map(fold)
  const said = new Set(heard)
  const lately = turn.saidBefore.slice(0, 40).map(shinglesOf)
  let best: (Composed & { closeness: number }) | undefined
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const random = seeded(`${turn.conversation.id}/${turn.saidBefore.length}/${instruction}/${attempt}`)
    const reply = composeReply(brief, createChooser(random, heard))
    if (said.has(fold(reply.text))) continue
    const shingles = shinglesOf(reply.text)
    const closeness = lately.reduce((most, before) => Math.max(most, similarity(shingles, before)), 0)
    if (!best || closeness < best.closeness) best = { ...reply, closeness }
    if (closeness < TOO_CLOSE) break
  }
  if (best && best.closeness < TOO_CLOSE) return best
  // Everything short was said, or nearly: more of it makes something new.
  for (let attempt = 0; attempt < LAST_TRIES; attempt += 1) {
    const random = seeded(`${turn.conversation.id}/${turn.saidBefore.length}/more/${attempt}`)
    const more = 1 + Math.floor(attempt / 20)
    const reply = composeReply({ ...brief, more }, createChooser(random, heard))
    if (said.has(fold(reply.text))) continue
    const shingles = shinglesOf(reply.text)
    if (lately.every((before) => similarity(shingles, before) < TOO_CLOSE)) return reply
    best ??= { ...reply, closeness: 1 }
  }
  return best ?? composeReply({ ...brief, more: 4 }, createChooser(seeded(`${turn.saidBefore.length}`), heard))
}
