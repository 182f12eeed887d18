import type { Message } from '@grammyjs/types'
import type { Actor } from '../../core/actor.ts'
import { listQueue } from '../../core/approval/list-queue.ts'
import type { Deps } from '../../core/deps.ts'
import { namesOfReviewers } from '../../core/reviewers/find-reviewer.ts'
import { inTenant } from '../../core/tenant.ts'
import { languageOf, say } from '../../core/words/say.ts'
import { timeIn } from '../review/card-words.ts'
import { inertText } from '../review/inert.ts'
import { sendInvite } from './invitations.ts'
import { type TelegramBot, tell } from './telegram-bot.ts'

const MOST_LISTED = 15

/** The command a message begins with, for this bot; undefined when it is none. */
export function commandOf(
  message: Pick<Message, 'text' | 'caption'>,
  username: string | undefined,
): string | undefined {
  const text = message.text ?? message.caption ?? ''
  const [, command, to] = /^\/([a-z_]{1,32})(?:@(\w+))?(?:\s|$)/i.exec(text) ?? []
  if (!command || (to && username && to.toLowerCase() !== username.toLowerCase())) return undefined
  return command.toLowerCase()
}

/** Answers what a person who decides may ask. False when it is no command of theirs. */
export async function handleReviewerCommand(
  deps: Deps,
  bot: TelegramBot,
  { command, message, actor }: { command: string; message: Message; actor: Actor },
): Promise<boolean> {
  const { chat, from } = message
  const language = languageOf(from?.language_code)
  const isPrivate = chat.type === 'private'
  switch (command) {
    case 'queue':
      tell(deps, bot, { chatId: chat.id }, await queueText(deps, bot, language))
      return true
    case 'who': {
      const people = await namesOfReviewers(deps, { tenantId: bot.tenantId, channel: 'telegram' })
      const lines = people.map(({ name, role }) => `· ${name}${role === 'chatter' ? '' : ` (${role})`}`)
      tell(deps, bot, { chatId: chat.id }, [say(language, 'who.head'), ...lines].join('\n'))
      return true
    }
    case 'invite':
      await sendInvite(deps, bot, { actor, chatId: chat.id, isPrivate, from })
      return true
    case 'start':
    case 'help':
      tell(deps, bot, { chatId: chat.id }, say(language, 'help.reviewer'))
      return true
    default:
      return false
  }
}

async function queueText(deps: Deps, { tenantId, creatorId }: TelegramBot, language: 'en' | 'fr'): Promise<string> {
  const all = await inTenant(deps, tenantId, (scope) => listQueue(scope, deps.now()))
  const waiting = all.filter((card) => card.creatorId === creatorId)
  if (waiting.length === 0) return say(language, 'queue.empty')
  const lines = waiting.slice(0, MOST_LISTED).map(({ fan, waitingSince }) =>
    say(language, 'queue.line', {
      fan: inertText(fan.name).replace(/\s+/g, ' ').slice(0, 60).toWellFormed(),
      time: timeIn(language, waitingSince, fan.timeZone),
    }),
  )
  return [say(language, 'queue.head', { count: waiting.length }), ...lines].join('\n')
}
