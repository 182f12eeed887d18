import type { PgTable } from 'drizzle-orm/pg-core'
import * as schema from './schema.ts'

/**
 * Every table that holds anything of a fan: where the export keeps it, and that erasure empties it. The one list: a table with
 * a fan in it, or one that refers to such a table, and that is missing here, fails the build (`tests/fan-tables.test.ts`).
 */
export const FAN_TABLES = {
  fans: { table: schema.fans, section: 'fan' },
  // With the key in the file, whoever has the file could open the fan's words in a backup.
  fan_keys: { table: schema.fanKeys, section: undefined },
  conversations: { table: schema.conversations, section: 'conversations' },
  messages: { table: schema.messages, section: 'messages' },
  memories: { table: schema.memories, section: 'memories' },
  // Fingerprints under the fan's own key: that something was forgotten, never what.
  forgotten_facts: { table: schema.forgottenFacts, section: 'forgottenFacts' },
  // Numbers made of messages and memories, which the file holds; they say nothing to a person.
  recall_vectors: { table: schema.recallVectors, section: undefined },
  preferences: { table: schema.preferences, section: 'preferences' },
  promises: { table: schema.promises, section: 'promises' },
  purchases: { table: schema.purchases, section: 'purchases' },
  calibrations: { table: schema.calibrations, section: 'calibrations' },
  tastes: { table: schema.tastes, section: 'tastes' },
  drafts: { table: schema.drafts, section: 'drafts' },
  // Each version stands with its draft.
  draft_versions: { table: schema.draftVersions, section: 'drafts' },
  half_written: { table: schema.halfWritten, section: 'halfWritten' },
  decisions: { table: schema.decisions, section: 'decisions' },
  offers_made: { table: schema.offersMade, section: 'offersMade' },
  moods: { table: schema.moods, section: 'moods' },
  deliveries: { table: schema.deliveries, section: 'deliveries' },
  cards: { table: schema.cards, section: 'cards' },
  fan_topics: { table: schema.fanTopics, section: 'topics' },
  // Which of us looks at their conversation this minute; nothing of the fan.
  presences: { table: schema.presences, section: undefined },
  webhook_events: { table: schema.webhookEvents, section: 'webhooks' },
  // When to look for new messages: nothing that says anything to a person.
  chat_pulls: { table: schema.chatPulls, section: undefined },
  fan_requests: { table: schema.fanRequests, section: 'requests' },
} as const satisfies Record<string, { table: PgTable; section: string | undefined }>

/**
 * Tables that name a fan and outlive them, each with the reason: they hold ids and no words, and after an erasure nothing that
 * leads back to a person.
 */
export const FAN_TABLES_THAT_STAY = {
  // The record of who did what; append-only, and it knows fans by pseudonyms alone.
  audit_events: { section: 'audit' },
  // Forgets the fan's id itself when it is done, and keeps fingerprints, so that a restored backup forgets again.
  erasures: { section: 'erasures' },
} as const

type Listed =
  | (typeof FAN_TABLES)[keyof typeof FAN_TABLES]
  | (typeof FAN_TABLES_THAT_STAY)[keyof typeof FAN_TABLES_THAT_STAY]
/** The parts that an export must have. */
export type ExportSection = NonNullable<Listed['section']>
