import type { ChatMessage } from './fake-telegram.ts'
import type { Person } from './fake-telegram-people.ts'
import { type TeamMember, teamMember } from './team-member.ts'
import { createTelegramWorld, type TelegramWorld } from './telegram-world.ts'

/** Ana is a chatter, at the console and on Telegram; Mia wrote. */
export async function anaOnTwoDesks() {
  const t = await createTelegramWorld()
  const ana = await teamMember(t.world, 'Ana Diaz')
  const phone = t.person('anouk')
  await brings(t, ana, phone)
  const mia = t.person('Mia')
  const card = await t.fanWrites(mia, 'hi')
  const [draft] = await t.drafts()
  return { t, ana, phone, mia, card, draftId: draft?.id ?? '' }
}

/** Opens a link in Telegram. @returns what is asked there */
export async function opens(t: TelegramWorld, link: string, phone: Person): Promise<ChatMessage> {
  const before = t.fake.messages.length
  await phone.writes(t.bot, `/start ${/join_.*/.exec(link)?.[0]}`)
  return t.fake.until(() => t.fake.messages.slice(before).find(({ chatId, fromBot }) => chatId === phone.id && fromBot))
}

export const ownLink = async (t: TelegramWorld, { api }: TeamMember): Promise<string> =>
  (await api.data('POST', `/creators/${t.creatorId}/telegram/invites`, { forMe: true })).link

/** Makes one's own chat account known. @returns what is said after the tap */
export async function brings(t: TelegramWorld, who: TeamMember, phone: Person): Promise<string> {
  return phone.taps(t.bot, await opens(t, await ownLink(t, who), phone), 'Yes, I am')
}

export const accounts = async ({ api }: TeamMember) => (await api.data('GET', '/chat-accounts')).accounts
