import { z } from 'zod'
import type { ExportSection } from '../../db/fan-tables.ts'

/** Grows by one when a reader of the file would have to change. What is only added does not make it grow. */
export const FAN_EXPORT_VERSION = 1

const id = z.uuid()
const words = z.string()
const at = z.iso.datetime()
const count = z.number().int()
const share = z.number()
const perhaps = <Schema extends z.ZodType>(schema: Schema) => schema.nullish()
/** Shaped by what it tells of; words and numbers, never a key. */
const open = z.record(z.string(), z.unknown())

const Fan = z.object({
  ...{ id, creatorId: id, name: words, language: words, profile: open, firstSeenAt: at, lastSeenAt: at },
  ...{ inCare: z.boolean(), isMuted: z.boolean(), memoryOff: z.boolean(), isDemo: z.boolean(), rev: count },
  ...{ forgetOn: perhaps(at), keptAt: perhaps(at), keptBy: perhaps(words) },
  ...{ engagementScore: perhaps(share), isDrifting: z.boolean(), engagementDueAt: perhaps(at) },
})
const Conversation = z.object({
  ...{ id, fanId: id, creatorId: id, channel: words, address: words, version: count, unread: count },
  ...{ lastInboundAt: perhaps(at), lastMessageAt: perhaps(at), unreachable: perhaps(words) },
  ...{ draftDueAt: perhaps(at), draftLeaseUntil: perhaps(at), draftAttempts: count },
  ...{ businessAccountId: perhaps(words), windowTickAt: perhaps(at) },
})
const Message = z.object({
  ...{ id, fanId: id, conversationId: id, direction: z.enum(['inbound', 'outbound']), status: words, body: words },
  ...{ sentAt: at, createdAt: at, editedAt: perhaps(at), deletedAt: perhaps(at), notRecalled: z.boolean() },
  ...{ media: z.array(open), externalId: perhaps(words), replyToId: perhaps(words), draftId: perhaps(id) },
  sourceEditedAt: perhaps(at),
})
const Memory = z.object({
  ...{ id, fanId: id, slot: words, fact: words, quote: perhaps(words), value: perhaps(words), author: words },
  ...{ extractor: perhaps(words), sourceMessageId: perhaps(id), confidence: share, sensitivity: words },
  ...{ isPinned: z.boolean(), neverForSelling: z.boolean(), isPrivate: z.boolean(), status: words },
  ...{ supersededBy: perhaps(id), validFrom: perhaps(at), validTo: perhaps(at), expiresAt: perhaps(at) },
  ...{ timesSeen: count, lastSeenAt: at, recordedAt: at, retractedAt: perhaps(at), updatedAt: at },
})
const ForgottenFact = z.object({ id, fanId: id, slot: words, author: words, forgottenAt: at })
const Preference = z.object({
  ...{ id, creatorId: id, fanId: id, kind: words, rule: words, status: words, isPinned: z.boolean(), author: words },
  ...{ evidence: perhaps(open), createdAt: at, updatedAt: at },
})
const FanPromise = z.object({
  ...{ id, fanId: id, text: words, messageId: perhaps(id), status: words },
  ...{ dueAt: perhaps(at), createdAt: at, settledAt: perhaps(at) },
})
const Purchase = z.object({
  ...{ id, fanId: id, title: words, category: words, amountMinor: count, currency: words, purchasedAt: at },
  isByHand: z.boolean(),
})
const OfferMade = z.object({
  ...{ id, fanId: id, conversationId: id, draftId: id, offerId: perhaps(id), title: words, category: words },
  ...{ status: words, madeAt: at, settledBy: perhaps(words), settledAt: perhaps(at) },
})
const Taste = z.object({ id, fanId: id, name: words, score: share, author: words, updatedAt: at })
const Calibration = z.object({
  ...{ id, fanId: id, trait: words, step: open, confidence: share, status: words, isPinned: z.boolean() },
  ...{ author: words, interactions: count, createdAt: at },
})
const Mood = z.object({ id, fanId: id, conversationId: id, messageId: id, saidAt: at, reading: open })
const Version = z.object({
  ...{ draftId: id, version: count, fanId: id, text: words, origin: words, authorName: perhaps(words) },
  ...{ instruction: perhaps(words), notes: open, createdAt: at },
})
const Draft = z.object({
  ...{ id, fanId: id, creatorId: id, conversationId: id, conversationVersion: count, answersMessageId: id },
  ...{ status: words, version: count, rev: count, versions: z.array(Version) },
  ...{ heldUntil: perhaps(at), leaseBy: perhaps(words), leaseName: perhaps(words), leaseVia: perhaps(words) },
  ...{ leaseUntil: perhaps(at), decidedBy: perhaps(words), decidedByName: perhaps(words), decidedVia: perhaps(words) },
  ...{ decidedAt: perhaps(at), supersededBy: perhaps(id), reason: perhaps(words), leaseTakenFrom: perhaps(words) },
  ...{ waitingSince: at, expiresAt: at, createdAt: at },
})
const Decision = z.object({
  ...{ id, fanId: id, draftId: id, version: count, verdict: words, decidedBy: words, decidedByName: words, via: words },
  ...{ binding: perhaps(words), seenMessageId: perhaps(id), conversationVersion: count, editShare: share },
  ...{ secondsOnCard: perhaps(share), reason: perhaps(words), decidedAt: at },
  ...{ undoneAt: perhaps(at), learnedAt: perhaps(at) },
})
const Delivery = z.object({
  ...{ id, fanId: id, conversationId: id, draftId: id, decisionId: id, messageId: perhaps(id), channel: words },
  ...{ status: words, notBefore: at, attempt: count, lease: perhaps(words), leaseUntil: perhaps(at) },
  ...{ partsSent: count, externalIds: z.array(words), problem: perhaps(words) },
  ...{ createdAt: at, firstTriedAt: perhaps(at), inDoubtSince: perhaps(at), settledAt: perhaps(at) },
})
const Card = z.object({
  ...{ id, fanId: id, draftId: id, desk: words, place: words, externalIds: z.array(words), shownRev: count },
  ...{ shownHash: perhaps(words), leaseUntil: perhaps(at), notBefore: at, attempts: count, problem: perhaps(words) },
  ...{ isGone: z.boolean(), createdAt: at, updatedAt: at },
})
const Request = z.object({
  ...{ id, fanId: id, conversationId: id, kind: words, askedAt: at, dueAt: perhaps(at) },
  ...{ settledAt: perhaps(at), settledBy: perhaps(words) },
})
const Erasure = z.object({
  ...{ id, creatorId: id, fanId: perhaps(id), reason: words, askedBy: words, askedByName: words, state: words },
  ...{ askedAt: at, dueAt: at, notBefore: at, goodbyeDraftId: perhaps(id), steps: open, receipt: open },
  ...{ cardsLeft: z.array(z.unknown()), problem: perhaps(words), attempts: count, leaseUntil: perhaps(at) },
  ...{ erasedAt: perhaps(at), doneAt: perhaps(at) },
})
const Entry = z.object({
  ...{ seq: count, id, actor: words, action: words, purpose: words, fanHash: words, count, happenedAt: at },
  ...{ subjectId: perhaps(words), requestId: perhaps(words) },
})

const HalfWritten = z.object({
  ...{ id, fanId: id, draftId: id, personId: words, personName: words, via: words, text: words, writtenAt: at },
})
const Topic = z.object({ id, fanId: id, desk: words, place: words, topicId: words, createdAt: at })
const WebhookEvent = z.object({
  ...{ id, creatorId: id, fanId: perhaps(id), direction: words, event: words, status: words, attempts: count },
  ...{ answerCode: perhaps(count), problem: perhaps(words), body: z.unknown().optional() },
  ...{ notBefore: perhaps(at), happenedAt: at, settledAt: perhaps(at) },
})

/** One for every table of a fan: a table that is new does not compile without. */
const SECTIONS = {
  fan: Fan,
  conversations: z.array(Conversation),
  messages: z.array(Message),
  memories: z.array(Memory),
  forgottenFacts: z.array(ForgottenFact),
  preferences: z.array(Preference),
  promises: z.array(FanPromise),
  purchases: z.array(Purchase),
  offersMade: z.array(OfferMade),
  tastes: z.array(Taste),
  calibrations: z.array(Calibration),
  moods: z.array(Mood),
  drafts: z.array(Draft),
  halfWritten: z.array(HalfWritten),
  decisions: z.array(Decision),
  deliveries: z.array(Delivery),
  cards: z.array(Card),
  topics: z.array(Topic),
  requests: z.array(Request),
  erasures: z.array(Erasure),
  webhooks: z.array(WebhookEvent),
  audit: z.array(Entry),
} satisfies Record<ExportSection, z.ZodType>

/** The file with everything about one fan, as it is written: times are ISO texts in UTC, money is in the smallest unit. */
export const FanExportFile = z.object({
  format: z.literal('souvenir.fan'),
  version: z.literal(FAN_EXPORT_VERSION),
  exportedAt: at,
  exportedBy: words,
  creator: z.object({ id, name: words }),
  ...SECTIONS,
})

/** The same as a JSON schema (2020-12), for whoever reads such files. Properties that are added later are no fault. */
export const fanExportSchema = () => z.toJSONSchema(FanExportFile, { io: 'input' })
