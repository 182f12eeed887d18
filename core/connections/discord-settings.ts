import { z } from 'zod'

/** Discord's ids are numbers of 17 to 20 digits, kept as text: they are larger than a number holds exactly. */
export const DiscordId = z
  .string()
  .trim()
  .regex(/^\d{15,20}$/, 'is the number that Discord copies for you with “Copy ID” (Settings, Advanced, Developer Mode)')

/** What people set of a creator's Discord connection. */
export const DiscordWishes = z.object({
  /** Of the bot that fans write to, and that shows the cards. */
  token: z
    .string()
    .trim()
    .regex(
      /^[\w-]{15,50}\.[\w-]{4,12}\.[\w-]{20,80}$/,
      'does not look like a token of the Bot page, such as MTA1….Gh….Xy…',
    ),
  applicationId: DiscordId.optional(),
  /** With it signed requests of Discord are believed, and taps may come by HTTP. */
  publicKey: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^[0-9a-f]{64}$/, 'has 64 of 0-9 a-f, on the General Information page')
    .optional(),
  /** The channel in which cards stand. */
  reviewChannelId: DiscordId.optional(),
  /** A thread for each fan below that channel; a forum has them anyway. */
  threadPerFan: z.boolean().optional(),
  /** Another server than Discord's own. */
  apiRoot: z.url({ protocol: /^https?$/, message: 'is an address with http:// or https://' }).optional(),
})

/** What is stored of it, sealed with the tenant's key. */
export const DiscordSettings = DiscordWishes.extend({
  /** The bot's name and id as Discord told them. */
  username: z.string().optional(),
  botId: z.string().optional(),
  /** When a person last saved it: the bot is tried again then. */
  savedAt: z.string().optional(),
  /** Discord's number of what the review channel is. */
  reviewChannelType: z.number().optional(),
})
export type DiscordSettings = z.infer<typeof DiscordSettings>

/** Undefined when what is stored was made by another version and no longer fits. */
export function discordSettingsOf(stored: unknown): DiscordSettings | undefined {
  const parsed = DiscordSettings.safeParse(stored)
  return parsed.success ? parsed.data : undefined
}
