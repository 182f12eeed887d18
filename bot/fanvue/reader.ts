import { z } from 'zod'
import type { AccountThere, Asked, ChatThere, Platform, SaidThere } from '../../core/platforms/platform.ts'
import type { FanvueApi } from './fanvue-api.ts'
import { FANVUE_LIMITS } from './limits.ts'

const PAGE_SIZE = 50
/** What may be read in a minute. */
const MOST_PAGES = FANVUE_LIMITS.reading.most

const Moment = z
  .string()
  .refine((text) => !Number.isNaN(Date.parse(text)))
  .transform((text) => new Date(text))
const Person = z.object({ uuid: z.string().min(1), handle: z.string().nullish(), displayName: z.string().nullish() })
const Paging = z.object({ hasMore: z.boolean().default(false) }).default({ hasMore: false })
const Me = Person
const Chats = z.object({
  data: z.array(
    z.object({
      user: Person.extend({ nickname: z.string().nullish() }),
      lastMessageAt: Moment.nullish(),
    }),
  ),
  pagination: Paging,
})
const Message = z.object({
  uuid: z.string().min(1),
  text: z.string().nullish(),
  sentAt: Moment.nullish(),
  sender: Person,
  type: z.string().default(''),
  mediaType: z.string().nullish(),
  hasMedia: z.boolean().nullish(),
  mediaUuids: z.array(z.string()).nullish(),
})
const Messages = z.object({ data: z.array(Message), pagination: Paging })

/** What Fanvue sends by itself on a creator's behalf: history, but nobody's answer. */
const AUTOMATIC = /^(AUTOMATED_|BROADCAST$|GHOST_PROMOTION$|MARKETING_)/
/** Lines in a chat that nobody wrote; what they tell comes as an event of its own. */
const NOT_SAID = /^(VOICE_CALL|LOCKED_MESSAGE_UNLOCKED)$/

/** Reads Fanvue's chats, page by page, newest first as it gives them, back to a moment. */
export function createReader(api: FanvueApi): Pick<Platform, 'me' | 'chatsSince' | 'saidSince'> {
  return {
    async me(asking) {
      const me = await api({ ...asking, path: '/users/me', shape: Me })
      if (me.kind !== 'ok') return me
      const { uuid: id, handle, displayName } = me.value
      const value: AccountThere = { id, handle: handle ?? id, name: displayName ?? handle ?? id }
      return { kind: 'ok', value }
    },

    async chatsSince({ since, ...asking }) {
      const found: ChatThere[] = []
      for (let page = 1; page <= MOST_PAGES; page += 1) {
        const query = { page: String(page), size: String(PAGE_SIZE), sortBy: 'most_recent_messages' }
        const chats = await api({ ...asking, path: '/chats', query, shape: Chats })
        if (chats.kind !== 'ok') return chats
        for (const { user, lastMessageAt } of chats.value.data) {
          if (!lastMessageAt || lastMessageAt < since) continue
          found.push({ address: user.uuid, fanName: user.displayName ?? user.handle ?? '', lastMessageAt })
        }
        const oldest = chats.value.data.at(-1)?.lastMessageAt
        if (!chats.value.pagination.hasMore || !oldest || oldest < since) return { kind: 'ok', value: found }
      }
      return TOO_MUCH
    },

    async saidSince({ since, address, accountId, ...asking }): Promise<Asked<SaidThere[]>> {
      const found = new Map<string, SaidThere>()
      const path = `/chats/${encodeURIComponent(address)}/messages`
      let newer: Date | undefined
      for (let page = 1; page <= MOST_PAGES; page += 1) {
        // Whether somebody has read it is for people to say.
        const query = { page: String(page), size: String(PAGE_SIZE), markAsRead: 'false' }
        const messages = await api({ ...asking, path, query, shape: Messages })
        if (messages.kind !== 'ok') return messages
        for (const [index, message] of messages.value.data.entries()) {
          const sentAt = momentOf(messages.value.data, index, { newer, since })
          newer = sentAt
          if (sentAt < since || NOT_SAID.test(message.type)) continue
          const said = toSaid(message, sentAt, accountId)
          // While we turn pages somebody may write, and the last of a page comes again.
          if (said) found.set(said.externalId, said)
        }
        const isEmpty = messages.value.data.length === 0
        if (!messages.value.pagination.hasMore || isEmpty || (newer && newer < since)) {
          return { kind: 'ok', value: inOrder(found) }
        }
      }
      return TOO_MUCH
    },
  }
}

/** Half a reading would leave a hole that nobody sees. */
const TOO_MUCH = {
  kind: 'later',
  afterMs: 60_000,
  problem: 'There is more new on Fanvue than can be read in a minute.',
  wholeAccount: false,
} as const

/** Oldest first; of one moment the newer ones stood before the older. */
const inOrder = (found: Map<string, SaidThere>) =>
  [...found.values()].toReversed().toSorted((a, b) => a.sentAt.getTime() - b.sentAt.getTime())

/** When it was said. One without a time stands between its neighbours: it is as old as the newer one, else as the older. */
function momentOf(
  page: z.infer<typeof Message>[],
  index: number,
  { newer, since }: { newer: Date | undefined; since: Date },
): Date {
  const told = page[index]?.sentAt ?? newer
  if (told) return told
  const older = page.slice(index).find(({ sentAt }) => sentAt)?.sentAt
  return older && older > since ? older : since
}

function toSaid(message: z.infer<typeof Message>, sentAt: Date, accountId: string): SaidThere | undefined {
  const { uuid, text, sender, type, mediaType, mediaUuids } = message
  const body = text ?? ''
  // Where Fanvue names no media of their own, the message is where they are.
  const references = mediaUuids?.length ? mediaUuids : message.hasMedia || mediaType ? [uuid] : []
  const media = references.slice(0, 20).map((reference) => ({ kind: mediaKind(mediaType), reference }))
  if (body === '' && media.length === 0) return undefined
  const by = sender.uuid === accountId ? 'creator' : 'fan'
  // Hers without a time has not been sent.
  if (by === 'creator' && !message.sentAt) return undefined
  const fanName = by === 'fan' ? (sender.displayName ?? sender.handle ?? '') : ''
  return { externalId: uuid, by, isAutomatic: AUTOMATIC.test(type), fanName, body, media, sentAt }
}

/** Kept by Fanvue's own reference; its addresses for reading are short-lived. */
function mediaKind(mediaType: string | null | undefined): SaidThere['media'][number]['kind'] {
  switch (mediaType) {
    case 'image':
      return 'photo'
    case 'video':
    case 'audio':
    case 'document':
      return mediaType
    default:
      return 'other'
  }
}
