export interface Letter {
  url: URL
  headers: Record<string, string>
  body: string
  signal: AbortSignal
  /** @see Part.isInTime */
  isInTime?: (() => boolean) | undefined
}

/** The way to addresses that creators typed in: they may lead anywhere, so each runtime guards it. */
export interface Outside {
  /** Why nothing may be posted there, in words; undefined when it may. */
  refusal(url: URL): Promise<string | undefined>
  /** Follows no redirect. @throws TooLate, NotLeft when surely nothing left, anything else when that is not sure */
  post(letter: Letter): Promise<{ status: number; headers: Headers; body: string }>
  /** The same for bytes, as they come. @param isOwn whether a host that the operator let in is meant @throws as `post` */
  get(file: { url: URL; isOwn: boolean; signal: AbortSignal }): Promise<Given>
}

export interface Given {
  status: number
  headers: Headers
  bytes: ReadableStream<Uint8Array>
}

/** Surely nothing was sent. */
export class NotLeft extends Error {
  /** It will not go another time either: the address itself may not be used. */
  readonly isForGood: boolean

  constructor(message: string, { isForGood = false, cause }: { isForGood?: boolean; cause?: unknown } = {}) {
    super(message, { cause })
    this.isForGood = isForGood
  }
}

/** What an address must look like before anybody looks where it leads. @param mayBePlain hosts that may go without TLS */
export function shapeRefusal({ protocol, username, password }: URL, mayBePlain: boolean): string | undefined {
  if (username || password) return 'The address holds a name or password. Leave them out: requests are signed.'
  if (protocol === 'https:' || (protocol === 'http:' && mayBePlain)) return undefined
  return 'The address must begin with https://.'
}

/** More of an answer than this is not read: an id and a code fit. */
export const LARGEST_ANSWER = 16 * 1024

/** What is asked for as it is. */
export const FOR_BYTES = { 'user-agent': 'Souvenir', 'accept-encoding': 'identity' }
