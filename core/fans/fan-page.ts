import { conversationsOfFan } from '../../db/conversations.ts'
import { creatorById } from '../../db/creators.ts'
import type { Scope } from '../../db/db.ts'
import { openErasureOf } from '../../db/erasures.ts'
import { openDraftsOfFans } from '../../db/fan-drafts.ts'
import { type FanRequest, openRequests } from '../../db/fan-requests.ts'
import type { Fan, FanProfile } from '../../db/fans.ts'
import { countMessages } from '../../db/messages.ts'
import type { Preference } from '../../db/preferences.ts'
import { type FanPromise, promisesOf } from '../../db/promises.ts'
import { type Purchase, purchasesOf, STARS } from '../../db/purchases.ts'
import { Persona } from '../creators/persona.ts'
import { type ErasureLine, erasureLine } from '../erasure/list-erasures.ts'
import { listWithEnded, type MemoryWithPast } from '../memories/list-memories.ts'
import { listPreferences } from '../preferences/list-preferences.ts'
import { fanHere } from './fan-here.ts'
import { type FanPersonality, fanPersonality } from './fan-personality.ts'

/** Everything the page of one fan shows, but for the history, which comes in pieces. */
export interface FanPage {
  fan: Pick<
    Fan,
    'id' | 'name' | 'language' | 'inCare' | 'isMuted' | 'memoryOff' | 'isDemo' | 'firstSeenAt' | 'lastSeenAt'
  > & {
    profile: FanProfile
    /** When they will be forgotten for their silence; undefined: not soon. */
    forgetOn: Date | undefined
  }
  /** What they asked by a command and nobody has seen to. */
  requests: Pick<FanRequest, 'id' | 'kind' | 'askedAt' | 'dueAt'>[]
  /** They are to be forgotten. */
  erasure: ErasureLine | undefined
  creator: { id: string; name: string }
  conversations: { id: string; channel: string; unreachable: string | undefined; lastMessageAt: Date | undefined }[]
  waiting: { draftId: string; conversationId: string; since: Date } | undefined
  messages: number
  memories: MemoryWithPast[]
  /** What was so and no longer is. */
  ended: MemoryWithPast[]
  /** Rules that hold for this fan, and those that Souvenir proposes; never refused or retired ones. */
  preferences: Preference[]
  promises: FanPromise[]
  purchases: Purchase[]
  spentMinor: number
  spentStars: number
  currency: string
  personality: FanPersonality
}

/** Throws `not-found`. Whoever shows it notes the read. */
export async function fanPage(scope: Scope, fanId: string, now: Date): Promise<FanPage> {
  const fan = await fanHere(scope, fanId)
  const creator = await creatorById(scope, fan.creatorId)
  const conversations = await conversationsOfFan(scope, fanId)
  const purchases = await purchasesOf(scope, fanId)
  const inMoney = purchases.filter(({ currency }) => currency !== STARS)
  const erasure = await openErasureOf(scope, fanId)
  const [open] = await openDraftsOfFans(scope, [fanId])
  const { id, name, language, inCare, isMuted, memoryOff, isDemo, firstSeenAt, lastSeenAt, profile } = fan
  return {
    fan: {
      ...{ id, name, language, inCare, isMuted, memoryOff, isDemo, firstSeenAt, lastSeenAt, profile },
      forgetOn: fan.forgetOn ?? undefined,
    },
    requests: (await openRequests(scope, [fanId])).map(({ id, kind, askedAt, dueAt }) => ({
      id,
      kind,
      askedAt,
      dueAt,
    })),
    erasure: erasure && erasureLine(erasure),
    creator: { id: fan.creatorId, name: creator?.name ?? '' },
    conversations: conversations.map((conversation) => ({
      id: conversation.id,
      channel: conversation.channel,
      unreachable: conversation.unreachable ?? undefined,
      lastMessageAt: conversation.lastMessageAt ?? undefined,
    })),
    waiting: open && { draftId: open.id, conversationId: open.conversationId, since: open.waitingSince },
    messages: await countMessages(scope, fanId),
    ...(await listWithEnded(scope, fanId)),
    preferences: await listPreferences(scope, fan),
    promises: await promisesOf(scope, fanId),
    purchases,
    spentMinor: sumOf(inMoney),
    spentStars: sumOf(purchases.filter(({ currency }) => currency === STARS)),
    currency: inMoney[0]?.currency ?? 'EUR',
    personality: await fanPersonality(scope, {
      fan,
      own: Persona.parse(creator?.persona ?? {}),
      isUnreachable: conversations.length > 0 && conversations.every(({ unreachable }) => unreachable),
      now,
    }),
  }
}

const sumOf = (purchases: Purchase[]) => purchases.reduce((sum, { amountMinor }) => sum + amountMinor, 0)
