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
  events: Record<string, Mapping | { becomes: 'nothing'; because: string }>
}

/** Where a value stands: the first path that leads to something counts. A pattern takes its first group. */
export type Source = string | { path: string; pattern: RegExp }

export type Mapping =
  | {
      becomes: 'fan.message' | 'creator.message'
      id: Source[]
      fan: Source[]
      name: Source[]
      html: Source[]
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
      because: 'Tips and unlocked messages come as events of their own; counted here too, each would count twice.',
    },
    'subscriptions.new': { becomes: 'nothing', because: 'It names no price, so there is nothing to keep of it.' },
    'subscriptions.renewed': { becomes: 'nothing', because: 'It names no price, so there is nothing to keep of it.' },
  },
}

/** Read like the other, but for its money. */
const FANSLY: Preset = {
  ...ONLYFANS,
  name: 'onlyfansapi-fansly',
  title: 'OnlyFansAPI.com (Fansly)',
  money: 'thousandths',
}

/** All that can be chosen, each off until a person chooses it for a connection. */
export const PRESETS: readonly Preset[] = [ONLYFANS, FANSLY]

export const presetOf = (name: string): Preset | undefined => PRESETS.find((preset) => preset.name === name)
