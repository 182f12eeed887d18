import { creatorName } from '../../core/creators/creator-name.ts'
import type { Deps } from '../../core/deps.ts'
import { firstTime } from '../../core/inbound/first-time.ts'
import { inviteStands } from '../../core/reviewers/invite-reviewer.ts'
import { say } from '../../core/words/say.ts'
import { joinData } from '../review/card-verbs.ts'
import { askToJoin } from '../review/invitation-words.ts'
import { button, row, STYLE } from './components.ts'
import { type DiscordBot, inBackground } from './discord-bot.ts'
import type { DirectMessage } from './inbound.ts'
import { literal } from './markdown.ts'

const JOIN = /^join[_ ]([\w-]{20,60})$/

/**
 * Somebody sent the words of an invitation to the bot. That spends nothing; the tap on the button does.
 * @returns whether it was one
 */
export function offerInvite(deps: Deps, bot: DiscordBot, { id, content, channel_id }: DirectMessage): boolean {
  const token = JOIN.exec(content.trim())?.[1]
  if (!token) return false
  inBackground(deps, bot, 'invitation', offerOnce(deps, bot, { id, channelId: channel_id, token }))
  return true
}

/** After a pause of the connection the same words are read again in the chat. */
async function offerOnce(
  deps: Deps,
  bot: DiscordBot,
  { id, channelId, token }: { id: string; channelId: string; token: string },
): Promise<void> {
  const asked = { tenantId: bot.tenantId, source: `discord/${bot.settings.botId}/join`, externalId: id }
  if (await firstTime(deps, asked)) await offer(deps, bot, channelId, token)
}

async function offer(deps: Deps, bot: DiscordBot, channelId: string, token: string): Promise<void> {
  const { tenantId, creatorId } = bot
  const creator = await creatorName(deps, { tenantId, creatorId })
  const language = creator?.language === 'fr' ? 'fr' : 'en'
  const stands = await inviteStands(deps, { tenantId, token, channel: 'discord' })
  const ask = stands && askToJoin(language, { creator: creator?.name ?? '', ...stands })
  const body = {
    content: literal(ask?.text ?? say(language, 'invite.gone')),
    allowed_mentions: { parse: [] },
    ...(ask ? { components: [row([button(ask.button, joinData(token), STYLE.main)])] } : {}),
  }
  await bot.rest.call({ method: 'POST', path: `/channels/${channelId}/messages`, body })
}
