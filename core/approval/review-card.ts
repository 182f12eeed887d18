import { type BusinessAccount, businessAccountsOf } from '../../db/business-accounts.ts'
import { type Conversation, conversationsById } from '../../db/conversations.ts'
import { type CreatorRow, creatorsOf } from '../../db/creators.ts'
import type { Scope } from '../../db/db.ts'
import { type Delivery, deliveriesOfDrafts } from '../../db/deliveries.ts'
import { type Draft, type DraftVersion, draftsById, versionsOfDrafts } from '../../db/drafts.ts'
import { type Erasure, openErasuresOf } from '../../db/erasures.ts'
import { type FanRequest, openRequests } from '../../db/fan-requests.ts'
import { type Fan, fansById } from '../../db/fans.ts'
import { type HalfWritten, halfWrittenOf } from '../../db/half-written.ts'
import { inboundSince, type Media, type Message } from '../../db/messages.ts'
import { type FanPromise, openPromisesOf } from '../../db/promises.ts'
import { type Spending, spendingOf } from '../../db/purchases.ts'
import { accountsOf, type SendAccount } from '../../db/send-log.ts'
import { type BusinessCard, businessCard } from '../business/reply-window.ts'
import { Persona } from '../creators/persona.ts'
import { leavesAt } from '../delivery/leaves-at.ts'
import type { Claim, DraftNotes, Recalled, Warning } from '../draft/draft-notes.ts'
import { type CardMedia, cardMedia, mediaForSale } from '../paid-media/card-media.ts'
import { whyNoMediaNow } from '../paid-media/may-carry.ts'
import type { PaidMedia } from '../paid-media/paid-media.ts'
import { rightsNotes } from '../rights/card-notes.ts'
import { type CardState, stateOf } from './card-state.ts'
import { isOpen } from './free-draft.ts'

/** Everything a reviewer sees of one draft, for any desk to draw. */
export interface ReviewCard {
  tenantId: string
  draftId: string
  rev: number
  state: CardState
  /** The creator's language, in which cards of a shared chat are written. */
  language: 'en' | 'fr'
  creatorId: string
  creatorName: string
  channel: string
  fan: {
    id: string
    name: string
    language: string
    inCare: boolean
    spentMinor: number
    /** Telegram's own money, counted apart. */
    spentStars: number
    currency: string
    lastBoughtAt: Date | undefined
    timeZone: string | undefined
  }
  conversationId: string
  waitingSince: Date
  /** What this draft answers, oldest first. */
  messages: { id: string; body: string; media: Media[]; sentAt: Date; isEdited: boolean }[]
  /** What the fan said after this draft was made: the reason why it is superseded. */
  added: { body: string; sentAt: Date }[]
  text: string
  version: number
  versions: number[]
  origin: string
  /** The model's own first words, to show what a person changed. */
  firstText: string
  /** What people typed for it and did not put up, each under their name; latest first. */
  halfWritten: { personId: string; name: string; via: string; text: string; at: Date }[]
  /** Media that go with the words, locked until the fan pays. */
  media: CardMedia | undefined
  /** What of the menu could be put to this draft. */
  mediaOnOffer: CardMedia[]
  recalled: Recalled[]
  claims: Claim[]
  warnings: Warning[]
  /** Which models were asked before these words came, and what became of each. */
  attempts: DraftNotes['attempts']
  promises: { id: string; text: string; dueAt: Date | null }[]
  /** Who has it open; `takenFrom` is the name of whoever had it before. */
  lease: { by: string; name: string; via: string; until: Date; takenFrom: string | undefined } | undefined
  heldUntil: Date | undefined
  undoUntil: Date | undefined
  decided: { name: string; via: string; at: Date } | undefined
  reason: string | undefined
  /** The name of the person whose words these are; undefined: as drafted. */
  editedBy: string | undefined
  /** Why they changed them, if they said so. */
  why?: string | undefined
  problem: string | undefined
  /** Where the fan writes to the creator's own account: how long it can be answered, or why it cannot. */
  business?: BusinessCard | undefined
  deliveryId: string | undefined
  settledAt: Date | undefined
  expiresAt: Date
}

/** Undefined when the draft or its fan is gone. */
export async function reviewCard(scope: Scope, draftId: string, now: Date): Promise<ReviewCard | undefined> {
  const [card] = await reviewCards(scope, await draftsById(scope, [draftId]), now)
  return card
}

/** Many cards in as many queries as one, in the order of the drafts; a draft whose fan is gone is left out. */
export async function reviewCards(scope: Scope, drafts: Draft[], now: Date): Promise<ReviewCard[]> {
  const gathered = await gather(scope, drafts)
  return drafts.flatMap((draft) => drawCard(scope.tenantId, draft, gathered, now) ?? [])
}

interface Gathered {
  fans: Map<string, Fan>
  creators: Map<string, CreatorRow>
  conversations: Map<string, Conversation>
  versions: Map<string, DraftVersion<DraftNotes>[]>
  deliveries: Map<string, Delivery>
  spending: Map<string, Spending>
  promises: Map<string, FanPromise[]>
  inbound: Map<string, Message[]>
  halfWritten: Map<string, HalfWritten[]>
  requests: Map<string, FanRequest[]>
  erasures: Map<string, Erasure>
  accounts: Map<string, BusinessAccount>
  /** By creator and channel; only where something is about to leave. */
  senders: Map<string, SendAccount>
  /** By creator: what of the menu has media that can be sold in a chat. */
  forSale: Map<string, PaidMedia[]>
}

async function gather(scope: Scope, drafts: Draft[]): Promise<Gathered> {
  const fanIds = [...new Set(drafts.map((draft) => draft.fanId))]
  const draftIds = drafts.map((draft) => draft.id)
  const conversationIds = [...new Set(drafts.map((draft) => draft.conversationId))]
  const earliest = drafts.reduce((first, { waitingSince }) => (waitingSince < first ? waitingSince : first), new Date())
  const conversations = await conversationsById(scope, conversationIds)
  const isOnAccount = conversations.some(({ businessAccountId }) => businessAccountId)
  const deliveries = await deliveriesOfDrafts(scope, draftIds)
  const isLeaving = [...deliveries.values()].some(({ status }) => status === 'ready')
  const senders = isLeaving ? await accountsOf(scope) : []
  const byId = <Row extends { id: string }>(rows: Row[]) => new Map(rows.map((row) => [row.id, row]))
  return {
    fans: byId(await fansById(scope, fanIds)),
    creators: byId(await creatorsOf(scope)),
    conversations: byId(conversations),
    versions: Map.groupBy(await versionsOfDrafts<DraftNotes>(scope, draftIds), (version) => version.draftId),
    deliveries,
    senders: new Map(senders.map((one) => [`${one.creatorId}/${one.channel}`, one])),
    spending: await spendingOf(scope, fanIds),
    promises: Map.groupBy(await openPromisesOf(scope, fanIds), (promise) => promise.fanId),
    halfWritten: Map.groupBy(await halfWrittenOf(scope, draftIds), (one) => one.draftId),
    requests: Map.groupBy(await openRequests(scope, fanIds), (request) => request.fanId),
    erasures: new Map((await openErasuresOf(scope, fanIds)).map((erasure) => [erasure.fanId ?? '', erasure])),
    forSale: conversations.some(({ channel }) => channel === 'telegram') ? await mediaForSale(scope) : new Map(),
    accounts: byId(isOnAccount ? await businessAccountsOf(scope) : []),
    inbound: Map.groupBy(await inboundSince(scope, conversationIds, earliest), (message) => message.conversationId),
  }
}

function drawCard(tenantId: string, draft: Draft, gathered: Gathered, now: Date): ReviewCard | undefined {
  const fan = gathered.fans.get(draft.fanId)
  const creator = gathered.creators.get(draft.creatorId)
  const conversation = gathered.conversations.get(draft.conversationId)
  const versions = gathered.versions.get(draft.id) ?? []
  const shown = versions.find(({ version }) => version === draft.version)
  if (!fan || !creator || !conversation || !shown) return undefined
  const delivery = gathered.deliveries.get(draft.id)
  const { answered, added } = wordsAround(gathered.inbound.get(conversation.id) ?? [], draft)
  const { paidMedia: media } = shown.notes
  const onSale = gathered.forSale.get(creator.id) ?? []
  const leased = draft.leaseUntil && draft.leaseUntil > now && draft.leaseBy ? draft : undefined
  return {
    tenantId,
    draftId: draft.id,
    rev: draft.rev,
    state: stateOf(draft, delivery, now),
    language: creator.language === 'fr' ? 'fr' : 'en',
    creatorId: creator.id,
    creatorName: creator.name,
    channel: conversation.channel,
    fan: fanFacts(fan, gathered.spending.get(fan.id), Persona.parse(creator.persona)),
    conversationId: conversation.id,
    waitingSince: draft.waitingSince,
    messages: answered.map(({ id, body, media, sentAt, editedAt }) => ({
      id,
      body,
      media,
      sentAt,
      isEdited: !!editedAt,
    })),
    added: draft.status === 'superseded' ? added.map(({ body, sentAt }) => ({ body, sentAt })) : [],
    text: shown.text,
    version: shown.version,
    versions: versions.map(({ version }) => version),
    origin: shown.origin,
    firstText: versions[0]?.text ?? '',
    halfWritten: (gathered.halfWritten.get(draft.id) ?? []).map(({ personId, personName, via, text, writtenAt }) => ({
      personId,
      name: personName,
      via,
      text,
      at: writtenAt,
    })),
    media: media && cardMedia(media, isOpen(draft) ? whyNoMediaNow(media, { onSale, inCare: fan.inCare }) : undefined),
    mediaOnOffer:
      conversation.channel === 'telegram' && isOpen(draft) && !fan.inCare ? onSale.map((one) => cardMedia(one)) : [],
    recalled: shown.notes.recalled,
    claims: shown.notes.claims,
    warnings: [
      ...rightsNotes({
        fan,
        requests: gathered.requests.get(fan.id) ?? [],
        erasure: gathered.erasures.get(fan.id),
        timeZone: fan.profile.timeZone ?? Persona.parse(creator.persona).timeZone,
      }),
      ...shown.notes.warnings,
    ],
    attempts: shown.notes.attempts,
    promises: (gathered.promises.get(fan.id) ?? []).map(({ id, text, dueAt }) => ({ id, text, dueAt })),
    lease: leased && {
      by: leased.leaseBy ?? '',
      name: leased.leaseName ?? '',
      via: leased.leaseVia ?? '',
      until: leased.leaseUntil ?? now,
      takenFrom: leased.leaseTakenFrom ?? undefined,
    },
    heldUntil: draft.heldUntil ?? undefined,
    undoUntil: leavesAt(delivery, gathered.senders.get(`${creator.id}/${conversation.channel}`), now),
    decided:
      draft.decidedByName && draft.decidedAt
        ? { name: draft.decidedByName, via: draft.decidedVia ?? '', at: draft.decidedAt }
        : undefined,
    reason: draft.reason,
    editedBy: shown.origin === 'person' ? (shown.authorName ?? '') : undefined,
    why: shown.notes.why,
    problem: delivery?.problem ?? undefined,
    business: conversation.businessAccountId
      ? businessCard(gathered.accounts.get(conversation.businessAccountId), conversation, now)
      : undefined,
    deliveryId: delivery?.id,
    settledAt: delivery?.settledAt ?? undefined,
    expiresAt: draft.expiresAt,
  }
}

/** The messages from the one that began the wait to the one answered, and those that came after. Both in our own order. */
function wordsAround(inbound: Message[], draft: Draft): { answered: Message[]; added: Message[] } {
  const waited = inbound.filter((message) => message.createdAt >= draft.waitingSince)
  return {
    answered: waited.filter((message) => message.id <= draft.answersMessageId),
    added: waited.filter((message) => message.id > draft.answersMessageId),
  }
}

function fanFacts(fan: Fan, spending: Spending | undefined, persona: Persona): ReviewCard['fan'] {
  return {
    id: fan.id,
    name: fan.name,
    language: fan.language,
    inCare: fan.inCare,
    spentMinor: spending?.totalMinor ?? 0,
    spentStars: spending?.stars ?? 0,
    currency: 'EUR',
    lastBoughtAt: spending?.lastAt,
    timeZone: fan.profile.timeZone ?? persona.timeZone,
  }
}
