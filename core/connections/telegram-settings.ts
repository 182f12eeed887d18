import { z } from 'zod'

const Token = z
  .string()
  .trim()
  .regex(/^\d{3,20}:[\w-]{20,}$/, 'does not look like a token of @BotFather, such as 7000001:AAE…')

/** What people set of a creator's Telegram connection. */
export const TelegramWishes = z.object({
  /** The bot that fans write to. */
  token: Token,
  /** A second bot for the people who decide; without it the fans' bot does both. */
  reviewToken: Token.optional(),
  /** Where cards stand, several with commas between; without it in each reviewer's own chat with the bot. */
  reviewChatId: z
    .string()
    .trim()
    .regex(
      /^-?\d{1,20}(?:\s*[,;]\s*-?\d{1,20}){0,9}$/,
      'is the number that /id shows in that chat, or up to ten with commas between',
    )
    .optional(),
  /** Updates come by webhook when this is set, else they are asked for. */
  webhookSecret: z
    .string()
    .regex(/^[\w-]{1,256}$/, 'has 1 to 256 of A-Z a-z 0-9 _ -')
    .optional(),
  /** Another Bot API server than Telegram's own. */
  apiRoot: z.url({ protocol: /^https?$/, message: 'is an address with http:// or https://' }).optional(),
})

/** What is stored of it, sealed with the tenant's key. */
export const TelegramSettings = TelegramWishes.extend({
  /** Names of the bots as Telegram told them, for links. */
  username: z.string().optional(),
  reviewUsername: z.string().optional(),
})
export type TelegramSettings = z.infer<typeof TelegramSettings>

/** Undefined when what is stored was made by another version and no longer fits. */
export function telegramSettingsOf(stored: unknown): TelegramSettings | undefined {
  const parsed = TelegramSettings.safeParse(stored)
  return parsed.success ? parsed.data : undefined
}

/** Chats in which each card stands; none: in the reviewers' own. */
export const reviewGroups = ({ reviewChatId }: Pick<TelegramSettings, 'reviewChatId'>): string[] => [
  ...new Set((reviewChatId ?? '').split(/[\s,;]+/).filter(Boolean)),
]

/** The link by which an invitation is handed over. Undefined until the bot's name is known. */
export function inviteLink(
  { username, reviewUsername, reviewToken }: TelegramSettings,
  token: string,
): string | undefined {
  const bot = reviewToken ? reviewUsername : username
  return bot && `https://t.me/${bot}?start=join_${token}`
}
