import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import type { Part } from '../../core/deps.ts'
import { type FetchInTime, fetchIfInTime } from '../fetch-in-time.ts'

/** Discord's own. */
export const API_ROOT = 'https://discord.com/api'
const CALL_TIMEOUT_MS = 10_000
/** Discord turns away who does not say what they are. */
const USER_AGENT = 'DiscordBot (https://github.com/souvenir, 1)'
/** A shorter wait than this is waited here; a longer one is the caller's to plan. */
const SHORT_WAIT_MS = 1_500

/** Discord's answer when it does not do what was asked. */
export class DiscordRefusal extends Error {
  readonly status: number
  /** Discord's own number of the error; 0 when it gave none. */
  readonly code: number
  readonly retryAfterMs: number | undefined
  constructor(
    status: number,
    { code, message, retryAfterMs }: { code: number; message: string; retryAfterMs?: number | undefined },
  ) {
    super(message)
    this.status = status
    this.code = code
    this.retryAfterMs = retryAfterMs
  }
}

export interface Request {
  method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'
  /** Below `/api/v10`, such as `/channels/1/messages`. */
  path: string
  body?: unknown
  signal?: AbortSignal
  timeoutMs?: number
  /** Asked as late as can be. @see Part.isInTime */
  isInTime?: Part['isInTime']
  /** Interactions carry a token of their own in the path. */
  withoutToken?: boolean
}

/** One bot, by its token, on Discord's REST API. It never repeats a request by itself: who asks knows whether that is safe. */
export interface DiscordRest {
  readonly apiRoot: string
  /** @throws DiscordRefusal when Discord answered no, TooLate when nothing was sent, anything else when no whole answer came */
  call<T>(request: Request): Promise<T>
}

export function createDiscordRest({
  token,
  apiRoot = API_ROOT,
  fetchInTime = fetchIfInTime,
}: {
  token: string
  apiRoot?: string | undefined
  fetchInTime?: FetchInTime | undefined
}): DiscordRest {
  const root = apiRoot.replace(/\/+$/, '')
  /** Until when Discord said that nothing more is left, by the part of the path it counts by. */
  const blocked = new Map<string, number>()

  return {
    apiRoot: root,
    async call<T>(request: Request): Promise<T> {
      const { method, path, body, signal, timeoutMs = CALL_TIMEOUT_MS, isInTime, withoutToken } = request
      const counted = `${method} ${path.replace(/\/messages\/\d+/, '/messages/…').replace(/\?.*/, '')}`
      const ends = AbortSignal.timeout(timeoutMs)
      const ending = signal ? AbortSignal.any([signal, ends]) : ends
      await waitFor(blocked, counted, ending)
      const asked = {
        method,
        signal: ending,
        headers: {
          'user-agent': USER_AGENT,
          ...(withoutToken ? {} : { authorization: `Bot ${token}` }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }
      const url = `${root}/v10${path}`
      const response = isInTime ? await fetchInTime(url, { ...asked, isInTime }) : await fetch(url, asked)
      noteLimit(blocked, counted, response.headers)
      const text = await response.text()
      if (response.ok) return (text ? JSON.parse(text) : undefined) as T
      throw refusalOf(response, text)
    },
  }
}

async function waitFor(blocked: Map<string, number>, counted: string, signal: AbortSignal): Promise<void> {
  const waitMs = (blocked.get(counted) ?? 0) - Date.now()
  if (waitMs <= 0) return
  if (waitMs > SHORT_WAIT_MS) {
    throw new DiscordRefusal(429, { code: 0, message: 'This was asked too often for now.', retryAfterMs: waitMs })
  }
  await pause(waitMs, undefined, { signal })
}

function noteLimit(blocked: Map<string, number>, counted: string, headers: Headers): void {
  const left = headers.get('x-ratelimit-remaining')
  const seconds = Number(headers.get('x-ratelimit-reset-after') ?? Number.NaN)
  if (left !== '0' || !Number.isFinite(seconds)) return
  for (const [key, until] of blocked) if (until < Date.now()) blocked.delete(key)
  blocked.set(counted, Date.now() + seconds * 1_000)
}

const Problem = z.looseObject({
  code: z.number().catch(0),
  message: z.string().catch(''),
  retry_after: z.number().optional(),
})

function refusalOf(response: Response, text: string): DiscordRefusal {
  let raw: unknown = {}
  try {
    raw = JSON.parse(text)
  } catch {
    // What stands before Discord answers with pages.
  }
  const { code, message, retry_after } = Problem.catch({ code: 0, message: '' }).parse(raw)
  const seconds = retry_after ?? Number(response.headers.get('retry-after') ?? Number.NaN)
  return new DiscordRefusal(response.status, {
    code,
    message: message.slice(0, 200),
    retryAfterMs: Number.isFinite(seconds) ? Math.ceil(seconds * 1_000) : undefined,
  })
}
