import { type ChatMessage, type FakeBot, type FakeBusiness, type FakeTelegram, Refusal } from './fake-telegram.ts'
import { asTelegram, nextMessageId } from './fake-telegram-methods.ts'
import type { Person } from './fake-telegram-people.ts'

const DAY_MS = 24 * 3_600_000

/** The connection as an update or an answer carries it. */
export function asBusinessConnection(fake: FakeTelegram, { id, ownerId, isEnabled, canReply, date }: FakeBusiness) {
  return {
    id,
    user: fake.people.get(ownerId),
    user_chat_id: ownerId,
    date,
    is_enabled: isEnabled,
    ...(isEnabled ? { rights: { can_read_messages: true, ...(canReply ? { can_reply: true } : {}) } } : {}),
  }
}

/**
 * The connection that a call names, when it may be used so; undefined when it names none.
 * @param chatId where something is to be sent: only within 24 hours of a message of that person
 */
export function businessFor(
  fake: FakeTelegram,
  bot: FakeBot,
  connectionId: unknown,
  chatId?: number,
): FakeBusiness | undefined {
  if (connectionId === undefined) return undefined
  const business = fake.businesses.get(String(connectionId))
  if (business?.bot !== bot) throw new Refusal(400, 'Bad Request: BUSINESS_CONNECTION_INVALID')
  if (chatId === undefined) return business
  if (!business.isEnabled) throw new Refusal(400, 'Bad Request: BUSINESS_CONNECTION_INVALID')
  if (!business.canReply) throw new Refusal(403, 'Forbidden: BUSINESS_CONNECTION_NOT_ALLOWED')
  const heardAt = business.heardAt.get(chatId)
  if (heardAt === undefined) throw new Refusal(400, 'Bad Request: BUSINESS_PEER_INVALID')
  if (fake.now() - heardAt > DAY_MS) throw new Refusal(400, 'Bad Request: BUSINESS_PEER_USAGE_MISSING')
  return business
}

/** What a bot sent for an account comes back to it as that account's message. */
export function echoBusiness(fake: FakeTelegram, { id, bot, ownerId }: FakeBusiness, message: ChatMessage): void {
  fake.push(bot, {
    business_message: {
      ...asTelegram(fake, { ...message, fromId: ownerId }),
      business_connection_id: id,
      sender_business_bot: { id: bot.id, is_bot: true, first_name: 'Nova', username: bot.username },
    },
  })
}

let connections = 0

/** Somebody's own account with the bot connected to it, as its owner and their chat partners use it. */
export function businessAccount(fake: FakeTelegram, bot: FakeBot, owner: Person) {
  let business: FakeBusiness | undefined
  const here = (): FakeBusiness => {
    if (!business) throw new Error(`${owner.name} has not connected the bot yet.`)
    return business
  }
  const tell = async (update: Record<string, unknown>) => {
    const updateId = fake.push(bot, update)
    await fake.confirmed(bot, updateId)
    return updateId
  }
  const tellConnection = () => tell({ business_connection: asBusinessConnection(fake, here()) })
  const write = async (from: Person, fan: Person, content: Record<string, unknown>) => {
    const kept: ChatMessage = {
      chatId: fan.id,
      messageId: nextMessageId(fake, fan.id),
      fromBot: false,
      fromId: from.id,
      at: fake.now(),
      text: String(content.text ?? content.caption ?? ''),
      entities: [],
      buttons: [],
      previewOff: false,
      replyTo: undefined,
      before: [],
      business: here().id,
    }
    fake.messages.push(kept)
    await tell({ business_message: inAccount(kept, fan, content) })
    return kept
  }
  const inAccount = (kept: ChatMessage, fan: Person, content: Record<string, unknown> = {}) => ({
    ...asTelegram(fake, kept),
    chat: { id: fan.id, type: 'private', first_name: fan.name },
    business_connection_id: here().id,
    ...content,
  })

  return {
    get id() {
      return here().id
    },
    /** Connects the bot; again after a disconnection, with an id of its own. */
    async connect({ canReply = true, isTold = true } = {}) {
      connections += 1
      const id = `bc_${connections}AbC`
      const heardAt = business?.heardAt ?? new Map<number, number>()
      business = {
        id,
        bot,
        ownerId: owner.id,
        isEnabled: true,
        canReply,
        date: Math.floor(fake.now() / 1_000),
        heardAt,
      }
      fake.businesses.set(id, business)
      if (isTold) await tellConnection()
    },
    /** @param isTold left out when the bot is to find out by itself */
    async disconnect({ isTold = true } = {}) {
      here().isEnabled = false
      if (isTold) await tellConnection()
    },
    async mayReply(canReply: boolean) {
      here().canReply = canReply
      await tellConnection()
    },
    /** A fan writes to the owner. */
    fanWrites(fan: Person, text: string, more: Record<string, unknown> = {}) {
      here().heardAt.set(fan.id, fake.now())
      return write(fan, fan, { text, ...more })
    },
    /** The owner writes to a fan, by hand unless `more` says otherwise. */
    ownerWrites: (fan: Person, text: string, more: Record<string, unknown> = {}) =>
      write(owner, fan, { text, ...more }),
    async edits(fan: Person, kept: ChatMessage, text: string) {
      kept.before.push(kept.text)
      kept.text = text
      const editedAt = Math.floor(fake.now() / 1_000)
      await tell({ edited_business_message: { ...inAccount(kept, fan), text, edit_date: editedAt } })
    },
    async deletes(fan: Person, ...kept: ChatMessage[]) {
      for (const message of kept) fake.messages.splice(fake.messages.indexOf(message), 1)
      await tell({
        deleted_business_messages: {
          business_connection_id: here().id,
          chat: { id: fan.id, type: 'private', first_name: fan.name },
          message_ids: kept.map(({ messageId }) => messageId),
        },
      })
    },
  }
}
