import { creatorName } from '../../core/creators/creator-name.ts'
import type { Deps } from '../../core/deps.ts'
import { inviteStands } from '../../core/reviewers/invite-reviewer.ts'
import { say } from '../../core/words/say.ts'
import { joinData } from '../review/card-verbs.ts'
import { button, row, STYLE } from './components.ts'
import { type DiscordBot, inBackground } from './discord-bot.ts'
import type { DirectMessage } from './inbound.ts'
import { literal } from './markdown.ts'

const JOIN = /^join[_ ]([\w-]{20,60})$/

/**
 * Somebody sent the words of an invitation to the bot. That spends nothing; the tap on the button does.
 * @returns whether it was one
 */
export function offerInvite(deps: Deps, bot: DiscordBot, { content, channel_id }: DirectMessage): boolean {
  const token = JOIN.exec(content.trim())?.[1]
  if (!token) return false
  inBackground(deps, bot, 'invitation', offer(deps, bot, channel_id, token))
  return true
}

async function offer(deps: Deps, bot: DiscordBot, channelId: string, token: string): Promise<void> {
  const { tenantId, creatorId } = bot
  const creator = await creatorName(deps, { tenantId, creatorId })
  const language = creator?.language === 'fr' ? 'fr' : 'en'
  const stands = await inviteStands(deps, { tenantId, token })
  const words = stands ? say(language, 'invite.ask', { creator: creator?.name ?? '' }) : say(language, 'invite.gone')
  const join = button(say(language, 'button.join'), joinData(token), STYLE.main)
  const body = {
    content: literal(words),
    allowed_mentions: { parse: [] },
    ...(stands ? { components: [row([join])] } : {}),
  }
  await bot.rest.call({ method: 'POST', path: `/channels/${channelId}/messages`, body })
}
