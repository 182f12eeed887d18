import type { LanguageModel } from 'ai'
import type { CreatorRow } from '../db/creators.ts'
import type { Scope, Store } from '../db/db.ts'
import type { Media } from '../db/messages.ts'
import type { ReviewCard } from './approval/review-card.ts'
import type { BreakerState, CircuitBreaker } from './draft/circuit-breaker.ts'
import type { ModelSetting } from './draft/model-settings.ts'
import type { PaidMedia } from './paid-media/paid-media.ts'
import type { PlatformSource } from './platforms/platform.ts'

/** What the core asks of the world. Each verb names the part it uses: `Pick<Deps, 'store' | 'now'>`. */
export interface Deps {
  store: Store
  now: () => Date
  /** Milliseconds that only ever go forward, whatever is done to the clock. This process's own, when left out. */
  steady?: () => number
  /** Something became due at this time: the timer may sleep no longer than that. */
  wake: (at: Date) => void
  connectors: ConnectorSource
  desks: DeskSource
  models: ModelSource
  /** Only where the installation has one. Recall works without, and goes on when it fails. */
  embedder?: Embedder
  cache: Cache
  events: Events
  log: Log
  ledger: ErasureLedger
  /** Platforms that a creator connects by signing in there; left out where there are none. */
  platforms?: PlatformSource
  /** Creators' own endpoints; left out where nothing is posted to them. */
  endpoints?: Endpoints
  /** Only where the installation has one. The rows are the queue without it, and behind it. */
  queue?: QueueTransport
  /** `off`: no window is kept by us; a platform that asks to wait is still obeyed. */
  sendLimits?: 'off'
}

/** Carries ids of deliveries between processes. Losing it, or what is in it, loses nothing. */
export interface QueueTransport {
  readonly name: string
  /** After the delivery was committed. Throws when the queue does not take it. */
  publish(due: { tenantId: string; deliveryId: string; notBefore: Date }): Promise<void>
}

/** `webhook` is a creator's own endpoint; on `manual` a person carries the words over. */
export type Channel = 'telegram' | 'discord' | 'fanvue' | 'webhook' | 'manual' | 'try-it' | 'replay'

/** Speaks to creators' own endpoints: signed, and never into anybody's private network. */
export interface Endpoints {
  /** Why nothing may be posted to this address, in words; undefined when it may. */
  refusal(url: string): Promise<string | undefined>
  /** @param letter `id` is the same for the same thing, always; each of `secrets` signs */
  post(letter: {
    url: string
    id: string
    body: string
    secrets: string[]
    signal: AbortSignal
    isInTime?: Part['isInTime']
  }): Promise<PostResult>
  /** Fetches what a creator's program offers at this address. @param own an address of hers that the operator let in */
  open(file: { url: string; own: string | undefined; signal: AbortSignal }): Promise<OpenResult>
}

export type PostResult =
  | { kind: 'answered'; code: number; body: string; retryAfterMs?: number }
  /** Surely nothing left. @see isForGood: the address itself may not be used */
  | { kind: 'not-left'; problem: string; isForGood: boolean }
  /** Nothing left: `isInTime` said no. */
  | { kind: 'too-late'; problem: string }
  /** Perhaps it arrived. */
  | { kind: 'lost'; problem: string }

/** What a connector can promise about sending the same thing twice. */
export type SendPromise =
  /** The platform keeps our key: sending again is harmless. */
  | 'idempotent'
  /** The platform keeps no key, but its chat can be read: after a lost answer `find` looks. */
  | 'lookup'
  /** The platform cannot be asked and keeps no key: after a lost answer only a person knows. */
  | 'blind'

export type SendResult =
  | { kind: 'sent'; externalId: string }
  /** Surely not sent; the platform or the network asks for patience. */
  | { kind: 'later'; afterMs: number; problem: string; wholeAccount: boolean }
  /** Surely not sent, and will not be. @see unreachable: plain words when nothing can reach this fan any more */
  | { kind: 'refused'; problem: string; unreachable?: string }
  /** Perhaps sent. */
  | { kind: 'unknown'; problem: string }
  /** Nothing left, and nothing will by itself: a person carries these words over and says so. */
  | { kind: 'by-hand' }
  /** Nothing left: this process stood still for so long that its leave is over. */
  | { kind: 'too-late' }

/** What became of a part whose answer was lost, as the platform's own chat shows it. */
export type FindResult =
  /** @see externalIds: every message of ours there that it may be, oldest first; an earlier reply may have said the same */
  | { kind: 'found'; externalIds: string[] }
  /** The chat was read, and it is not there. */
  | { kind: 'absent' }
  /** The chat could not be read. */
  | { kind: 'later'; problem: string }

/** At most so many sends in any stretch of this length. */
export interface SendLimit {
  most: number
  windowMs: number
}

/** One message to a fan: a whole reply, or a part of a long one. */
export interface Part {
  address: string
  /** Empty only where media go by themselves. */
  text: string
  /** Media that a fan unlocks for Stars, with this text under them. @see payload: comes back with their payment */
  media?: PaidMedia & { payload: string }
  /** The same for the same part of the same reply, always. */
  key: string
  signal: AbortSignal
  /**
   * Asked as late as can be, where possible with the connection standing: what leaves later than this allows falls into another
   * minute than the one it was counted in.
   */
  isInTime?: () => boolean
}

/** Something that came with a message, for the platform that keeps it. */
export interface AskedMedia {
  /** The chat it stands in. */
  address: string
  media: Media
  /** Ends what is being read, too. */
  signal: AbortSignal
}

export type OpenResult =
  /** @see size: where the platform tells it */
  | { kind: 'open'; bytes: ReadableStream<Uint8Array>; size?: number | undefined }
  /** It will not come back. */
  | { kind: 'gone'; problem: string }
  /** More than the platform hands to programs. */
  | { kind: 'too-large'; problem: string }
  /** Of a kind, or in a place, that cannot be opened from here. */
  | { kind: 'not-here'; problem: string }
  /** It may be there another time. */
  | { kind: 'later'; problem: string }

/** Sends to a fan on one channel. Only `core/delivery/deliver-reply.ts` may call `send`: a test checks. */
export interface Connector {
  readonly channel: Channel
  readonly promise: SendPromise
  /** The longest text of one message, counted as the platform counts (UTF-16 units). */
  readonly longestText: number
  /** Where media can be sold in the chat: the longest text that goes under them. */
  readonly longestCaption?: number
  /** What the platform allows this account; else what `core/delivery/send-limits.ts` says of the channel. */
  readonly limit?: SendLimit
  /** Of an idempotent platform: how long it keeps a key. For ever, when left out. */
  readonly keepsKeyForMs?: number
  /** Of a platform that can be looked up: how long after a lost answer its chat tells the truth. 15 seconds, when left out. */
  readonly settlesAfterMs?: number
  /**
   * Does beforehand what may take a while, such as renewing a token: the account is counted from the claim, and between that and
   * the send little time may pass. What fails here `send` tells.
   */
  prepare?(): Promise<void>
  send(part: Part): Promise<SendResult>
  /** Looks into the platform's chat for a part that may have arrived. @param since when it was first tried */
  find?(part: Part & { since: Date }): Promise<FindResult>
  /** Opens what came with a message, where the platform hands it to programs. Its bytes are passed on and kept nowhere. */
  open?(asked: AskedMedia): Promise<OpenResult>
}

export interface ConnectorSource {
  connectorFor(of: { tenantId: string; creatorId: string; channel: Channel }): Promise<Connector | undefined>
}

export type ShowResult =
  | { kind: 'shown'; externalIds: string[]; hash: string }
  /** Not now. @see externalIds: what stands there already of a card that was half drawn */
  | { kind: 'later'; afterMs: number; problem: string; externalIds?: string[]; hash?: string }
  /** The chat or message is gone, or nobody may write there: this card will not be shown again. */
  | { kind: 'gone'; problem: string }

export type EraseResult =
  /** Nothing of the card can be read there any more. */
  | { kind: 'erased' }
  | { kind: 'later'; afterMs: number; problem: string }
  /** Nobody of ours may write there any more. */
  | { kind: 'out-of-reach'; problem: string }

/** A place in a chat app where review cards stand. */
export interface ReviewDesk {
  readonly name: 'telegram' | 'discord'
  readonly places: string[]
  /** Draws the card, new or in place of what `before` says stands there. */
  show(card: ReviewCard, before: { place: string; externalIds: string[]; hash: string | null }): Promise<ShowResult>
  /** Takes the messages of a card away; what the platform does not let go of loses its words. Doing it again changes nothing. @see topicId: the fan's own topic there, which goes with all that was written in it */
  erase(card: { place: string; externalIds: string[]; topicId?: string }): Promise<EraseResult>
}

export interface DeskSource {
  desksFor(of: { tenantId: string; creatorId: string }): Promise<ReviewDesk[]>
}

/** One language model that a creator uses, in the AI SDK's own type. */
export interface ModelChoice {
  provider: string
  modelId: string
  model: LanguageModel
  timeoutMs: number
  /** It runs on the creator's own machines: what it reads goes to nobody else. */
  isLocal?: boolean
  /** Where it runs, when the provider's name alone does not say it. */
  heldAt?: string
  /** Lives as long as the process, so that one draft's failures spare the next one the wait. */
  breaker: CircuitBreaker
  /** Takes a JSON schema; when it does not, its words are read as they come. */
  canFollowSchema: boolean
  /** A person said that it may read messages for facts, too. */
  learnsFacts?: boolean
  /** The first wait before asking again; a second unless told otherwise. */
  firstWaitMs?: number
}

export interface ModelSource {
  /** In order of preference; empty when none is set up. The offline drafter comes after them and is not listed. */
  modelsFor(scope: Scope, creator: CreatorRow): Promise<ModelChoice[]>
  /** Every model that this process has asked, and whether it is left alone for a while. */
  breakers?(now: Date): { provider: string; modelId: string; state: BreakerState }[]
  /** A model that is being set up, to try it before it is stored. */
  choiceFor(setting: ModelSetting): ModelChoice
}

/** Turns texts into numbers that lie close together when the texts mean nearly the same. */
export interface Embedder {
  /** Model and place: what another one made cannot be compared. */
  name: string
  /** One list of numbers a text, all equally long. Throws when the server does not give that, or the signal ends it. */
  embed(texts: string[], signal: AbortSignal): Promise<number[][]>
  breaker: CircuitBreaker
  /** It runs on this machine. */
  isLocal?: boolean
}

/** May forget at any time, may fail at any time; values are sealed before they get here. */
export interface Cache {
  get(key: string): Promise<Uint8Array | undefined>
  set(key: string, value: Uint8Array, seconds: number): Promise<void>
  delete(key: string): Promise<void>
}

/** Keeps signed lines about the record of accesses, where nobody who has the database can change them. */
export interface CheckpointKeeper {
  /** All that were kept, oldest first; empty where they cannot be read back. */
  lines(): Promise<string[]>
  keep(line: string): Promise<void>
}

/** Says to open consoles that something changed: ids, never words. */
export interface LiveEvent {
  /** `lease`: whoever has a draft open has it longer. `presence`: somebody came to look at a conversation, or left it. `resync`: something was missed, read everything again. */
  kind: 'draft' | 'message' | 'fan' | 'delivery' | 'health' | 'lease' | 'presence' | 'resync'
  id: string
  conversationId?: string
  fanId?: string
  /** Of a lease: when it ends by itself. */
  until?: string
}

export interface Events {
  publish(tenantId: string, event: LiveEvent): void
  subscribe(tenantId: string, listener: (event: LiveEvent) => void): () => void
}

/** What was erased, written down where a backup of the database does not reach. Lines are only ever added. */
export interface ErasureLedger {
  /** For people: the file, or why there is none. */
  readonly where: string
  add(line: string): Promise<void>
  lines(): Promise<string[]>
}

/** One line a stage, with ids and never a body. */
export interface Log {
  info(stage: string, ids: Record<string, unknown>): void
  warn(stage: string, ids: Record<string, unknown>): void
}
