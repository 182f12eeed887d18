import type { Tokens } from '../../db/platform-accounts.ts'
import type { Channel } from '../deps.ts'
import type { InboundMessage } from '../inbound/inbound-message.ts'

export type { Tokens }

/** What an operator registered at a platform: whoever signs in gives it leave to act for them. */
export interface PlatformApp {
  clientId: string
  clientSecret: string
  /** Signs what the platform brings; without it nothing is taken, and news are asked for. */
  webhookSecret?: string | undefined
}

/** How asking a platform went. */
export type Asked<T> =
  | { kind: 'ok'; value: T }
  /** Not done; it asks for patience, or could not be reached. */
  | { kind: 'later'; afterMs: number; problem: string; wholeAccount: boolean }
  /** Not done; it does not take this token. */
  | { kind: 'signed-out'; problem: string }
  /** Not done, and will not be. @see unreachable: this fan cannot be written to any more */
  | { kind: 'refused'; problem: string; unreachable?: boolean }
  /** Perhaps done. */
  | { kind: 'unknown'; problem: string }

export interface SignedIn {
  tokens: Tokens
  expiresAt: Date
}

export type Renewed =
  | ({ kind: 'renewed' } & SignedIn)
  /** For good: a person has to sign in again. */
  | { kind: 'ended'; problem: string }
  /** @see isSpent: the platform may have taken the token, and its answer got lost */
  | { kind: 'later'; problem: string; isSpent: boolean }

export interface AccountThere {
  id: string
  handle: string
  name: string
}

/** Something said in a chat there, by either side. */
export interface SaidThere {
  externalId: string
  by: 'fan' | 'creator'
  /** Sent by a machine there, a greeting for a new subscriber for instance. */
  isAutomatic: boolean
  fanName: string
  body: string
  media: InboundMessage['media']
  sentAt: Date
}

export interface ChatThere {
  address: string
  fanName: string
  lastMessageAt: Date
}

interface Asking {
  token: string
  /** One account's requests are counted together. */
  connectionId: string
  signal?: AbortSignal
}

/** A platform that a creator connects by signing in there, and that can be asked what was said. */
export interface Platform {
  readonly channel: Channel
  /** As people call it. */
  readonly name: string
  /** The longest text of one message, in UTF-16 units. */
  readonly longestText: number
  /** The app that the environment names, for connections without one of their own. */
  readonly environmentApp: PlatformApp | undefined
  /** Where people reach us from outside, when the environment says so. */
  readonly publicUrl: string | undefined
  /** @returns where the browser goes, and what only we may know until it comes back */
  beginSignIn(app: PlatformApp, redirectUri: string): Promise<{ url: string; state: string; verifier: string }>
  /** @param answer what the platform sent the browser back with */
  finishSignIn(
    app: PlatformApp,
    back: { answer: Record<string, string>; state: string; verifier: string; redirectUri: string },
  ): Promise<Asked<SignedIn>>
  renew(app: PlatformApp, refreshToken: string): Promise<Renewed>
  /** Best effort: what cannot be revoked runs out by itself. False when it was not confirmed. */
  revoke(app: PlatformApp, tokens: Tokens): Promise<boolean>
  me(asking: Asking): Promise<Asked<AccountThere>>
  /** Chats with something said at or after `since`, by the platform's clock. */
  chatsSince(asking: Asking & { since: Date }): Promise<Asked<ChatThere[]>>
  /** What was said at or after `since`, oldest first. */
  saidSince(asking: Asking & { address: string; accountId: string; since: Date }): Promise<Asked<SaidThere[]>>
}

export interface PlatformSource {
  platformOn(channel: Channel): Platform | undefined
}
