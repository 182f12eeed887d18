import type { Message } from '@grammyjs/types'
import { can } from '../../core/access.ts'
import type { Deps } from '../../core/deps.ts'
import { addToAlbum, type KeptMedia, keepMedia } from '../../core/paid-media/keep-media.ts'
import { countOf, MOST_FILES, MOST_STARS, type PaidFile } from '../../core/paid-media/paid-media.ts'
import { type Language, languageOf, say } from '../../core/words/say.ts'
import { sayCount } from '../review/card-words.ts'
import { reviewerOf, type TelegramBot, tell } from './telegram-bot.ts'

/**
 * A person puts priced media on the menu by sending them with "/sell 250 Beach set" under them: a file belongs to the bot that it
 * was given to. False when the message is nothing of the kind.
 */
export async function giveMedia(
  deps: Deps,
  bot: TelegramBot,
  { command, message }: { command: string | undefined; message: Message },
): Promise<boolean> {
  const { chat, from, media_group_id: album } = message
  const file = fileIn(message)
  if (command !== 'sell' && !(album && file && !message.caption)) return false
  const actor = await reviewerOf(deps, bot, from)
  if (!actor) return false
  const language = languageOf(from?.language_code)
  const answer = (text: string) => tell(deps, bot, { chatId: chat.id, replyTo: message.message_id }, text)
  const given = { tenantId: bot.tenantId, creatorId: bot.creatorId, botId: bot.client.botId, actor }
  if (command !== 'sell') {
    const kept = album && file && bot.hearsFans && (await addToAlbum(deps, { ...given, file, album }))
    if (!kept) return false
    answer(kept === 'full' ? say(language, 'sell.full', { count: MOST_FILES }) : sayKept(language, kept))
    return true
  }
  if (!bot.hearsFans) {
    answer(say(language, 'sell.other-bot', { bot: bot.settings.username ?? '' }))
    return true
  }
  if (!can(actor.role, 'settings.edit')) {
    answer(say(language, 'sell.not-allowed'))
    return true
  }
  const [, price = '', title = ''] = /^\/sell(?:@\w+)?\s+(\d{1,6})\s+(\S[\s\S]*)$/i.exec(message.caption ?? '') ?? []
  const stars = Number(price)
  if (!file || title.trim().length > 120 || title.trim() === '' || stars < 1 || stars > MOST_STARS) {
    answer(say(language, 'sell.how', { most: MOST_STARS }))
    return true
  }
  answer(sayKept(language, await keepMedia(deps, { ...given, file, title: title.trim(), stars, album })))
  return true
}

/** The best picture there is, or the video. */
function fileIn({ photo, video }: Message): PaidFile | undefined {
  const best = photo?.at(-1)
  if (best) return { kind: 'photo', reference: best.file_id }
  return video ? { kind: 'video', reference: video.file_id } : undefined
}

const sayKept = (language: Language, { title, stars, files }: KeptMedia) =>
  say(language, 'sell.kept', { title, stars, count: sayCount(language, countOf(files)) })
