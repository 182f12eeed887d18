import type { UserFromGetMe } from '@grammyjs/types'
import { reviewGroups } from '../../core/connections/telegram-settings.ts'
import { creatorName } from '../../core/creators/creator-name.ts'
import type { Deps } from '../../core/deps.ts'
import type { Role } from './bots-of.ts'
import { explainError } from './explain-error.ts'
import { ALLOWED_UPDATES } from './handlers.ts'
import type { TelegramBot } from './telegram-bot.ts'

/** What has to hold before a bot is said to work. */
export type Prepared = { kind: 'ready'; username: string } | { kind: 'failing'; problem: string }

/**
 * Asks Telegram who this bot is, settles how its updates come, and checks that it can write where cards shall stand: a decision
 * that nobody could hear would leave a draft waiting for ever.
 */
export async function prepareBot(
  deps: Pick<Deps, 'log' | 'store'>,
  bot: TelegramBot,
  { role, webhook }: { role: Role; webhook: { url: string; secret: string } | undefined },
): Promise<Prepared> {
  const { client } = bot
  try {
    const me = await client.call('getMe', undefined)
    if (webhook) {
      await client.call('setWebhook', {
        url: webhook.url,
        secret_token: webhook.secret,
        allowed_updates: [...ALLOWED_UPDATES],
        max_connections: 10,
      })
      const info = await asked(client.call('getWebhookInfo', undefined))
      if (info && info.url !== webhook.url) {
        return {
          kind: 'failing',
          problem: 'Another program set a webhook for this bot. Stop it, or give it another bot.',
        }
      }
    } else await leaveWebhook(deps, bot)
    const problem = bot.hearsReviewers ? await whyNoCards(bot, me) : undefined
    if (problem) return { kind: 'failing', problem }
    await nameCommands(deps, bot, role)
    return { kind: 'ready', username: me.username }
  } catch (error) {
    const trouble = explainError(error)
    return { kind: 'failing', problem: trouble.problem }
  }
}

/** Answers that would be good to have: other servers than Telegram's own do not know every method. */
async function asked<T>(answer: Promise<T>): Promise<T | undefined> {
  return answer.catch(() => undefined)
}

/** Updates come either way, never both. What is waiting there is kept. */
async function leaveWebhook({ log }: Pick<Deps, 'log'>, { client, connectionId }: TelegramBot): Promise<void> {
  const info = await asked(client.call('getWebhookInfo', undefined))
  if (info?.url === '') return
  if (info) {
    const host = info.url && URL.canParse(info.url) ? new URL(info.url).host : 'unknown'
    log.warn('telegram webhook removed: this process asks for updates itself', { connectionId, host })
  }
  await asked(client.call('deleteWebhook', { drop_pending_updates: false }))
}

/** Why no card could stand in any review chat; undefined when one works. What fails in one of several is told with its cards. */
async function whyNoCards(bot: TelegramBot, me: UserFromGetMe): Promise<string | undefined> {
  let problem: string | undefined
  for (const chatId of reviewGroups(bot.settings)) {
    problem = await whyNotIn(bot, me, chatId)
    if (!problem) return undefined
  }
  return problem
}

async function whyNotIn({ client }: TelegramBot, me: UserFromGetMe, chat_id: string): Promise<string | undefined> {
  try {
    const { status } = await client.call('getChatMember', { chat_id, user_id: me.id })
    return status === 'left' || status === 'kicked'
      ? `@${me.username} is not in the review chat. Add it there.`
      : undefined
  } catch (error) {
    const trouble = explainError(error)
    return trouble.kind === 'forbidden'
      ? `@${me.username} cannot write in the review chat. ${trouble.problem} Add it there, or correct the id.`
      : undefined
  }
}

/** What the menu of the chat shows. It is a help and no more: failing changes nothing. */
async function nameCommands(deps: Pick<Deps, 'log' | 'store'>, bot: TelegramBot, role: Role): Promise<void> {
  const isFrench = (await creatorName(deps, bot))?.language === 'fr'
  const words = isFrench ? FRENCH : ENGLISH
  const forFans = role === 'fans'
  const commands = (forFans ? ['privacy', 'data', 'forget', 'human', 'help'] : ['queue', 'who', 'invite', 'help']).map(
    (command) => ({
      command,
      description: words[command] ?? command,
    }),
  )
  await bot.client
    .call('setMyCommands', { commands, scope: { type: 'all_private_chats' } })
    .catch((error: unknown) => deps.log.warn('telegram commands', { problem: explainError(error).problem }))
}

const ENGLISH: Record<string, string> = {
  help: 'How this works',
  privacy: 'What is kept about you',
  data: 'A copy of what is kept about you',
  forget: 'Have everything about you erased',
  human: 'Ask for a person',
  queue: 'What waits',
  who: 'Who may decide',
  invite: 'Invite somebody to decide',
}
const FRENCH: Record<string, string> = {
  help: 'Comment cela marche',
  privacy: 'Ce qui est gardé de vous',
  data: 'Une copie de ce qui est gardé de vous',
  forget: 'Faire effacer tout ce qui vous concerne',
  human: 'Demander une personne',
  queue: 'Ce qui attend',
  who: 'Qui peut décider',
  invite: 'Inviter quelqu’un à décider',
}
