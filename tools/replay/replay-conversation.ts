import type { Deps } from '../../core/deps.ts'
import type { DraftNotes } from '../../core/draft/draft-notes.ts'
import { loadTurn } from '../../core/draft/load-turn.ts'
import { runDueWork } from '../../core/due-work.ts'
import { fanWrote } from '../../core/journey.ts'
import { learnFromMessage } from '../../core/learning/learn-from-message.ts'
import { conversationById, finishTurn, updateConversation } from '../../db/conversations.ts'
import { draftVersion, openDraftOf } from '../../db/drafts.ts'
import { touchFan } from '../../db/fans.ts'
import { insertHistory } from '../../db/history.ts'
import { newId } from '../../db/ids.ts'
import { memoriesOf } from '../../db/memories.ts'
import { inTenant } from '../../db/scope.ts'
import type { Conversation, Turn } from '../locomo/read-locomo.ts'

/** One turn that was drafted: what the fan said, what was recalled for it, what was proposed. */
export interface Sample {
  conversation: string
  turn: string
  at: string
  said: string
  /** What the creator truly answered then. */
  answered: string | undefined
  recalled: { text: string; why: string; score: number }[]
  draft: string
  origin: string
  warnings: string[]
  milliseconds: number
}

export interface Replayed {
  turns: number
  fanTurns: number
  facts: number
  samples: Sample[]
  problems: string[]
}

/** A world whose clock is set by the conversation. */
export type ReplayWorld = Deps & { setTime: (at: Date) => void; tenantId: string; creatorId: string }

const BURST_MS = 1_000

/**
 * Lets a recorded conversation happen again: every fan turn comes through the inbound door at its own time, and what the creator
 * said then is written down as said. Every sampled turn is drafted the whole way; from the others the product only learns.
 */
export async function replayConversation(
  world: ReplayWorld,
  conversation: Conversation,
  { isSampled, onTurn }: { isSampled: (fanTurn: number) => boolean; onTurn: () => void },
): Promise<Replayed> {
  const replayed: Replayed = { turns: 0, fanTurns: 0, facts: 0, samples: [], problems: [] }
  let known: Known | undefined
  for (const [position, turn] of conversation.turns.entries()) {
    world.setTime(turn.at)
    try {
      if (turn.isFan) {
        known = await hear(world, conversation, turn)
        replayed.fanTurns += 1
        const sample = isSampled(replayed.fanTurns)
          ? await draft(world, known, conversation, position)
          : await onlyLearn(world, known)
        if (sample) replayed.samples.push(sample)
      } else if (known) await writeDown(world, known, turn)
    } catch (error) {
      replayed.problems.push(`${conversation.id} ${turn.id}: ${error instanceof Error ? error.message : String(error)}`)
    }
    replayed.turns += 1
    onTurn()
    // Others in this process get their turn.
    await new Promise((resolve) => setImmediate(resolve))
  }
  if (known) replayed.facts = await countFacts(world, known.fanId)
  return replayed
}

interface Known {
  fanId: string
  conversationId: string
}

async function hear(world: ReplayWorld, { id, fan }: Conversation, turn: Turn): Promise<Known> {
  const received = await fanWrote(world, {
    tenantId: world.tenantId,
    creatorId: world.creatorId,
    channel: 'replay',
    address: id,
    fan: { name: fan },
    externalId: `${id}/${turn.id}`,
    body: turn.text,
    media: [],
    sentAt: turn.at,
    isEdit: false,
    burstSeconds: BURST_MS / 1_000,
  })
  if (received.kind === 'duplicate') throw new Error('It was heard before: two turns have one id.')
  return received
}

async function draft(
  world: ReplayWorld,
  { conversationId }: Known,
  { id, turns }: Conversation,
  position: number,
): Promise<Sample | undefined> {
  const turn = turns[position]
  if (!turn) return undefined
  const begun = performance.now()
  world.setTime(new Date(turn.at.getTime() + BURST_MS))
  await runDueWork(world)
  const milliseconds = performance.now() - begun
  const proposal = await inTenant(world.store, world.tenantId, async (scope) => {
    const open = await openDraftOf(scope, conversationId)
    return open && draftVersion<DraftNotes>(scope, open, open.version)
  })
  if (!proposal) throw new Error('No draft was made.')
  return {
    conversation: id,
    turn: turn.id,
    at: turn.at.toISOString(),
    said: turn.text,
    answered: turns.slice(position + 1).find(({ isFan }) => !isFan)?.text,
    recalled: proposal.notes.recalled.map(({ text, why, score }) => ({
      text,
      why: why.en,
      score: Number(score.toFixed(2)),
    })),
    draft: proposal.text,
    origin: proposal.origin,
    warnings: proposal.notes.warnings.map(({ rule }) => rule),
    milliseconds: Math.round(milliseconds),
  }
}

async function onlyLearn(world: ReplayWorld, { conversationId }: Known): Promise<undefined> {
  const turn = await inTenant(world.store, world.tenantId, async (scope) => {
    const conversation = await conversationById(scope, conversationId)
    if (!conversation) return undefined
    await finishTurn(scope, conversationId, conversation.version)
    return loadTurn(scope, conversation, world.now())
  })
  if (turn) await learnFromMessage(world, turn)
}

async function writeDown(world: ReplayWorld, { fanId, conversationId }: Known, turn: Turn): Promise<void> {
  await inTenant(world.store, world.tenantId, async (scope) => {
    await insertHistory(scope, { fanId, conversationId }, [
      { id: newId(), direction: 'outbound', body: turn.text, sentAt: turn.at },
    ])
    await updateConversation(scope, conversationId, { lastMessageAt: turn.at, unread: 0 })
    await touchFan(scope, fanId, turn.at)
  })
}

async function countFacts(world: ReplayWorld, fanId: string): Promise<number> {
  return inTenant(world.store, world.tenantId, async (scope) => (await memoriesOf(scope, fanId)).length)
}
