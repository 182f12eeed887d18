import { z } from 'zod'
import type { Scope } from '../../db/db.ts'
import { inTenant } from '../../db/scope.ts'
import {
  inviteLink,
  type TelegramSettings,
  TelegramWishes,
  telegramSettingsOf,
} from '../connections/telegram-settings.ts'
import type { Deps } from '../deps.ts'
import { CoreError } from '../errors.ts'
import { type InviteEntry, inviteReviewer, refuseToInvite } from '../reviewers/invite-reviewer.ts'
import { type AboutBot, botOf, connectBot, disconnectBot, isElsewhere, settled } from './chat-bot.ts'

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
  const connection = await botOf(scope, creatorId, 'telegram')
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

/** Connects a creator's bot, or changes how it is connected. */
export async function connectTelegram(
  deps: Pick<Deps, 'store' | 'now' | 'events'>,
  { entry, ...about }: AboutBot & { entry: TelegramEntry },
): Promise<string> {
  return connectBot(deps, 'telegram', {
    ...about,
    reviewerIds: entry.reviewerIds,
    complete: (known) => complete(entry, known && telegramSettingsOf(known.settings)),
  })
}

/** A name belongs to a token: another one has another. */
function complete({ reviewerIds, ...given }: TelegramEntry, known: TelegramSettings | undefined): TelegramSettings {
  const { token: kept, reviewToken: keptReview, username, reviewUsername, ...others } = known ?? {}
  const tokens = isElsewhere(given, known) ? {} : { token: kept, reviewToken: keptReview }
  const settings = settled({ ...others, ...tokens }, given)
  if (settings.reviewToken === settings.token) delete settings.reviewToken
  return TelegramWishes.parse(settings)
}

export const disconnectTelegram = (deps: Pick<Deps, 'store' | 'now' | 'events'>, about: AboutBot) =>
  disconnectBot(deps, 'telegram', about)

/** A link that lets one person decide in Telegram; undefined when no bot of this creator has told its name yet. */
export async function inviteToTelegram(
  deps: Pick<Deps, 'store' | 'now'>,
  { tenantId, creatorId, actor, forMe }: AboutBot & InviteEntry,
): Promise<{ link: string; expiresAt: Date }> {
  refuseToInvite(actor, { forMe })
  const settings = await inTenant(deps.store, tenantId, async (scope) => {
    const known = await botOf(scope, creatorId, 'telegram')
    return known && telegramSettingsOf(known.settings)
  })
  if (!settings || !inviteLink(settings, '')) {
    throw new CoreError('conflict', 'The bot has to work first. Connect it, and invite people then.')
  }
  const { token, expiresAt } = await inviteReviewer(deps, { tenantId, channel: 'telegram', actor, forMe })
  return { link: inviteLink(settings, token) ?? '', expiresAt }
}
