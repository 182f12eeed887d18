import { createHash } from 'node:crypto'
import { z } from 'zod'
import { noteAudit } from '../../db/audit.ts'
import { addressOf, conversationAt, conversationById } from '../../db/conversations.ts'
import { creatorsOf } from '../../db/creators.ts'
import type { Scope } from '../../db/db.ts'
import { fanById } from '../../db/fans.ts'
import { recentMessages } from '../../db/messages.ts'
import { inTenant } from '../../db/scope.ts'
import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { CoreError } from '../errors.ts'
import { creatorWrote } from '../inbound/creator-wrote.ts'
import { InboundMessage } from '../inbound/inbound-message.ts'
import { fanWrote } from '../journey.ts'
import { creatorHere } from '../settings/edit-creator.ts'
import { type Pasted, readPasted } from './read-pasted.ts'

/** What a fan wrote on a platform without a way in for programs, as a person copied it. */
export const PastedWords = z
  .object({
    /** A conversation that stands here already. */
    conversationId: z.uuid().optional(),
    /** Else: whose fan, where, and what the fan is called there. */
    creatorId: z.uuid().optional(),
    platform: z.string().trim().min(1).max(60).optional(),
    name: z.string().trim().min(1).max(120).optional(),
    text: z
      .string()
      .max(100_000)
      .refine((text) => text.trim() !== '', 'Paste what the fan wrote.'),
  })
  .refine(({ conversationId, platform, name }) => conversationId || (platform && name), {
    message: 'Say where the fan wrote, and what they are called there.',
    path: ['name'],
  })
export type PastedWords = z.infer<typeof PastedWords>

export interface PastedOutcome {
  fanId: string
  conversationId: string
  stored: number
  /** Were here before: a second paste changes nothing. */
  known: number
}

interface Place {
  creatorId: string
  language: string
  address: string
  name: string
  creatorName: string
  /** The last reply here: until there is another, the same words without a time are the same message. */
  since: string
}

/** Stores what a person pasted as what the fan wrote, through the same door as every platform. Doing it twice changes nothing. */
export async function pasteIn(
  deps: Deps,
  { tenantId, pasted, actor }: { tenantId: string; pasted: PastedWords; actor: Actor },
): Promise<PastedOutcome> {
  const place = await inTenant(deps.store, tenantId, (scope) => placeOf(scope, pasted))
  const messages = readPasted(pasted.text, { now: deps.now(), dayFirst: place.language === 'fr' })
  const isOurs = whoIsOurs(messages, place)
  const outcome = { fanId: '', conversationId: '', stored: 0, known: 0 }
  const seen = new Map<string, number>()
  for (const [index, message] of messages.entries()) {
    const words = `${message.sentAt?.toISOString() ?? place.since}|${message.body}`
    const nth = (seen.get(words) ?? 0) + 1
    seen.set(words, nth)
    const said = inbound({ tenantId, place, message, index, words: `${words}|${nth}` }, deps.now())
    if (isOurs(message)) {
      if (await creatorWrote(deps, { ...said, isTakeOver: true })) outcome.stored += 1
      else outcome.known += 1
      continue
    }
    const received = await fanWrote(deps, said)
    if (received.kind === 'stored') {
      outcome.stored += 1
      outcome.fanId = received.fanId
      outcome.conversationId = received.conversationId
    } else outcome.known += 1
  }
  if (outcome.stored > 0) {
    const { fanId, conversationId } = outcome
    await inTenant(deps.store, tenantId, (scope) =>
      noteAudit(scope, { actor, action: 'message.paste', fanId, subjectId: conversationId, happenedAt: deps.now() }),
    )
  }
  return outcome
}

const OURSELVES = ['you', 'me', 'vous', 'toi', 'moi']

/**
 * Whose words each message is. Where a block names who speaks, the fan's name is the fan, the creator's (or "You") is us, and a
 * name alone in its block is the fan under another name. Anything else nobody but the person who pasted can know.
 */
function whoIsOurs(messages: Pasted[], { name, creatorName }: Place): (message: Pasted) => boolean {
  const ours = new Set([creatorName.toLowerCase(), ...OURSELVES])
  const isOurs = ({ speaker }: Pasted) => speaker !== undefined && ours.has(speaker.toLowerCase())
  const others = new Set(messages.filter((one) => one.speaker && !isOurs(one)).map(({ speaker }) => speaker))
  if (others.size > 1) {
    const named = [...others].filter((other) => other?.toLowerCase() !== name.toLowerCase()).join(', ')
    const message = `This block has more people in it than ${name} and ${creatorName}: ${named}. Paste one fan’s words at a time.`
    throw new CoreError('invalid', message)
  }
  return isOurs
}

function inbound(
  {
    tenantId,
    place,
    message,
    index,
    words,
  }: { tenantId: string; place: Place; message: Pasted; index: number; words: string },
  now: Date,
): InboundMessage {
  return InboundMessage.parse({
    tenantId,
    creatorId: place.creatorId,
    channel: 'manual',
    address: place.address,
    fan: { name: place.name },
    externalId: `pasted-${createHash('sha256').update(words).digest('base64url')}`,
    body: message.body,
    // Those without a time keep the order in which they stand.
    sentAt: message.sentAt ?? new Date(now.getTime() + index),
    burstSeconds: 1,
  })
}

async function placeOf(scope: Scope, pasted: PastedWords): Promise<Place> {
  const { conversationId, creatorId, platform = '', name = '' } = pasted
  if (conversationId) {
    const conversation = await conversationById(scope, conversationId)
    const fan = conversation && (await fanById(scope, conversation.fanId))
    if (!conversation || !fan) throw new CoreError('not-found', 'This conversation is gone.')
    if (conversation.channel !== 'manual') {
      const message = 'What this fan writes comes by itself. Only conversations kept by hand take pasted words.'
      throw new CoreError('conflict', message)
    }
    const { language, name: creatorName } = await creatorHere(scope, conversation.creatorId)
    const address = await addressOf(scope, conversation)
    return {
      creatorId: conversation.creatorId,
      language,
      creatorName,
      address,
      name: fan.name,
      since: await lastReply(scope, conversation),
    }
  }
  const [first] = await creatorsOf(scope)
  const creator = creatorId ? await creatorHere(scope, creatorId) : first
  if (!creator) throw new CoreError('not-found', 'There is no creator yet. Add one in Settings, then try again.')
  const address = `${platform.toLowerCase()}|${name.toLowerCase()}`
  const addressHash = scope.vault.fingerprint(scope.tenantId, `manual|${address}`)
  const known = await conversationAt(scope, { creatorId: creator.id, channel: 'manual', addressHash })
  const since = known ? await lastReply(scope, known) : 'first'
  return { creatorId: creator.id, language: creator.language, creatorName: creator.name, address, name, since }
}

async function lastReply(scope: Scope, { id, fanId }: { id: string; fanId: string }): Promise<string> {
  const recent = await recentMessages(scope, { fanId, conversationId: id, limit: 50 })
  return recent.findLast(({ direction }) => direction === 'outbound')?.id ?? 'first'
}
