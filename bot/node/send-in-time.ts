import { type IncomingMessage, request as plainRequest, type RequestOptions } from 'node:http'
import { request as secureRequest } from 'node:https'
import { Readable } from 'node:stream'
import type { FetchInTime } from '../fetch-in-time.ts'
import { NeverStood, TooLate } from '../network-error.ts'

/** What the standard gives no body. */
const WITHOUT_BODY = new Set([204, 205, 304])

/**
 * Sends one request on a connection of its own, so it is known whether one stood before something broke. Nothing is written before
 * it stands: to find an address and to reach it may take seconds, and who was late then is told so in time.
 * @param url where to; the options are those of `http.request`, with `isInTime`, asked when it stands, and `onStands`, told when that says yes
 * @throws TooLate when `isInTime` says no
 */
export function sendInTime(
  url: URL,
  {
    body,
    isInTime,
    onStands,
    ...options
  }: RequestOptions & { body: string; isInTime?: (() => boolean) | undefined; onStands?: () => void },
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const isSecure = url.protocol === 'https:'
    const open = isSecure ? secureRequest : plainRequest
    const asked = open(url, { ...options, agent: false }, resolve)
    const stands = () => {
      if (isInTime?.() === false) return asked.destroy(new TooLate())
      onStands?.()
      asked.end(body)
    }
    asked.on('socket', (socket) => socket.once(isSecure ? 'secureConnect' : 'connect', stands))
    asked.on('error', reject)
  })
}

/** As `fetch`, without following anywhere, on a connection that is seen to stand before anything is written. */
export const fetchInTime: FetchInTime = async (url, { body = '', headers, ...how }) => {
  const length = { 'content-length': String(Buffer.byteLength(body)) }
  let hasStood = false
  const onStands = () => {
    hasStood = true
  }
  const letter = { ...how, headers: { ...headers, ...length }, body, onStands }
  const answer = await sendInTime(new URL(url), letter).catch((error: unknown) => {
    if (hasStood || error instanceof TooLate) throw error
    throw new NeverStood('The connection did not come to stand.', { cause: error })
  })
  const status = answer.statusCode ?? 0
  const words = WITHOUT_BODY.has(status) ? null : (Readable.toWeb(answer) as ReadableStream<Uint8Array>)
  return new Response(words, { status, headers: headersOf(answer) })
}

export function headersOf({ headers: given }: IncomingMessage): Headers {
  const headers = new Headers()
  for (const [name, value] of Object.entries(given)) if (typeof value === 'string') headers.set(name, value)
  return headers
}
