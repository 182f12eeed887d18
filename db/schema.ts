import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  customType,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  real,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'

/**
 * The whole data model. Three conventions:
 * every row of a tenant carries `tenant_id` (row-level security checks it, see migrations);
 * a column named `…_sealed` holds AES-256-GCM bytes (`seal.ts`) and is the only place for words of or about a fan;
 * a column named `…_hash` is a keyed fingerprint (`vault.ts`), for looking up by equality and nothing else.
 */

const at = (name: string) => timestamp(name, { withTimezone: true })
const sealed = customType<{ data: Buffer; driverData: Uint8Array }>({
  dataType: () => 'bytea',
  fromDriver: (value) => Buffer.from(value),
})
const tenant = () => text('tenant_id').notNull()
const fan = () =>
  uuid('fan_id')
    .notNull()
    .references(() => fans.id, { onDelete: 'cascade' })

/** One row: proves at start that the master key is the one this database was made with. */
export const installs = pgTable('installs', {
  id: integer('id').primaryKey().default(1),
  keyCheck: text('key_check').notNull(),
  /** What every key but a fan's is made from, wrapped by the master key. Empty: the first master key itself is the root. */
  rootWrapped: sealed('root_wrapped'),
  createdAt: at('created_at').notNull().defaultNow(),
})

export const creators = pgTable(
  'creators',
  {
    id: uuid('id').primaryKey(),
    tenantId: tenant(),
    name: text('name').notNull(),
    language: text('language').notNull().default('en'),
    /** See `core/creators/persona.ts`. */
    persona: jsonb('persona').notNull(),
    /** Language models in order of preference, with their keys: sealed with the tenant's key. */
    modelsSealed: sealed('models_sealed'),
    /** Appended to nothing: sent once, as the creator's own words, when a fan asks. */
    disclosure: text('disclosure'),
    /** How long a conversation must be quiet before a draft is made, so that a burst gets one answer. */
    burstSeconds: integer('burst_seconds').notNull().default(8),
    /** After so many hours unanswered a draft expires. */
    expireHours: integer('expire_hours').notNull().default(24),
    /** Fans who were silent for so many months are forgotten, with a month's warning. */
    retentionMonths: integer('retention_months').notNull().default(24),
    isDemo: boolean('is_demo').notNull().default(false),
    createdAt: at('created_at').notNull(),
  },
  (t) => [index('creators_tenant').on(t.tenantId)],
)

/** The menu: the only prices a draft may name. */
export const offers = pgTable(
  'offers',
  {
    id: uuid('id').primaryKey(),
    tenantId: tenant(),
    creatorId: uuid('creator_id')
      .notNull()
      .references(() => creators.id, { onDelete: 'cascade' }),
    title: text('title').notNull(),
    category: text('category').notNull(),
    /** In the currency's smallest unit; of `XTR`, Telegram's Stars, their number. */
    priceMinor: integer('price_minor').notNull(),
    currency: text('currency').notNull().default('EUR'),
    /** JSON `OfferMedia`: what a fan unlocks for that price, sealed with the tenant's key. */
    mediaSealed: sealed('media_sealed'),
    isActive: boolean('is_active').notNull().default(true),
    createdAt: at('created_at').notNull(),
  },
  (t) => [index('offers_creator').on(t.tenantId, t.creatorId)],
)

export const fans = pgTable(
  'fans',
  {
    id: uuid('id').primaryKey(),
    tenantId: tenant(),
    creatorId: uuid('creator_id')
      .notNull()
      .references(() => creators.id, { onDelete: 'cascade' }),
    nameSealed: sealed('name_sealed').notNull(),
    /** JSON `FanProfile`: tags, notes that only people see, an instruction for drafts, time zone. */
    profileSealed: sealed('profile_sealed'),
    language: text('language').notNull().default('en'),
    /** Offers are off and warnings are on: set by a person, or by distress in the fan's words. */
    inCare: boolean('in_care').notNull().default(false),
    isMuted: boolean('is_muted').notNull().default(false),
    /** The fan said "/memory off": nothing more is learned, and nothing is recalled. */
    memoryOff: boolean('memory_off').notNull().default(false),
    /** When silence will have lasted long enough; null: not soon. A month's warning is always given. */
    forgetOn: at('forget_on'),
    /** A person kept this silent fan: the silence counts from here, and they said why. */
    keptAt: at('kept_at'),
    keptBy: text('kept_by'),
    keptReasonSealed: sealed('kept_reason_sealed'),
    isDemo: boolean('is_demo').notNull().default(false),
    /** Grows with every message and memory: an index in memory is good while it equals this. */
    rev: integer('rev').notNull().default(0),
    /** 0 to 100, refreshed every day: `core/engagement/engagement-score.ts`. Null until the first time. */
    engagementScore: integer('engagement_score'),
    /** Answers grow shorter, later, or stopped: `core/engagement/drifting.ts`. */
    isDrifting: boolean('is_drifting').notNull().default(false),
    /** JSON `Engagement`: what the score is made of, and the scores of the last weeks. */
    engagementSealed: sealed('engagement_sealed'),
    engagementDueAt: at('engagement_due_at').notNull().default(sql`now()`),
    firstSeenAt: at('first_seen_at').notNull(),
    lastSeenAt: at('last_seen_at').notNull(),
  },
  (t) => [
    index('fans_seen').on(t.tenantId, t.creatorId, t.lastSeenAt),
    index('fans_engagement_due').on(t.engagementDueAt),
    index('fans_forgotten_on').on(t.forgetOn).where(sql`forget_on is not null`),
  ],
)

/** Destroying the row makes every sealed word of the fan unreadable. */
export const fanKeys = pgTable(
  'fan_keys',
  {
    fanId: uuid('fan_id')
      .primaryKey()
      .references(() => fans.id, { onDelete: 'cascade' }),
    tenantId: tenant(),
    /** The fan's data key, wrapped by the master key. */
    wrapped: sealed('wrapped').notNull(),
    createdAt: at('created_at').notNull(),
  },
  (t) => [index('fan_keys_tenant').on(t.tenantId)],
)

export const conversations = pgTable(
  'conversations',
  {
    id: uuid('id').primaryKey(),
    tenantId: tenant(),
    fanId: fan(),
    creatorId: uuid('creator_id')
      .notNull()
      .references(() => creators.id, { onDelete: 'cascade' }),
    channel: text('channel').notNull(),
    addressHash: text('address_hash').notNull(),
    /** Where to send: a chat id, for instance. */
    addressSealed: sealed('address_sealed').notNull(),
    /** Grows with each message of the fan and each edit of one: an approval is bound to it. */
    version: integer('version').notNull().default(0),
    /** When the burst is over and a draft is due; null when nothing is. */
    draftDueAt: at('draft_due_at'),
    draftLeaseUntil: at('draft_lease_until'),
    draftAttempts: integer('draft_attempts').notNull().default(0),
    lastInboundAt: at('last_inbound_at'),
    lastMessageAt: at('last_message_at'),
    unread: integer('unread').notNull().default(0),
    /** Why nothing can be sent here, in plain words: "Tom blocked the bot". */
    unreachable: text('unreachable'),
    /** The creator's own account that this fan writes to; null: they write to a bot. */
    businessAccountId: uuid('business_account_id').references(() => businessAccounts.id, { onDelete: 'set null' }),
    /** When the time left for an answer must be said anew on its card; null: nothing runs out here. */
    windowTickAt: at('window_tick_at'),
  },
  (t) => [
    uniqueIndex('conversations_address').on(t.tenantId, t.creatorId, t.channel, t.addressHash),
    index('conversations_fan').on(t.tenantId, t.fanId),
    index('conversations_due').on(t.draftDueAt).where(sql`draft_due_at is not null`),
    index('conversations_recent').on(t.tenantId, t.lastMessageAt),
    index('conversations_window').on(t.windowTickAt).where(sql`window_tick_at is not null`),
    index('conversations_account').on(t.tenantId, t.businessAccountId),
  ],
)

export const messages = pgTable(
  'messages',
  {
    id: uuid('id').primaryKey(),
    tenantId: tenant(),
    fanId: fan(),
    conversationId: uuid('conversation_id')
      .notNull()
      .references(() => conversations.id, { onDelete: 'cascade' }),
    direction: text('direction').notNull(),
    /** The platform's id of this message, fingerprinted: a second arrival changes nothing. */
    externalHash: text('external_hash'),
    externalSealed: sealed('external_sealed'),
    bodySealed: sealed('body_sealed').notNull(),
    /** JSON `Media[]`: kind and the platform's reference, never the bytes. */
    mediaSealed: sealed('media_sealed'),
    /** What the platform said this answers: our message id. */
    replyToId: uuid('reply_to_id'),
    /** Inbound: received. Outbound: what its delivery says, or imported: said before Souvenir was there. */
    status: text('status').notNull(),
    draftId: uuid('draft_id'),
    /** When it was said, by the platform's clock. */
    sentAt: at('sent_at').notNull(),
    /** When we learned of its newest words, by our clock. */
    editedAt: at('edited_at'),
    /** When those were written, by the platform's clock: an edit that comes late changes nothing. Null: it did not say. */
    sourceEditedAt: at('source_edited_at'),
    deletedAt: at('deleted_at'),
    /** A person forgot what was learned from it: it stays in the history and is never recalled again. */
    notRecalled: boolean('not_recalled').notNull().default(false),
    createdAt: at('created_at').notNull(),
  },
  (t) => [
    uniqueIndex('messages_external').on(t.tenantId, t.conversationId, t.externalHash),
    index('messages_conversation').on(t.tenantId, t.conversationId, t.sentAt),
    index('messages_fan').on(t.tenantId, t.fanId, t.sentAt),
  ],
)

/** What platforms already told us: the same update twice is one. */
export const inbox = pgTable(
  'inbox',
  {
    tenantId: tenant(),
    source: text('source').notNull(),
    externalId: text('external_id').notNull(),
    receivedAt: at('received_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.source, t.externalId] })],
)

/** One per turn of the fan: what waits for a person. */
export const drafts = pgTable(
  'drafts',
  {
    id: uuid('id').primaryKey(),
    tenantId: tenant(),
    fanId: fan(),
    creatorId: uuid('creator_id').notNull(),
    conversationId: uuid('conversation_id')
      .notNull()
      .references(() => conversations.id, { onDelete: 'cascade' }),
    /** `conversations.version` that this draft answers. */
    conversationVersion: integer('conversation_version').notNull(),
    /** The last message of the fan that this draft answers. */
    answersMessageId: uuid('answers_message_id').notNull(),
    status: text('status').notNull(),
    /** The version now shown for approval. */
    version: integer('version').notNull().default(1),
    /** Grows with everything a card shows. */
    rev: integer('rev').notNull().default(1),
    heldUntil: at('held_until'),
    /** Who has it open: one lease across Telegram, Discord and console. */
    leaseBy: text('lease_by'),
    leaseName: text('lease_name'),
    leaseVia: text('lease_via'),
    leaseUntil: at('lease_until'),
    /** Who had it open until this person took it over. */
    leaseTakenFrom: text('lease_taken_from'),
    decidedBy: text('decided_by'),
    decidedByName: text('decided_by_name'),
    decidedVia: text('decided_via'),
    decidedAt: at('decided_at'),
    /** tone · wrong-fact · bad-moment · not-worth-it, or a person's words, which may be about the fan. */
    reasonSealed: sealed('reason_sealed'),
    supersededBy: uuid('superseded_by'),
    waitingSince: at('waiting_since').notNull(),
    expiresAt: at('expires_at').notNull(),
    createdAt: at('created_at').notNull(),
  },
  (t) => [
    uniqueIndex('drafts_open').on(t.conversationId).where(sql`status in ('pending', 'held')`),
    index('drafts_queue').on(t.tenantId, t.status, t.waitingSince),
    index('drafts_conversation').on(t.tenantId, t.conversationId, t.createdAt),
    index('drafts_fan').on(t.tenantId, t.fanId),
  ],
)

/** What a person typed for a draft and has not put up: a row each, so that nobody writes over another's words. Never sent by itself. */
export const halfWritten = pgTable(
  'half_written',
  {
    id: uuid('id').primaryKey(),
    tenantId: tenant(),
    fanId: fan(),
    /** Moves on when the fan writes again and another draft takes this one's place. */
    draftId: uuid('draft_id')
      .notNull()
      .references(() => drafts.id, { onDelete: 'cascade' }),
    personId: text('person_id').notNull(),
    personName: text('person_name').notNull(),
    /** Where they wrote: console, telegram, discord. */
    via: text('via').notNull(),
    textSealed: sealed('text_sealed').notNull(),
    writtenAt: at('written_at').notNull(),
  },
  (t) => [
    uniqueIndex('half_written_person').on(t.draftId, t.personId),
    index('half_written_fan').on(t.tenantId, t.fanId),
  ],
)

/** Who has a conversation before their eyes, for a moment that is renewed. Team members only, and no words. */
export const presences = pgTable(
  'presences',
  {
    tenantId: tenant(),
    fanId: fan(),
    conversationId: uuid('conversation_id')
      .notNull()
      .references(() => conversations.id, { onDelete: 'cascade' }),
    personId: text('person_id').notNull(),
    personName: text('person_name').notNull(),
    until: at('until').notNull(),
  },
  (t) => [primaryKey({ columns: [t.conversationId, t.personId] }), index('presences_until').on(t.tenantId, t.until)],
)

/** The words of a draft. A row never changes: an edit or another attempt is a new version. */
export const draftVersions = pgTable(
  'draft_versions',
  {
    draftId: uuid('draft_id')
      .notNull()
      .references(() => drafts.id, { onDelete: 'cascade' }),
    version: integer('version').notNull(),
    tenantId: tenant(),
    fanId: fan(),
    textSealed: sealed('text_sealed').notNull(),
    /** model:<provider>/<id>, offline, person */
    origin: text('origin').notNull(),
    authorName: text('author_name'),
    /** What was asked for: warmer, shorter, no-question, no-offer. */
    instruction: text('instruction'),
    /** JSON `DraftNotes`: what was recalled and why, claims with their sources, warnings with their spans. */
    notesSealed: sealed('notes_sealed').notNull(),
    createdAt: at('created_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.draftId, t.version] }), index('draft_versions_fan').on(t.tenantId, t.fanId)],
)

/** What people decided, never changed but for `undone_at`. The binding is checked again before anything is sent. */
export const decisions = pgTable(
  'decisions',
  {
    id: uuid('id').primaryKey(),
    tenantId: tenant(),
    fanId: fan(),
    draftId: uuid('draft_id')
      .notNull()
      .references(() => drafts.id, { onDelete: 'cascade' }),
    version: integer('version').notNull(),
    verdict: text('verdict').notNull(),
    reasonSealed: sealed('reason_sealed'),
    decidedBy: text('decided_by').notNull(),
    decidedByName: text('decided_by_name').notNull(),
    via: text('via').notNull(),
    /** HMAC over exact words, fan, channel, address, last message seen, person and time: see `core/approval/approved-reply.ts`. */
    binding: text('binding').notNull(),
    seenMessageId: uuid('seen_message_id').notNull(),
    conversationVersion: integer('conversation_version').notNull(),
    /** 0 = sent as drafted, 1 = nothing of the draft left. */
    editShare: real('edit_share').notNull().default(0),
    secondsOnCard: real('seconds_on_card'),
    decidedAt: at('decided_at').notNull(),
    undoneAt: at('undone_at'),
    /** When what it teaches was remembered; null: not yet, or not yet sent. */
    learnedAt: at('learned_at'),
  },
  (t) => [
    index('decisions_unlearned').on(t.decidedAt).where(sql`learned_at is null and undone_at is null`),
    uniqueIndex('decisions_once').on(t.draftId).where(sql`undone_at is null`),
    index('decisions_tenant').on(t.tenantId, t.decidedAt),
    index('decisions_fan').on(t.tenantId, t.fanId),
  ],
)

export const deliveries = pgTable(
  'deliveries',
  {
    id: uuid('id').primaryKey(),
    tenantId: tenant(),
    fanId: fan(),
    conversationId: uuid('conversation_id')
      .notNull()
      .references(() => conversations.id, { onDelete: 'cascade' }),
    draftId: uuid('draft_id').notNull(),
    decisionId: uuid('decision_id')
      .notNull()
      .references(() => decisions.id, { onDelete: 'cascade' }),
    messageId: uuid('message_id').notNull(),
    channel: text('channel').notNull(),
    /** ready, sending, by-hand, sent, unknown, failed, undone */
    status: text('status').notNull(),
    /** Not before: the undo window, a platform's "retry after", a backoff. */
    notBefore: at('not_before').notNull(),
    attempt: integer('attempt').notNull().default(0),
    lease: uuid('lease'),
    leaseUntil: at('lease_until'),
    /** Long replies go out in parts; so many have surely gone. */
    partsSent: integer('parts_sent').notNull().default(0),
    /** When it was first handed to the platform: its key of ours is good for a while from then. */
    firstTriedAt: at('first_tried_at'),
    /** Since when the next part may have arrived without our knowing; null: what was not noted as sent has surely not left. */
    inDoubtSince: at('in_doubt_since'),
    externalSealed: sealed('external_sealed'),
    /** Plain words for the person who has to look. */
    problem: text('problem'),
    createdAt: at('created_at').notNull(),
    settledAt: at('settled_at'),
  },
  (t) => [
    uniqueIndex('deliveries_once').on(t.draftId).where(sql`status <> 'undone'`),
    index('deliveries_due').on(t.notBefore).where(sql`status in ('ready', 'sending')`),
    index('deliveries_open')
      .on(t.status, t.createdAt)
      .where(sql`status in ('ready', 'sending', 'by-hand', 'unknown', 'failed')`),
    index('deliveries_order').on(t.tenantId, t.conversationId, t.createdAt),
    index('deliveries_fan').on(t.tenantId, t.fanId),
  ],
)

/** One creator's account on one channel, as the thing that limits are kept for. Locked while a send of it is being claimed. */
export const sendAccounts = pgTable(
  'send_accounts',
  {
    tenantId: tenant(),
    creatorId: uuid('creator_id')
      .notNull()
      .references(() => creators.id, { onDelete: 'cascade' }),
    channel: text('channel').notNull(),
    /** Nothing goes out before this: the platform asked us to wait, or cannot be reached. */
    pausedUntil: at('paused_until'),
    /** Why, in plain words. */
    pausedBecause: text('paused_because'),
    /** Its window is full from then until then. */
    fullFrom: at('full_from'),
    fullUntil: at('full_until'),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.creatorId, t.channel] })],
)

/** Each send of an account that has a limit, for as long as its window looks back. It names no fan. */
export const sendLog = pgTable(
  'send_log',
  {
    id: uuid('id').primaryKey(),
    tenantId: tenant(),
    creatorId: uuid('creator_id')
      .notNull()
      .references(() => creators.id, { onDelete: 'cascade' }),
    channel: text('channel').notNull(),
    sentAt: at('sent_at').notNull(),
  },
  (t) => [index('send_log_account').on(t.tenantId, t.creatorId, t.channel, t.sentAt)],
)

/** Review cards as they stand in chat apps: a picture of the draft that follows it until `shown_rev` equals `drafts.rev`. */
export const cards = pgTable(
  'cards',
  {
    id: uuid('id').primaryKey(),
    tenantId: tenant(),
    fanId: fan(),
    draftId: uuid('draft_id')
      .notNull()
      .references(() => drafts.id, { onDelete: 'cascade' }),
    desk: text('desk').notNull(),
    /** The chat, channel or thread where it stands. */
    place: text('place').notNull(),
    /** JSON: the platform's ids of the messages the card consists of. */
    externalIds: jsonb('external_ids').$type<string[]>().notNull().default([]),
    shownRev: integer('shown_rev').notNull().default(0),
    /** Fingerprint of what stands there, so that an equal picture costs no edit. */
    shownHash: text('shown_hash'),
    leaseUntil: at('lease_until'),
    notBefore: at('not_before').notNull(),
    attempts: integer('attempts').notNull().default(0),
    problem: text('problem'),
    isGone: boolean('is_gone').notNull().default(false),
    createdAt: at('created_at').notNull(),
    updatedAt: at('updated_at').notNull(),
  },
  (t) => [
    uniqueIndex('cards_place').on(t.draftId, t.desk, t.place),
    index('cards_tenant').on(t.tenantId, t.desk, t.place),
    index('cards_fan').on(t.tenantId, t.fanId),
  ],
)

/** Something learned about a fan. Bitemporal: `valid_*` is the fan's world, `recorded_at` and `retracted_at` are ours. */
export const memories = pgTable(
  'memories',
  {
    id: uuid('id').primaryKey(),
    tenantId: tenant(),
    fanId: fan(),
    slot: text('slot').notNull(),
    factSealed: sealed('fact_sealed').notNull(),
    /** The thing itself, when it has a short name: "Bruno" of "has a dog called Bruno". */
    valueSealed: sealed('value_sealed'),
    /** The words it was learned from. */
    quoteSealed: sealed('quote_sealed'),
    sourceMessageId: uuid('source_message_id'),
    /** machine, or the name of the person */
    author: text('author').notNull(),
    /** When a machine wrote it: which one, with its version ("rules 2"). */
    extractor: text('extractor'),
    confidence: real('confidence').notNull(),
    /** ordinary, sensitive */
    sensitivity: text('sensitivity').notNull().default('ordinary'),
    isPinned: boolean('is_pinned').notNull().default(false),
    neverForSelling: boolean('never_for_selling').notNull().default(false),
    /** For people only: no draft is ever made from it. */
    isPrivate: boolean('is_private').notNull().default(false),
    /** active, superseded, retracted */
    status: text('status').notNull().default('active'),
    supersededBy: uuid('superseded_by'),
    validFrom: at('valid_from'),
    validTo: at('valid_to'),
    timesSeen: integer('times_seen').notNull().default(1),
    lastSeenAt: at('last_seen_at').notNull(),
    expiresAt: at('expires_at'),
    recordedAt: at('recorded_at').notNull(),
    retractedAt: at('retracted_at'),
    updatedAt: at('updated_at').notNull(),
  },
  (t) => [index('memories_fan').on(t.tenantId, t.fanId, t.status)],
)

/** What a person had forgotten: no machine learns it again. Only fingerprints under the fan's own key, no readable word. */
export const forgottenFacts = pgTable(
  'forgotten_facts',
  {
    id: uuid('id').primaryKey(),
    tenantId: tenant(),
    fanId: fan(),
    slot: text('slot').notNull(),
    wordsHash: text('words_hash').notNull(),
    author: text('author').notNull(),
    forgottenAt: at('forgotten_at').notNull(),
  },
  (t) => [uniqueIndex('forgotten_facts_words').on(t.tenantId, t.fanId, t.wordsHash)],
)

/** What we said we would do: "I'll send it Friday". */
export const promises = pgTable(
  'promises',
  {
    id: uuid('id').primaryKey(),
    tenantId: tenant(),
    fanId: fan(),
    textSealed: sealed('text_sealed').notNull(),
    messageId: uuid('message_id'),
    dueAt: at('due_at'),
    /** open, kept, dropped */
    status: text('status').notNull().default('open'),
    createdAt: at('created_at').notNull(),
    settledAt: at('settled_at'),
  },
  (t) => [index('promises_fan').on(t.tenantId, t.fanId, t.status), index('promises_due').on(t.tenantId, t.dueAt)],
)

export const purchases = pgTable(
  'purchases',
  {
    id: uuid('id').primaryKey(),
    tenantId: tenant(),
    fanId: fan(),
    titleSealed: sealed('title_sealed').notNull(),
    category: text('category').notNull(),
    amountMinor: integer('amount_minor').notNull(),
    currency: text('currency').notNull().default('EUR'),
    externalHash: text('external_hash'),
    purchasedAt: at('purchased_at').notNull(),
  },
  (t) => [
    index('purchases_fan').on(t.tenantId, t.fanId, t.purchasedAt),
    uniqueIndex('purchases_external').on(t.tenantId, t.externalHash),
  ],
)

/** One recalculation of how drafts for a fan should sound. The latest of a trait holds; a row changes in `is_pinned` only. */
export const calibrations = pgTable(
  'calibrations',
  {
    id: uuid('id').primaryKey(),
    tenantId: tenant(),
    fanId: fan(),
    /** tone, length, emoji */
    trait: text('trait').notNull(),
    /** JSON `CalibrationStep`: from what, to what, and why. */
    stepSealed: sealed('step_sealed').notNull(),
    confidence: real('confidence').notNull(),
    /** applied, unsure, off, on: see `core/personality/calibration.ts` */
    status: text('status').notNull(),
    /** A person wants it to stay as it is. */
    isPinned: boolean('is_pinned').notNull().default(false),
    /** machine, or the name of the person */
    author: text('author').notNull(),
    /** After so many interactions. */
    interactions: integer('interactions').notNull(),
    createdAt: at('created_at').notNull(),
  },
  (t) => [index('calibrations_fan').on(t.tenantId, t.fanId, t.createdAt)],
)

/** How each message of a fan sounded; forgotten after 30 days. */
export const moods = pgTable(
  'moods',
  {
    id: uuid('id').primaryKey(),
    tenantId: tenant(),
    fanId: fan(),
    conversationId: uuid('conversation_id')
      .notNull()
      .references(() => conversations.id, { onDelete: 'cascade' }),
    messageId: uuid('message_id')
      .notNull()
      .references(() => messages.id, { onDelete: 'cascade' }),
    /** JSON: label and confidence. */
    readingSealed: sealed('reading_sealed').notNull(),
    saidAt: at('said_at').notNull(),
  },
  (t) => [
    uniqueIndex('moods_message').on(t.tenantId, t.messageId),
    index('moods_fan').on(t.tenantId, t.fanId, t.saidAt),
    index('moods_conversation').on(t.conversationId),
    index('moods_of_message').on(t.messageId),
  ],
)

/** A priced piece that a reply offered, and what became of it. */
export const offersMade = pgTable(
  'offers_made',
  {
    id: uuid('id').primaryKey(),
    tenantId: tenant(),
    fanId: fan(),
    conversationId: uuid('conversation_id').notNull(),
    draftId: uuid('draft_id').notNull(),
    offerId: uuid('offer_id').notNull(),
    titleSealed: sealed('title_sealed').notNull(),
    category: text('category').notNull(),
    /** open, declined, bought */
    status: text('status').notNull().default('open'),
    /** machine, or the name of the person who marked it */
    settledBy: text('settled_by'),
    settledAt: at('settled_at'),
    madeAt: at('made_at').notNull(),
  },
  (t) => [
    uniqueIndex('offers_made_once').on(t.tenantId, t.draftId, t.offerId),
    index('offers_made_fan').on(t.tenantId, t.fanId, t.madeAt),
  ],
)

/** How much a fan likes a kind of content, where a person said so. What nobody said is computed: `core/tastes/tastes-of.ts`. */
export const tastes = pgTable(
  'tastes',
  {
    id: uuid('id').primaryKey(),
    tenantId: tenant(),
    fanId: fan(),
    nameHash: text('name_hash').notNull(),
    nameSealed: sealed('name_sealed').notNull(),
    /** 0 to 1; 0: never offered. */
    score: real('score').notNull(),
    author: text('author').notNull(),
    updatedAt: at('updated_at').notNull(),
  },
  (t) => [uniqueIndex('tastes_name').on(t.tenantId, t.fanId, t.nameHash)],
)

/** What a message or a fact means, as numbers an embedding model made of it: to find it again by meaning. */
export const recallVectors = pgTable(
  'recall_vectors',
  {
    /** A message or a memory. */
    subjectId: uuid('subject_id').primaryKey(),
    tenantId: tenant(),
    fanId: fan(),
    /** Which model, and where: numbers of two models cannot be compared. */
    model: text('model').notNull(),
    vectorSealed: sealed('vector_sealed').notNull(),
    madeAt: at('made_at').notNull(),
  },
  (t) => [index('recall_vectors_fan').on(t.tenantId, t.fanId, t.model)],
)

/** A rule a person set or accepted. `fan_id` null: it holds for every fan of the creator. */
export const preferences = pgTable(
  'preferences',
  {
    id: uuid('id').primaryKey(),
    tenantId: tenant(),
    creatorId: uuid('creator_id').notNull(),
    fanId: uuid('fan_id').references(() => fans.id, { onDelete: 'cascade' }),
    /** avoid-word, tone, length, emoji, language, topic, other: see `core/preferences/preference.ts` */
    kind: text('kind').notNull(),
    /** Sealed with the fan's key, or the tenant's when it holds for everyone. */
    ruleSealed: sealed('rule_sealed').notNull(),
    /** JSON: what a proposal rests on. */
    evidenceSealed: sealed('evidence_sealed'),
    /** proposed, active, refused, retired */
    status: text('status').notNull(),
    isPinned: boolean('is_pinned').notNull().default(false),
    author: text('author').notNull(),
    createdAt: at('created_at').notNull(),
    updatedAt: at('updated_at').notNull(),
  },
  (t) => [index('preferences_of').on(t.tenantId, t.creatorId, t.fanId, t.status)],
)

/** What a fan asked of us by a command and a person has not seen to yet. To be forgotten is an `erasure`. */
export const fanRequests = pgTable(
  'fan_requests',
  {
    id: uuid('id').primaryKey(),
    tenantId: tenant(),
    fanId: fan(),
    conversationId: uuid('conversation_id')
      .notNull()
      .references(() => conversations.id, { onDelete: 'cascade' }),
    /** privacy, data, human, memory-off, memory-on */
    kind: text('kind').notNull(),
    askedAt: at('asked_at').notNull(),
    /** When it must be answered, where a law or we ourselves say so. */
    dueAt: at('due_at'),
    settledAt: at('settled_at'),
    settledBy: text('settled_by'),
  },
  (t) => [
    index('fan_requests_fan').on(t.tenantId, t.fanId),
    uniqueIndex('fan_requests_open').on(t.tenantId, t.fanId, t.kind).where(sql`settled_at is null`),
  ],
)

/**
 * A fan is to be forgotten, or was. The row outlives the fan: then it knows them by fingerprints alone, which tell them again
 * in a restored backup and tell nobody anything else.
 */
export const erasures = pgTable(
  'erasures',
  {
    id: uuid('id').primaryKey(),
    tenantId: tenant(),
    creatorId: uuid('creator_id').notNull(),
    /** Until it is done; no reference, for the steps go on when the row is gone. */
    fanId: uuid('fan_id'),
    fanHash: text('fan_hash').notNull(),
    /** Of the places where they wrote, as in `conversations.address_hash`. */
    addressHashes: jsonb('address_hashes').$type<string[]>().notNull().default([]),
    /** fan, person, silence, backup */
    reason: text('reason').notNull(),
    askedBy: text('asked_by').notNull(),
    askedByName: text('asked_by_name').notNull(),
    askedAt: at('asked_at').notNull(),
    dueAt: at('due_at').notNull(),
    /** asked, running, failed, done */
    state: text('state').notNull().default('asked'),
    /** It begins no later than this; and at once when the goodbye was decided. */
    notBefore: at('not_before').notNull(),
    goodbyeDraftId: uuid('goodbye_draft_id'),
    /** When each step was done. */
    steps: jsonb('steps').$type<Record<string, string>>().notNull().default({}),
    /** Review cards that still have to be taken down: platform ids, no words. */
    cardsLeft: jsonb('cards_left')
      .$type<{ desk: string; place: string; externalIds: string[]; topicId?: string }[]>()
      .notNull()
      .default([]),
    /** JSON: what was removed, how many of each, no name. */
    receipt: jsonb('receipt').$type<Record<string, number>>().notNull().default({}),
    problem: text('problem'),
    attempts: integer('attempts').notNull().default(0),
    leaseUntil: at('lease_until'),
    /** When rows and key were gone. */
    erasedAt: at('erased_at'),
    doneAt: at('done_at'),
  },
  (t) => [
    uniqueIndex('erasures_open').on(t.tenantId, t.fanHash).where(sql`state <> 'done'`),
    index('erasures_tenant').on(t.tenantId, t.askedAt),
    index('erasures_due').on(t.notBefore).where(sql`state <> 'done'`),
    index('erasures_lately').on(t.erasedAt),
  ],
)

/** A bot or account that a person connected in the console or the environment named. */
export const connections = pgTable(
  'connections',
  {
    id: uuid('id').primaryKey(),
    tenantId: tenant(),
    creatorId: uuid('creator_id')
      .notNull()
      .references(() => creators.id, { onDelete: 'cascade' }),
    kind: text('kind').notNull(),
    /** environment, console */
    source: text('source').notNull(),
    /** JSON with tokens, sealed with the tenant's key. */
    settingsSealed: sealed('settings_sealed').notNull(),
    /** working, failing, off */
    status: text('status').notNull(),
    problem: text('problem'),
    lastSeenAt: at('last_seen_at'),
    createdAt: at('created_at').notNull(),
    updatedAt: at('updated_at').notNull(),
  },
  (t) => [uniqueIndex('connections_kind').on(t.tenantId, t.creatorId, t.kind)],
)

/** Which process listens for a connection. Its clock is the database's; a row whose time is over is anybody's. */
export const watches = pgTable(
  'watches',
  {
    connectionId: uuid('connection_id')
      .primaryKey()
      .references(() => connections.id, { onDelete: 'cascade' }),
    tenantId: tenant(),
    /** A name that a process gave itself at its start. */
    holder: text('holder').notNull(),
    /** Rises each time it changes hands: what an earlier holder still says is not heard. */
    fence: bigint('fence', { mode: 'number' }).notNull(),
    until: at('until').notNull(),
  },
  (t) => [index('watches_tenant').on(t.tenantId)],
)

/** A creator's own account in a chat app, to which she connected her bot: fans write to her there, and the bot answers for her. */
export const businessAccounts = pgTable(
  'business_accounts',
  {
    id: uuid('id').primaryKey(),
    tenantId: tenant(),
    creatorId: uuid('creator_id')
      .notNull()
      .references(() => creators.id, { onDelete: 'cascade' }),
    /** Whose account it is, as the platform numbers people. */
    ownerHash: text('owner_hash').notNull(),
    /** The platform's id of the connection as it stands now; a new one comes with each time it is connected. */
    connectionHash: text('connection_hash').notNull(),
    /** JSON `BusinessDetails`, sealed with the tenant's key. */
    detailsSealed: sealed('details_sealed').notNull(),
    /** asked: somebody has to say whose it is; accepted; refused */
    standing: text('standing').notNull(),
    isEnabled: boolean('is_enabled').notNull(),
    canReply: boolean('can_reply').notNull(),
    connectedAt: at('connected_at').notNull(),
    changedAt: at('changed_at').notNull(),
    /** The platform's number of the notice that said all this: an older one changes nothing. Null: it was asked for. */
    toldNumber: bigint('told_number', { mode: 'number' }),
  },
  (t) => [
    uniqueIndex('business_accounts_owner').on(t.tenantId, t.creatorId, t.ownerHash),
    index('business_accounts_connection').on(t.tenantId, t.connectionHash),
  ],
)

/** A creator allows one provider of models to read what comes by business accounts. Never changed but for being revoked. */
export const modelConsents = pgTable(
  'model_consents',
  {
    id: uuid('id').primaryKey(),
    tenantId: tenant(),
    creatorId: uuid('creator_id')
      .notNull()
      .references(() => creators.id, { onDelete: 'cascade' }),
    /** As in `core/business/hosted-models.ts`: openai, google, or openai-compatible at an address. */
    provider: text('provider').notNull(),
    givenBy: text('given_by').notNull(),
    givenByName: text('given_by_name').notNull(),
    givenAt: at('given_at').notNull(),
    revokedByName: text('revoked_by_name'),
    revokedAt: at('revoked_at'),
  },
  (t) => [
    uniqueIndex('model_consents_given').on(t.tenantId, t.creatorId, t.provider).where(sql`revoked_at is null`),
    index('model_consents_of').on(t.tenantId, t.creatorId, t.givenAt),
  ],
)

/** The topic of a chat app in which the cards of one fan stand. */
export const fanTopics = pgTable(
  'fan_topics',
  {
    id: uuid('id').primaryKey(),
    tenantId: tenant(),
    fanId: fan(),
    desk: text('desk').notNull(),
    place: text('place').notNull(),
    /** The platform's id of the topic. */
    topicId: text('topic_id').notNull(),
    createdAt: at('created_at').notNull(),
  },
  (t) => [uniqueIndex('fan_topics_place').on(t.tenantId, t.fanId, t.desk, t.place)],
)

/** Each thing that came or went by a creator's webhook: one row, however often it was told. Never the words of an arrival. */
export const webhookEvents = pgTable(
  'webhook_events',
  {
    id: uuid('id').primaryKey(),
    tenantId: tenant(),
    creatorId: uuid('creator_id')
      .notNull()
      .references(() => creators.id, { onDelete: 'cascade' }),
    /** Whom it is about; null: nobody, or nobody whom we know any more. */
    fanId: uuid('fan_id').references(() => fans.id, { onDelete: 'cascade' }),
    /** in, out */
    direction: text('direction').notNull(),
    /** The `webhook-id`, fingerprinted: platforms make ids of people's ids. */
    externalHash: text('external_hash').notNull(),
    event: text('event').notNull(),
    /** In: taken, ignored, refused. Out: waiting, sending, delivered, dead. */
    status: text('status').notNull(),
    attempts: integer('attempts').notNull().default(1),
    /** What the other side answered last, as an HTTP status. */
    answerCode: integer('answer_code'),
    problem: text('problem'),
    /** What is to be said, of events that go out. */
    bodySealed: sealed('body_sealed'),
    notBefore: at('not_before'),
    happenedAt: at('happened_at').notNull(),
    settledAt: at('settled_at'),
  },
  (t) => [
    uniqueIndex('webhook_events_once').on(t.tenantId, t.creatorId, t.direction, t.externalHash),
    index('webhook_events_recent').on(t.tenantId, t.creatorId, t.happenedAt),
    index('webhook_events_fan').on(t.tenantId, t.fanId),
    index('webhook_events_due').on(t.notBefore).where(sql`status in ('waiting', 'sending')`),
  ],
)

/**
 * An account at a platform that is spoken to in its owner's name: what lets us in, and how far it was read. One for a
 * connection that somebody signed in for.
 */
export const platformAccounts = pgTable(
  'platform_accounts',
  {
    connectionId: uuid('connection_id')
      .primaryKey()
      .references(() => connections.id, { onDelete: 'cascade' }),
    tenantId: tenant(),
    /** JSON with both tokens, sealed with the tenant's key. */
    tokensSealed: sealed('tokens_sealed').notNull(),
    /** Counts the pairs of tokens: one that was spent is never taken for the one that took its place. */
    generation: integer('generation').notNull().default(1),
    expiresAt: at('expires_at').notNull(),
    /** Who is exchanging this pair for the next one; nobody else may meanwhile. */
    renewalLease: uuid('renewal_lease'),
    renewalUntil: at('renewal_until'),
    /** The platform takes these tokens no more: somebody has to sign in again. */
    endedAt: at('ended_at'),
    /** When the list of chats is read next. */
    readDueAt: at('read_due_at').notNull(),
    readLeaseUntil: at('read_lease_until'),
    readAttempts: integer('read_attempts').notNull().default(0),
    /** By the platform's clock: whatever was said before this has been seen. */
    readThrough: at('read_through').notNull(),
    lastReadAt: at('last_read_at'),
  },
  (t) => [index('platform_accounts_due').on(t.tenantId, t.readDueAt)],
)

/** Somebody is on their way to a platform to sign in; it brings them back once. */
export const signInAttempts = pgTable(
  'sign_in_attempts',
  {
    stateHash: text('state_hash').primaryKey(),
    tenantId: tenant(),
    creatorId: uuid('creator_id')
      .notNull()
      .references(() => creators.id, { onDelete: 'cascade' }),
    channel: text('channel').notNull(),
    /** Whose session it began in: nobody else may end it. */
    actorId: text('actor_id').notNull(),
    /** JSON with the PKCE verifier and where to come back to, sealed with the tenant's key. */
    secretSealed: sealed('secret_sealed').notNull(),
    expiresAt: at('expires_at').notNull(),
  },
  (t) => [index('sign_in_attempts_expiry').on(t.tenantId, t.expiresAt)],
)

/** A conversation whose platform only says that something happened: what it was is fetched from there. */
export const chatPulls = pgTable(
  'chat_pulls',
  {
    conversationId: uuid('conversation_id')
      .primaryKey()
      .references(() => conversations.id, { onDelete: 'cascade' }),
    tenantId: tenant(),
    fanId: fan(),
    connectionId: uuid('connection_id')
      .notNull()
      .references(() => connections.id, { onDelete: 'cascade' }),
    /** Raised by each notice: one that comes while we fetch makes it due again. */
    notices: integer('notices').notNull().default(0),
    dueAt: at('due_at'),
    leaseUntil: at('lease_until'),
    attempts: integer('attempts').notNull().default(0),
    /** By the platform's clock: whatever was said before this has been fetched. */
    fetchedThrough: at('fetched_through').notNull(),
  },
  (t) => [index('chat_pulls_due').on(t.tenantId, t.dueAt), index('chat_pulls_fan').on(t.tenantId, t.fanId)],
)

/** Who may decide in a chat app. */
export const reviewers = pgTable(
  'reviewers',
  {
    id: uuid('id').primaryKey(),
    tenantId: tenant(),
    channel: text('channel').notNull(),
    /** The platform's id of the person. */
    externalId: text('external_id').notNull(),
    /** As the platform tells it. */
    name: text('name').notNull(),
    /** Whose account this is, when they work in the console too. While that person is not in the team, it decides nothing. */
    userId: text('user_id'),
    role: text('role').notNull().default('chatter'),
    isActive: boolean('is_active').notNull().default(true),
    addedBy: text('added_by').notNull(),
    createdAt: at('created_at').notNull(),
  },
  (t) => [uniqueIndex('reviewers_person').on(t.tenantId, t.channel, t.externalId)],
)

export const reviewerInvites = pgTable(
  'reviewer_invites',
  {
    id: uuid('id').primaryKey(),
    tenantId: tenant(),
    channel: text('channel').notNull(),
    tokenHash: text('token_hash').notNull().unique(),
    role: text('role').notNull().default('chatter'),
    /** The team member who made it for themselves. */
    userId: text('user_id'),
    invitedBy: text('invited_by').notNull(),
    expiresAt: at('expires_at').notNull(),
    usedAt: at('used_at'),
    usedBy: text('used_by'),
    createdAt: at('created_at').notNull(),
  },
  (t) => [index('reviewer_invites_tenant').on(t.tenantId)],
)

export const modelCalls = pgTable(
  'model_calls',
  {
    id: uuid('id').primaryKey(),
    tenantId: tenant(),
    creatorId: uuid('creator_id').notNull(),
    feature: text('feature').notNull(),
    provider: text('provider').notNull(),
    model: text('model').notNull(),
    /** ok, failed, refused, timeout, skipped (breaker open) */
    outcome: text('outcome').notNull(),
    problem: text('problem'),
    tokensIn: integer('tokens_in').notNull().default(0),
    tokensOut: integer('tokens_out').notNull().default(0),
    milliseconds: integer('milliseconds').notNull(),
    requestId: text('request_id'),
    calledAt: at('called_at').notNull(),
  },
  (t) => [index('model_calls_tenant').on(t.tenantId, t.calledAt)],
)

/** Something in the background went wrong and a person can see it. */
export const troubles = pgTable(
  'troubles',
  {
    id: uuid('id').primaryKey(),
    tenantId: tenant(),
    /** draft, delivery, card, connection, model, learning, audit, erasure, queue */
    stage: text('stage').notNull(),
    subjectId: text('subject_id').notNull(),
    /** Plain words, with ids but never a body. */
    problem: text('problem').notNull(),
    times: integer('times').notNull().default(1),
    firstAt: at('first_at').notNull(),
    lastAt: at('last_at').notNull(),
    resolvedAt: at('resolved_at'),
  },
  (t) => [uniqueIndex('troubles_open').on(t.tenantId, t.stage, t.subjectId).where(sql`resolved_at is null`)],
)

/**
 * Who did what to whose data, and why. Append-only: a trigger refuses the rest, and the role of the application may only add and
 * read. No words of a fan in it, and no id of one: erasing a fan leaves it whole.
 */
export const auditEvents = pgTable(
  'audit_events',
  {
    /** In the order of arrival, across tenants: links of the chain name entries by it (`audit-links.ts`). */
    seq: bigint('seq', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    id: uuid('id').notNull(),
    tenantId: tenant(),
    /** `user:<id>`, `telegram:<id>`, `model:<provider>/<model>`, `desk:<name>`, or souvenir for what it does by itself. */
    actor: text('actor').notNull(),
    /** noun.verb: fan.export, memory.edit, draft.approve */
    action: text('action').notNull(),
    /** See `AuditPurpose` in `audit-seal.ts`. */
    purpose: text('purpose').notNull().default('administration'),
    /** The fan's pseudonym: a fingerprint under a key that only this column uses. */
    fanHash: text('fan_hash'),
    subjectId: text('subject_id'),
    requestId: text('request_id'),
    /** So many equal reads within a moment are one entry. */
    count: integer('count').notNull().default(1),
    happenedAt: timestamp('happened_at', { withTimezone: true, precision: 3 }).notNull(),
    /** Over everything but `seq`. Null only in entries older than the chain; its first link covers them. */
    mac: sealed('mac'),
  },
  (t) => [
    index('audit_events_tenant').on(t.tenantId, t.seq),
    index('audit_events_fan').on(t.tenantId, t.fanHash, t.seq).where(sql`fan_hash is not null`),
  ],
)

/** The chain over `audit_events`, of all tenants together. Append-only too; the application's role may not even read it. */
export const auditLinks = pgTable('audit_links', {
  number: bigint('number', { mode: 'number' }).primaryKey(),
  /** entries: covers entries. drop: says through which link old ones were dropped. */
  kind: text('kind').notNull().default('entries'),
  /** The `seq` it covers, as ranges: "1-57 59". Of a drop: the numbers of the links that are gone. */
  covers: text('covers').notNull(),
  /** The highest `seq` that it and the links before it have seen. */
  through: bigint('through', { mode: 'number' }).notNull(),
  /** Numbers that were drawn and not seen yet, each range with the moment until which it may still come: "58@1763720000000". */
  awaited: text('awaited').notNull().default(''),
  entries: integer('entries').notNull(),
  /** Of the entries it covers, in order. Of a drop: the hash of the last link that was dropped. */
  digest: sealed('digest').notNull(),
  hash: sealed('hash').notNull(),
  linkedAt: timestamp('linked_at', { withTimezone: true, precision: 3 }).notNull(),
})
