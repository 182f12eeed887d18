import type { z } from 'zod'
import { auditOfFan, noteAudit } from '../../db/audit.ts'
import { calibrationsOf } from '../../db/calibrations.ts'
import { cardsOfFan } from '../../db/cards.ts'
import { addressOf, conversationsOfFan } from '../../db/conversations.ts'
import { creatorById } from '../../db/creators.ts'
import type { Scope } from '../../db/db.ts'
import { allDecisionsOfFan } from '../../db/decisions.ts'
import { deliveriesOfFan } from '../../db/deliveries.ts'
import { draftVersionsOf } from '../../db/drafts.ts'
import { erasuresOfFan } from '../../db/erasures.ts'
import { draftsOfFan } from '../../db/fan-drafts.ts'
import { requestsOfFan } from '../../db/fan-requests.ts'
import type { ExportSection } from '../../db/fan-tables.ts'
import { topicsOfFan } from '../../db/fan-topics.ts'
import { forgottenFactsOf } from '../../db/forgotten-facts.ts'
import { halfWrittenOfFan } from '../../db/half-written.ts'
import { allMemoriesOf } from '../../db/memories.ts'
import { externalIdOf, messagesOfFan } from '../../db/messages.ts'
import { moodsOf } from '../../db/moods.ts'
import { offersMadeTo } from '../../db/offers-made.ts'
import { preferencesOfFan } from '../../db/preferences.ts'
import { promisesOf } from '../../db/promises.ts'
import { purchasesOf } from '../../db/purchases.ts'
import { tastesSetFor } from '../../db/tastes.ts'
import { webhookEventsOfFan } from '../../db/webhook-events.ts'
import type { Actor } from '../actor.ts'
import { fanHere } from '../fans/fan-here.ts'
import { FAN_EXPORT_VERSION, type FanExportFile } from './fan-export-format.ts'

const MOST_AUDIT_EVENTS = 100_000

/**
 * Everything that is stored about one fan, readable, with what was forgotten by no one yet. Left out: the fan's key (with it
 * this file would open backups), fingerprints, and other fans. Rules for everyone are the creator's and not the fan's.
 */
export async function exportFan(scope: Scope, { fanId, actor, now }: { fanId: string; actor: Actor; now: Date }) {
  const fan = await fanHere(scope, fanId)
  // First, so that the file tells of its own making.
  await noteAudit(scope, { actor, action: 'fan.export', fanId, happenedAt: now })
  const creator = await creatorById(scope, fan.creatorId)
  return {
    format: 'souvenir.fan' as const,
    version: FAN_EXPORT_VERSION,
    exportedAt: now,
    exportedBy: actor.name,
    creator: { id: fan.creatorId, name: creator?.name ?? '' },
    fan: own(fan),
    conversations: await conversations(scope, fanId),
    messages: await messages(scope, fanId),
    memories: (await allMemoriesOf(scope, fanId)).map(own),
    forgottenFacts: (await forgottenFactsOf(scope, fanId)).map(own),
    preferences: (await preferencesOfFan(scope, fanId)).map(own),
    promises: (await promisesOf(scope, fanId)).map(own),
    purchases: (await purchasesOf(scope, fanId)).map(own),
    offersMade: (await offersMadeTo(scope, fanId)).map(own),
    tastes: (await tastesSetFor(scope, fanId)).map(own),
    calibrations: (await calibrationsOf(scope, fanId)).map(own),
    moods: (await moodsOf(scope, { fanId })).map(own),
    drafts: await drafts(scope, fanId),
    halfWritten: (await halfWrittenOfFan(scope, fanId)).map(own),
    decisions: (await allDecisionsOfFan(scope, fanId)).map(own),
    deliveries: (await deliveriesOfFan(scope, fanId)).map(own),
    cards: (await cardsOfFan(scope, fanId)).map(own),
    topics: (await topicsOfFan(scope, fanId)).map(own),
    webhooks: (await webhookEventsOfFan(scope, fanId)).map(own),
    requests: (await requestsOfFan(scope, fanId)).map(own),
    erasures: (await erasuresOfFan(scope, fanId)).map(own),
    audit: (await auditOfFan(scope, fanId, MOST_AUDIT_EVENTS)).map(own),
  } satisfies Record<ExportSection, unknown> & Record<keyof z.infer<typeof FanExportFile>, unknown>
}
export type FanExport = Awaited<ReturnType<typeof exportFan>>

async function conversations(scope: Scope, fanId: string) {
  const rows = await conversationsOfFan(scope, fanId)
  return Promise.all(
    rows.map(async (row) => {
      const { addressSealed, addressHash, ...plain } = own(row)
      return { ...plain, address: await addressOf(scope, row) }
    }),
  )
}

async function messages(scope: Scope, fanId: string) {
  const rows = await messagesOfFan(scope, fanId)
  return Promise.all(rows.map(async (row) => ({ ...own(row), externalId: await externalIdOf(scope, row) })))
}

async function drafts(scope: Scope, fanId: string) {
  const rows = await draftsOfFan(scope, fanId)
  return Promise.all(rows.map(async (row) => ({ ...own(row), versions: (await draftVersionsOf(scope, row)).map(own) })))
}

/** A row without its tenant: whose house it stands in is not about the fan. */
function own<Row extends { tenantId: string }>({ tenantId, ...row }: Row): Omit<Row, 'tenantId'> {
  return row
}
