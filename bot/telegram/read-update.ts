import type { Update } from '@grammyjs/types'
import { z } from 'zod'

const Id = z.number().int()
const Person = z.looseObject({ id: Id, is_bot: z.boolean().optional(), first_name: z.string().optional() })
const Chat = z.looseObject({ id: Id, type: z.string() })
const Said = z.looseObject({
  message_id: Id,
  date: z.number(),
  edit_date: z.number().optional(),
  chat: Chat,
  from: Person.optional(),
  text: z.string().optional(),
  caption: z.string().optional(),
  reply_to_message: z.looseObject({ message_id: Id }).optional(),
  business_connection_id: z.string().max(200).optional(),
  sender_business_bot: z.looseObject({ id: Id }).optional(),
  is_from_offline: z.boolean().optional(),
  migrate_to_chat_id: Id.optional(),
  migrate_from_chat_id: Id.optional(),
  refunded_payment: z.looseObject({ invoice_payload: z.string() }).optional(),
})

/** The parts of an update that we act on, as Telegram documents them. Everything else may be there and is let through. */
const Known = z.looseObject({
  update_id: Id,
  message: Said.optional(),
  edited_message: Said.optional(),
  callback_query: z
    .looseObject({
      id: z.string(),
      from: Person,
      message: z.looseObject({ message_id: Id, chat: Chat }).optional(),
      data: z.string().optional(),
    })
    .optional(),
  business_connection: z
    .looseObject({
      id: z.string().min(1).max(200),
      user: Person,
      date: z.number(),
      is_enabled: z.boolean(),
      rights: z.looseObject({ can_reply: z.boolean().optional() }).optional(),
    })
    .optional(),
  business_message: Said.optional(),
  edited_business_message: Said.optional(),
  deleted_business_messages: z
    .looseObject({ business_connection_id: z.string().max(200), chat: Chat, message_ids: z.array(Id).max(1_000) })
    .optional(),
  purchased_paid_media: z.looseObject({ from: Person, paid_media_payload: z.string().max(1_000) }).optional(),
  my_chat_member: z.looseObject({ chat: Chat, new_chat_member: z.looseObject({ status: z.string() }) }).optional(),
})

/** Undefined when it is not shaped as Telegram says. Told again it would be no better, so it is acknowledged all the same. */
export function readUpdate(raw: unknown): Update | undefined {
  const parsed = Known.safeParse(raw)
  return parsed.success ? (parsed.data as unknown as Update) : undefined
}
