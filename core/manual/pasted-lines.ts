import { createHash } from 'node:crypto'
import { z } from 'zod'
import { addressOf, type Conversation, conversationAt, conversationById } from '../../db/conversations.ts'
import { creatorsOf } from '../../db/creators.ts'
import type { Scope } from '../../db/db.ts'
import { fanById } from '../../db/fans.ts'
import { recentMessages } from '../../db/messages.ts'
import { CoreError } from '../errors.ts'
import { isTimeZone } from '../fans/update-fan.ts'
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
    /** Of the clock that the block was copied from: Europe/Paris. */
    timeZone: z
      .string()
      .max(60)
      .refine(isTimeZone, 'This is not a time zone. Use a name such as Europe/Paris.')
      .optional(),
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

export interface PastePlace {
  creatorId: string
  /** Of this place, if somebody wrote here before. */
  conversation: Conversation | undefined
  language: string
  address: string
  name: string
  creatorName: string
  /** The last reply here: until there is another, the same words without a time are the same message. */
  since: string
}

/** One message of a pasted block, and by what it is known. */
export interface PastedLine {
  body: string
  isOurs: boolean
  /** Undefined: the block names no time for it. */
  sentAt: Date | undefined
  externalId: string
}

/** A block, message by message. Throws `invalid` for a block with more than two people in it, and without words. */
export function linesOf({ text, timeZone }: PastedWords, place: PastePlace, now: Date): PastedLine[] {
  const messages = readPasted(text, { now, dayFirst: place.language === 'fr', timeZone })
  if (messages.length === 0) throw new CoreError('invalid', 'There are no words in this. Copy what the fan wrote, too.')
  const isOurs = whoIsOurs(messages, place)
  const seen = new Map<string, number>()
  return messages.map((message) => {
    const { body, sentAt } = message
    const words = `${sentAt?.toISOString() ?? place.since}|${body}`
    const nth = (seen.get(words) ?? 0) + 1
    seen.set(words, nth)
    const externalId = `pasted-${createHash('sha256').update(`${words}|${nth}`).digest('base64url')}`
    return { body, sentAt, isOurs: isOurs(message), externalId }
  })
}

const OURSELVES = ['you', 'me', 'vous', 'toi', 'moi']

/**
 * Whose words each message is. Where a block names who speaks, the fan's name is the fan, the creator's (or "You") is us, and a
 * name alone in its block is the fan under another name. Anything else nobody but the person who pasted can know.
 */
function whoIsOurs(messages: Pasted[], { name, creatorName }: PastePlace): (message: Pasted) => boolean {
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

/** Where pasted words belong. Throws `not-found`, and `conflict` where words come by themselves. */
export async function placeOf(scope: Scope, pasted: PastedWords): Promise<PastePlace> {
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
      conversation,
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
  return {
    creatorId: creator.id,
    conversation: known,
    language: creator.language,
    creatorName: creator.name,
    address,
    name,
    since,
  }
}

async function lastReply(scope: Scope, { id, fanId }: { id: string; fanId: string }): Promise<string> {
  const recent = await recentMessages(scope, { fanId, conversationId: id, limit: 50 })
  return recent.findLast(({ direction }) => direction === 'outbound')?.id ?? 'first'
}
