import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import { addAbortSignal } from 'node:stream'
import type { ApiMethods } from '@grammyjs/types'
import { Telegram } from 'telegraf'
import type { OpenResult, Part } from '../../core/deps.ts'
import { fetchFile } from '../fetch-file.ts'

type Methods = ApiMethods<never>
export type Method = keyof Methods

/** Whether the last call's connection stood, as far as this runtime lets us see; `late`: it did, and too late to be used. */
export type Connecting = 'unseen' | 'opening' | 'open' | 'late'

/** One bot, by its token. */
export interface BotClient {
  /** The bot's user id, which its token begins with. */
  readonly botId: string
  call<M extends Method>(
    method: M,
    payload: Parameters<Methods[M]>[0],
    options?: { signal?: AbortSignal; timeoutMs?: number },
  ): Promise<ReturnType<Methods[M]>>
  /**
   * The same on a connection of its own that tells how far it came: after a failure, whether anything can have been written.
   * @param isInTime asked when it stands; nothing is written when it says no
   */
  callTraced<M extends Method>(
    method: M,
    payload: Parameters<Methods[M]>[0],
    how: { signal: AbortSignal; isInTime?: Part['isInTime'] },
  ): Promise<{ result: ReturnType<Methods[M]> } | { error: unknown; connecting: Connecting }>
  /** The bytes of a file, by the path that `getFile` tells. The address holds the token, and so it stays in here. */
  download(path: string, signal: AbortSignal): Promise<OpenResult>
}

const API_ROOT = 'https://api.telegram.org'
const CALL_TIMEOUT_MS = 10_000

export function createBotClient({ token, apiRoot }: { token: string; apiRoot?: string | undefined }): BotClient {
  const options = apiRoot ? { apiRoot } : {}
  const shared = new Telegram(token, options)
  return {
    botId: token.split(':')[0] ?? '',
    async call(method, payload, { signal, timeoutMs = CALL_TIMEOUT_MS } = {}) {
      const timeout = AbortSignal.timeout(timeoutMs)
      return callAny(shared, method, payload, signal ? AbortSignal.any([signal, timeout]) : timeout)
    },
    async callTraced(method, payload, { signal, isInTime = () => true }) {
      const trace: Trace = { connecting: 'unseen', isInTime }
      const own = new Telegram(token, options)
      // Telegraf drops the agent of a plain-text server, so it is set after.
      Object.assign(own.options, {
        agent: tracingAgent({ isPlain: apiRoot?.startsWith('http:') === true, trace, signal }),
      })
      try {
        return { result: await callAny(own, method, payload, signal) }
      } catch (error) {
        return { error, connecting: trace.connecting }
      }
    },
    download(path, signal) {
      const safe = path.split('/').map(encodeURIComponent).join('/')
      return fetchFile(`${apiRoot ?? API_ROOT}/file/bot${token}/${safe}`, { of: 'Telegram', signal })
    },
  }
}

/** Telegraf's types end at Bot API 7.1 while its client takes any method: the types here are the current ones. */
async function callAny<M extends Method>(telegram: Telegram, method: M, payload: unknown, signal: AbortSignal) {
  const call = telegram.callApi as unknown as (
    this: Telegram,
    method: string,
    payload: unknown,
    options: { signal: AbortSignal },
  ) => Promise<unknown>
  return (await call.call(telegram, method, payload ?? {}, { signal })) as ReturnType<Methods[M]>
}

interface Trace {
  connecting: Connecting
  isInTime: () => boolean
}

/**
 * An agent for one request. A fresh connection is never a stale one that the other side closed long ago. A process that stood still
 * while it was made, or while its ends agreed on their keys, finds it standing before its own timers run, and would write at once: the
 * request gets it only when it stands, and only in time.
 */
function tracingAgent({ isPlain, trace, signal }: { isPlain: boolean; trace: Trace; signal: AbortSignal }): HttpAgent {
  const agent = isPlain ? new HttpAgent({ keepAlive: false }) : new HttpsAgent({ keepAlive: false })
  const create = agent.createConnection
  if (typeof create !== 'function') return agent
  agent.createConnection = (options, callback) => {
    trace.connecting = 'opening'
    const socket = create.call(agent, options)
    if (!socket || !callback) return socket
    addAbortSignal(signal, socket)
    const fail = (error: Error) => callback(error, socket)
    socket.once('error', fail)
    socket.once('close', () => fail(new Error('The connection was closed before it stood.')))
    socket.once(isPlain ? 'connect' : 'secureConnect', () => {
      trace.connecting = trace.isInTime() ? 'open' : 'late'
      if (trace.connecting === 'late') return socket.destroy(new Error('It was too late to send.'))
      socket.removeListener('error', fail)
      callback(null, socket)
    })
    return undefined
  }
  return agent
}
