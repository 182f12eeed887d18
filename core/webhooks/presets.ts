import type { WhyUnused } from './why-unused.ts'

/** How a partner's envelope is read, as data: no preset has code of its own. */
export interface Preset {
  name: string
  /** For people. */
  title: string
  signing: { signatureHeader: string; idHeader: string }
  /** Where the name of the event, and what it is about, stand in the body. */
  event: string
  payload: string
  /** What one unit of money is there: dollars, cents or thousandths of a dollar. */
  money: 'major' | 'minor' | 'thousandths'
  currency: 'USD' | 'EUR'
  /** By the partner's name of the event. */
  events: Record<string, Mapping | { becomes: 'nothing'; because: WhyUnused }>
}

/** Where a value stands: the first path that leads to something counts. A pattern takes its first group. */
export type Source = string | { path: string; pattern: RegExp }

export type Mapping =
  | {
      becomes: 'fan.message' | 'creator.message'
      id: Source[]
      fan: Source[]
      name: Source[]
      /** Text comes as HTML there, or as it is. */
      html?: Source[]
      text?: Source[]
      at: Source[]
    }
  | { becomes: 'fan.message.deleted'; id: Source[]; fan: Source[] }
  | {
      becomes: 'fan.purchase'
      id: Source[]
      fan: Source[]
      title: string
      category: string
      amount: Source[]
      at: Source[]
    }

/** In notices the number beside the payload's own is the creator's: only what stands in `user` is the fan's. */
const FAN_OF_NOTICE: Source[] = ['user.id']
/** A notice of an unlocked message may come without a user; the link to the chat names them then. */
const FAN_OF_LINK: Source = { path: 'replacePairs.{MESSAGE_LINK}', pattern: /\/chats?\/chat\/(\d{1,30})/ }

const ONLYFANS: Preset = {
  name: 'onlyfansapi-onlyfans',
  title: 'OnlyFansAPI.com (OnlyFans)',
  signing: { signatureHeader: 'signature', idHeader: 'x-ofapi-idempotency-key' },
  event: 'event',
  payload: 'payload',
  money: 'major',
  currency: 'USD',
  events: {
    'messages.received': {
      becomes: 'fan.message',
      id: ['id'],
      fan: ['fromUser.id'],
      name: ['fromUser.name', 'fromUser.username'],
      html: ['text'],
      at: ['createdAt'],
    },
    'messages.sent': {
      becomes: 'creator.message',
      id: ['id'],
      // The sender is the creator: the fan is who it went to.
      fan: ['toUser.id', 'withUser.id', 'chat.id', 'chat_id'],
      name: ['toUser.name', 'withUser.name'],
      html: ['text'],
      at: ['createdAt'],
    },
    'messages.deleted': {
      becomes: 'fan.message.deleted',
      id: ['id', 'message_id'],
      fan: ['fromUser.id', 'user.id', 'chat_id'],
    },
    'messages.ppv.unlocked': {
      becomes: 'fan.purchase',
      id: ['id'],
      fan: [...FAN_OF_NOTICE, FAN_OF_LINK],
      title: 'Unlocked message',
      category: 'other',
      amount: [{ path: 'replacePairs.{AMOUNT}', pattern: /(\d[\d,]*(?:\.\d+)?)/ }, 'amountGross', 'amount'],
      at: ['createdAt'],
    },
    'tips.received': {
      becomes: 'fan.purchase',
      id: ['id'],
      fan: FAN_OF_NOTICE,
      title: 'Tip',
      category: 'tip',
      amount: ['amountGross', 'amount'],
      at: ['createdAt'],
    },
    'transactions.new': {
      becomes: 'nothing',
      because: 'sales-apart',
    },
    'subscriptions.new': { becomes: 'nothing', because: 'no-price' },
    'subscriptions.renewed': { becomes: 'nothing', because: 'no-price' },
  },
}

/** The same envelope around what Fansly itself says: names of its own, plain text, thousandths of a dollar. */
const FANSLY: Preset = {
  ...ONLYFANS,
  name: 'onlyfansapi-fansly',
  title: 'OnlyFansAPI.com (Fansly)',
  money: 'thousandths',
  events: {
    'fansly.messages.received': {
      becomes: 'fan.message',
      id: ['id'],
      fan: ['senderId', 'sender.id'],
      name: ['sender.displayName', 'sender.username'],
      text: ['content'],
      at: ['createdAt'],
    },
    'fansly.messages.sent': {
      becomes: 'creator.message',
      id: ['id'],
      // The sender is the creator: the fan is who it went to.
      fan: ['recipientId', 'recipient.id', 'fanId'],
      name: ['recipient.displayName', 'recipient.username'],
      text: ['content'],
      at: ['createdAt'],
    },
    'fansly.messages.deleted': { becomes: 'fan.message.deleted', id: ['id', 'messageId'], fan: ['senderId', 'fanId'] },
    'fansly.tips.received': {
      becomes: 'fan.purchase',
      id: ['id'],
      fan: ['fanId', 'senderId', 'sender.id', ...FAN_OF_NOTICE],
      title: 'Tip',
      category: 'tip',
      amount: ['amount', 'amountGross'],
      at: ['createdAt'],
    },
    'fansly.transactions.new': {
      becomes: 'nothing',
      because: 'tips-apart',
    },
    'fansly.subscriptions.new': {
      becomes: 'nothing',
      because: 'no-price',
    },
    // As the service's general list names them, and as they came before.
    ...ONLYFANS.events,
  },
}

/** All that can be chosen, each off until a person chooses it for a connection. */
export const PRESETS: readonly Preset[] = [ONLYFANS, FANSLY]

export const presetOf = (name: string): Preset | undefined => PRESETS.find((preset) => preset.name === name)
