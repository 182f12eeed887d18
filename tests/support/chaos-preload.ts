import { subscribe } from 'node:diagnostics_channel'
import type { ClientRequest, IncomingMessage } from 'node:http'
import { flushCompileCache, registerHooks } from 'node:module'
import type { Socket } from 'node:net'
import { BUGS, type Bug } from './chaos-bugs.ts'
import { STAND_STILL } from './chaos-proxy.ts'

/**
 * Loaded into each process of a chaos run before the product is: a clock that somebody else sets, word of each connection that
 * goes out (so that the provider's side knows whose it is), a halt right where a provider's answer asks for one, or with the
 * connection to a provider standing and nothing written on it, and the bug of the day. The product itself knows nothing of this.
 */
const RealDate = Date
const realNow = RealDate.now.bind(RealDate)
let aheadMs = 0
RealDate.now = () => realNow() + aheadMs
globalThis.Date = new Proxy(RealDate, {
  construct: (date, given, asked) => Reflect.construct(date, given.length > 0 ? given : [date.now()], asked),
  apply: (date) => new date(date.now()).toString(),
})

/** Its next send over a new connection to one of these ports is when it stands still, unless it is too late for that. */
export interface LateStop {
  ports: number[]
  /** By the machine's clock, and not by the one that is set. */
  until: number
}
let lateStop: LateStop | undefined
process.on('message', (said: { clockAheadMs?: number; lateStop?: LateStop }) => {
  aheadMs = said.clockAheadMs ?? aheadMs
  lateStop = said.lateStop ?? lateStop
})
process.channel?.unref()

// By then all is loaded, and whoever comes after a kill is up sooner.
setTimeout(flushCompileCache, 6_000).unref()

subscribe('net.client.socket', (message) => {
  const { socket } = message as { socket: Socket }
  belongTogether({ socket })
  socket.once('connect', () => {
    if (process.connected && socket.localPort) process.send?.({ connectedFrom: socket.localPort }, () => undefined)
    if (isStopped(socket)) standStill()
  })
})

let justMade: { socket?: Socket; request?: ClientRequest } = {}
const requests = new WeakMap<Socket, ClientRequest>()
subscribe('http.client.request.created', (message) => belongTogether(message as { request: ClientRequest }))

/** A request and its connection are made within one step, though the request may be given it only when it stands. */
function belongTogether(made: { socket?: Socket; request?: ClientRequest }): void {
  justMade = { ...justMade, ...made }
  const { socket, request } = justMade
  if (socket && request) requests.set(socket, request)
  queueMicrotask(() => {
    justMade = {}
  })
}

/** Whoever listens to this connection hears of it only when the process goes on: nothing was written on it. */
function isStopped(socket: Socket): boolean {
  const path = requests.get(socket)?.path
  const isSend = path !== undefined && (!path.startsWith('/bot') || path.endsWith('/sendMessage'))
  if (!isSend || !lateStop?.ports.includes(socket.remotePort ?? 0) || realNow() > lateStop.until) return false
  lateStop = undefined
  return true
}

// From outside a process is never met between an answer and what it writes down of it: that takes less than a millisecond.
function standStill(): void {
  if (process.connected) process.send?.({ standsStill: true }, () => undefined)
  process.kill(process.pid, 'SIGSTOP')
}
subscribe('http.client.response.finish', (message) => {
  const { response } = message as { response: IncomingMessage }
  if (response.headers[STAND_STILL]) standStill()
})
subscribe('undici:request:headers', (message) => {
  const { response } = message as { response: { headers: Buffer[] } }
  if (response.headers.some((word) => word.toString() === STAND_STILL)) standStill()
})

const bug = process.env.CHAOS_BUG as Bug | undefined
const change = bug && BUGS[bug].change
if (change) {
  registerHooks({
    load(url, context, next) {
      const loaded = next(url, context)
      if (!url.endsWith(change.file)) return loaded
      const before = String(loaded.source)
      const source = before.replace(change.words, change.become)
      if (source === before) throw new Error(`The seeded bug ${bug} no longer fits ${change.file}: mend chaos-bugs.ts.`)
      return { ...loaded, source }
    },
  })
}
