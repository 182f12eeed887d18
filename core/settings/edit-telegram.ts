import { z } from 'zod'
import { noteAudit } from '../../db/audit.ts'
import { connectionsOf, deleteConnection, upsertConnection } from '../../db/connections.ts'
import type { Scope } from '../../db/db.ts'
import { newId } from '../../db/ids.ts'
import { type Reviewer, reviewersOf, setReviewerActive } from '../../db/reviewers.ts'
import { inTenant } from '../../db/scope.ts'
import type { Actor } from '../actor.ts'
import {
  inviteLink,
  type TelegramSettings,
  TelegramWishes,
  telegramSettingsOf,
} from '../connections/telegram-settings.ts'
import type { Deps } from '../deps.ts'
import { CoreError } from '../errors.ts'
import { seedReviewers } from '../reviewers/find-reviewer.ts'
import { inviteReviewer } from '../reviewers/invite-reviewer.ts'
import { creatorHere } from './edit-creator.ts'
import { refuseEnvironment } from './environment-owned.ts'

const { token, reviewToken, reviewChatId, webhookSecret, apiRoot } = TelegramWishes.shape

/** Telegram as the console sends it. Left out: as stored, for the console never sees a token. Null: taken away. */
export const TelegramEntry = z.object({
  token: token.optional(),
  reviewToken: reviewToken.nullable(),
  reviewChatId: reviewChatId.nullable(),
  webhookSecret: webhookSecret.nullable(),
  apiRoot: apiRoot.nullable(),
  /** People who may decide from now on, by their Telegram ids. */
  reviewerIds: z
    .array(z.string().regex(/^\d{1,20}$/, 'Telegram ids are numbers.'))
    .max(50)
    .default([]),
})
export type TelegramEntry = z.infer<typeof TelegramEntry>

/** Telegram as the console shows it. */
export interface TelegramView {
  source: string
  status: string
  problem: string | undefined
  username: string | undefined
  reviewUsername: string | undefined
  reviewChatId: string | undefined
  apiRoot: string | undefined
  hasReviewBot: boolean
  hasWebhookSecret: boolean
}

/** Undefined when this creator has no Telegram. */
export async function readTelegram(scope: Scope, creatorId: string): Promise<TelegramView | undefined> {
  await creatorHere(scope, creatorId)
  const connection = (await connectionsOf(scope, creatorId)).find(({ kind }) => kind === 'telegram')
  const settings = connection && telegramSettingsOf(connection.settings)
  return (
    connection && {
      source: connection.source,
      status: connection.status,
      problem: connection.problem ?? undefined,
      username: settings?.username,
      reviewUsername: settings?.reviewUsername,
      reviewChatId: settings?.reviewChatId,
      apiRoot: settings?.apiRoot,
      hasReviewBot: settings?.reviewToken !== undefined,
      hasWebhookSecret: settings?.webhookSecret !== undefined,
    }
  )
}

/** Connects a creator's bot, or changes how it is connected. The bot starts within seconds; Health says whether it works. */
export async function connectTelegram(
  { store, now, events }: Pick<Deps, 'store' | 'now' | 'events'>,
  { tenantId, creatorId, entry, actor }: { tenantId: string; creatorId: string; entry: TelegramEntry; actor: Actor },
): Promise<string> {
  const id = await inTenant(store, tenantId, async (scope) => {
    await creatorHere(scope, creatorId)
    const known = (await connectionsOf(scope, creatorId)).find(({ kind }) => kind === 'telegram')
    refuseEnvironment(known, 'TELEGRAM_BOT_TOKEN')
    const settings = complete(entry, known && telegramSettingsOf(known.settings))
    const stored = await upsertConnection(scope, {
      id: newId(),
      creatorId,
      kind: 'telegram',
      source: 'console',
      status: 'failing',
      settings,
      now: now(),
    })
    await noteAudit(scope, { actor, action: 'telegram.connect', subjectId: creatorId, happenedAt: now() })
    return stored.id
  })
  await seedReviewers({ store, now }, { tenantId, channel: 'telegram', externalIds: entry.reviewerIds })
  events.publish(tenantId, { kind: 'health', id })
  return id
}

/** A stored token goes only where it went before: to the same server. A name belongs to a token: another one has another. */
function complete({ reviewerIds, ...given }: TelegramEntry, known: TelegramSettings | undefined): TelegramSettings {
  const isElsewhere = given.apiRoot !== undefined && (given.apiRoot ?? undefined) !== known?.apiRoot
  const { token: kept, reviewToken: keptReview, username, reviewUsername, ...others } = known ?? {}
  const all = { ...others, ...(isElsewhere ? {} : { token: kept, reviewToken: keptReview }), ...defined(given) }
  const settings = Object.fromEntries(Object.entries(all).filter(([, value]) => value != null))
  if (!settings.token) throw new CoreError('invalid', 'Give the token of the bot that fans write to.')
  if (settings.reviewToken === settings.token) delete settings.reviewToken
  return TelegramWishes.parse(settings)
}

const defined = (given: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))

export async function disconnectTelegram(
  { store, now, events }: Pick<Deps, 'store' | 'now' | 'events'>,
  { tenantId, creatorId, actor }: { tenantId: string; creatorId: string; actor: Actor },
): Promise<void> {
  await inTenant(store, tenantId, async (scope) => {
    await creatorHere(scope, creatorId)
    const known = (await connectionsOf(scope, creatorId)).find(({ kind }) => kind === 'telegram')
    if (!known) throw new CoreError('not-found', 'No bot is connected here.')
    refuseEnvironment(known, 'TELEGRAM_BOT_TOKEN')
    await deleteConnection(scope, known.id)
    await noteAudit(scope, { actor, action: 'telegram.disconnect', subjectId: creatorId, happenedAt: now() })
  })
  events.publish(tenantId, { kind: 'health', id: creatorId })
}

/** A link that lets one person decide in Telegram; undefined when no bot of this creator has told its name yet. */
export async function inviteToTelegram(
  deps: Pick<Deps, 'store' | 'now'>,
  { tenantId, creatorId, actor }: { tenantId: string; creatorId: string; actor: Actor },
): Promise<{ link: string; expiresAt: Date }> {
  const settings = await inTenant(deps.store, tenantId, async (scope) => {
    await creatorHere(scope, creatorId)
    const known = (await connectionsOf(scope, creatorId)).find(({ kind }) => kind === 'telegram')
    return known && telegramSettingsOf(known.settings)
  })
  if (!settings || !inviteLink(settings, '')) {
    throw new CoreError('conflict', 'The bot has to work first. Connect it, and invite people then.')
  }
  const { token, expiresAt } = await inviteReviewer(deps, { tenantId, channel: 'telegram', actor })
  return { link: inviteLink(settings, token) ?? '', expiresAt }
}

export type ReviewerView = Pick<Reviewer, 'id' | 'channel' | 'name' | 'role' | 'isActive' | 'addedBy' | 'createdAt'>

/** Everybody who may decide in a chat app, or might once. */
export async function readReviewers(scope: Scope): Promise<ReviewerView[]> {
  return (await reviewersOf(scope)).map(({ id, channel, name, role, isActive, addedBy, createdAt }) => ({
    id,
    channel,
    name,
    role,
    isActive,
    addedBy,
    createdAt,
  }))
}

/** Takes a person off the list of those who decide in a chat app, or puts them back on it. */
export async function changeReviewer(
  { store, now }: Pick<Deps, 'store' | 'now'>,
  { tenantId, reviewerId, isActive, actor }: { tenantId: string; reviewerId: string; isActive: boolean; actor: Actor },
): Promise<void> {
  await inTenant(store, tenantId, async (scope) => {
    if (!(await setReviewerActive(scope, reviewerId, isActive))) {
      throw new CoreError('not-found', 'There is no such person on the list.')
    }
    const action = isActive ? 'reviewer.allow' : 'reviewer.stop'
    await noteAudit(scope, { actor, action, subjectId: reviewerId, happenedAt: now() })
  })
}
