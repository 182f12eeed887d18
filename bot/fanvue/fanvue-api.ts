import { z } from 'zod'
import type { Part } from '../../core/deps.ts'
import type { Asked } from '../../core/platforms/platform.ts'
import { type FetchInTime, fetchIfInTime } from '../fetch-in-time.ts'
import { networkError, TooLate } from '../network-error.ts'
import type { Limits } from './limits.ts'

const API_VERSION = '2025-06-26'
const TIMEOUT_MS = 10_000
const MOST_BYTES = 2_000_000
const LONGEST_PAUSE_S = 3_600

export interface Request<T> {
  token: string
  connectionId: string
  path: string
  query?: Record<string, string>
  /** A POST with this as JSON; left out: a GET. */
  body?: unknown
  shape: z.ZodType<T>
  signal?: AbortSignal | undefined
  /** Asked as late as can be. @see Part.isInTime */
  isInTime?: Part['isInTime']
}

export type FanvueApi = <T>(request: Request<T>) => Promise<Asked<T>>

/**
 * Speaks to Fanvue's API. What went wrong is said, and whether it may have been done all the same.
 * @throws TooLate, and nothing else: nothing was sent
 */
export function createFanvueApi({
  apiRoot,
  limits,
  fetchInTime = fetchIfInTime,
}: {
  apiRoot: string
  limits: Limits
  fetchInTime?: FetchInTime | undefined
}): FanvueApi {
  return async ({ token, connectionId, path, query, body, shape, signal, isInTime }) => {
    const isSending = body !== undefined
    // What is sent is counted in the database, by whoever sends it.
    const waitMs = isSending ? 0 : limits.take(connectionId)
    if (waitMs > 0) return { kind: 'later', afterMs: waitMs, problem: TOO_MANY, wholeAccount: false }
    const url = `${apiRoot}/v1${path}${query ? `?${new URLSearchParams(query)}` : ''}`
    const timeout = AbortSignal.timeout(TIMEOUT_MS)
    let answer: { status: number; headers: Headers; text: string }
    try {
      const asked = {
        method: isSending ? 'POST' : 'GET',
        headers: {
          authorization: `Bearer ${token}`,
          'x-fanvue-api-version': API_VERSION,
          accept: 'application/json',
          ...(isSending ? { 'content-type': 'application/json' } : {}),
        },
        signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
        ...(isSending ? { body: JSON.stringify(body) } : {}),
      }
      // What we send is for Fanvue and for nobody that it points to.
      const response = await (isInTime
        ? fetchInTime(url, { ...asked, isInTime })
        : fetch(url, { ...asked, redirect: 'manual' }))
      answer = { status: response.status, headers: response.headers, text: await readCapped(response) }
    } catch (error) {
      if (error instanceof TooLate) throw error
      return broken(error)
    }
    if (answer.status >= 200 && answer.status < 300) return read(answer.text, shape)
    return explainAnswer(answer)
  }
}

const TOO_MANY = 'Fanvue allows only so many requests a minute, and they are used up.'

function read<T>(text: string, shape: z.ZodType<T>): Asked<T> {
  const parsed = shape.safeParse(parseJson(text))
  if (parsed.success) return { kind: 'ok', value: parsed.data }
  return { kind: 'unknown', problem: 'Fanvue answered in a form that is not known here.' }
}

/** @see https://api.fanvue.com/docs: there is no single form of an error, so only the status counts and words are for people. */
function explainAnswer({ status, headers, text }: { status: number; headers: Headers; text: string }): Asked<never> {
  if (status === 429) {
    const seconds = Math.min(LONGEST_PAUSE_S, Math.max(1, Number(headers.get('retry-after')) || 60))
    return { kind: 'later', afterMs: seconds * 1_000, problem: 'Fanvue asked for a pause.', wholeAccount: true }
  }
  if (status === 401) return { kind: 'signed-out', problem: 'Fanvue does not take this token.' }
  if (status >= 500 || status === 408) {
    return { kind: 'unknown', problem: `Fanvue has trouble of its own (${status}).` }
  }
  const said = wordsOf(text)
  if (status === 403) {
    const problem = 'Fanvue does not allow this with the rights it was given. Sign in again in Settings → Fanvue.'
    return { kind: 'refused', problem: said ? `${problem} It said: ${said}` : problem }
  }
  if (status === 404 || (status === 400 && /contact/i.test(said))) {
    const problem =
      status === 404 ? 'This fan is not on Fanvue any more.' : 'Fanvue does not let this fan be written to.'
    return { kind: 'refused', problem, unreachable: true }
  }
  if (status === 410) return { kind: 'refused', problem: 'Fanvue says that this is gone.' }
  return { kind: 'refused', problem: `Fanvue refused this (${status})${said ? `: ${said}` : ''}.` }
}

/** `{error}`, `{message}` or `{errors: []}`: a few words of it, for a person. */
function wordsOf(text: string): string {
  const Said = z.object({ error: z.string(), message: z.string(), errors: z.array(z.string()) }).partial()
  const parsed = Said.safeParse(parseJson(text))
  const said = parsed.success ? (parsed.data.message ?? parsed.data.errors?.join(' ') ?? parsed.data.error ?? '') : ''
  return said
    .slice(0, 160)
    .toWellFormed()
    .replace(/[.\s]+$/, '')
}

function broken(error: unknown): Asked<never> {
  const { code, neverConnected } = networkError(error)
  if (neverConnected) {
    return { kind: 'later', afterMs: 5_000, problem: `Fanvue could not be reached (${code}).`, wholeAccount: false }
  }
  return { kind: 'unknown', problem: `The connection to Fanvue broke (${code || 'no answer in time'}).` }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

async function readCapped(response: Response): Promise<string> {
  const reader = response.body?.getReader()
  const chunks: Uint8Array[] = []
  let bytes = 0
  for (;;) {
    const next = await reader?.read()
    if (!next || next.done) break
    bytes += next.value.byteLength
    if (bytes > MOST_BYTES) {
      await reader?.cancel()
      throw new Error('The answer is too large.')
    }
    chunks.push(next.value)
  }
  return new TextDecoder().decode(await new Blob(chunks as BlobPart[]).arrayBuffer())
}
