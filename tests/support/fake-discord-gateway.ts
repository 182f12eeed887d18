import type { Server } from 'node:http'
import { type WebSocket, WebSocketServer } from 'ws'
import type { FakeApp, FakeState } from './fake-discord.ts'

interface Session {
  id: string
  app: FakeApp
  seq: number
  /** Everything told, for a resume. */
  told: { t: string; s: number; d: unknown }[]
  socket: WebSocket | undefined
}

const DIRECT_MESSAGES = 1 << 12
const HEARTBEAT_MS = 40_000

/** Discord's gateway: hello, identify, heartbeats, resume with everything that was missed. */
export function createGateway(fake: FakeState, server: Server) {
  const sessions = new Map<string, Session>()
  const sockets = new WebSocketServer({ server, path: '/gateway' })
  let isDown = false

  sockets.on('connection', (socket) => {
    if (isDown) return socket.terminate()
    const send = (payload: object) => socket.send(JSON.stringify(payload))
    socket.on('message', (raw) => {
      const { op, d } = JSON.parse(String(raw)) as { op: number; d: never }
      if (op === 1) send({ op: 11 })
      if (op === 2) identify(socket, d)
      if (op === 6) resume(socket, d)
      fake.changed()
    })
    socket.on('close', () => {
      for (const session of sessions.values()) if (session.socket === socket) session.socket = undefined
      fake.changed()
    })
    socket.on('error', () => undefined)
    send({ op: 10, d: { heartbeat_interval: HEARTBEAT_MS } })
  })

  function identify(socket: WebSocket, { token, intents }: { token: string; intents: number }): void {
    const app = fake.apps.get(token)
    if (!app) {
      socket.close(4004, 'Authentication failed')
      return
    }
    if (!(intents & DIRECT_MESSAGES)) fake.violations.push('identify: without DIRECT_MESSAGES no fan is heard')
    app.identifies += 1
    const session: Session = { id: fake.snowflake(), app, seq: 0, told: [], socket }
    sessions.set(session.id, session)
    tell(session, 'READY', {
      v: 10,
      user: app.user,
      guilds: [],
      session_id: session.id,
      resume_gateway_url: fake.gatewayUrl,
      application: { id: app.applicationId, flags: 0 },
    })
  }

  function resume(socket: WebSocket, { session_id, seq }: { session_id: string; seq: number }): void {
    const session = sessions.get(session_id)
    if (!session) {
      socket.send(JSON.stringify({ op: 9, d: false }))
      return
    }
    session.socket = socket
    for (const missed of session.told.filter(({ s }) => s > seq)) socket.send(JSON.stringify({ op: 0, ...missed }))
    tell(session, 'RESUMED', {})
  }

  function tell(session: Session, t: string, d: unknown): void {
    session.seq += 1
    const event = { t, s: session.seq, d }
    session.told.push(event)
    session.socket?.send(JSON.stringify({ op: 0, ...event }))
  }

  const connected = (app: FakeApp) =>
    [...sessions.values()].filter((session) => session.app === app && session.socket).length

  return {
    /** Tells every session of this bot, connected or to be resumed. @returns to how many that were connected */
    dispatch(app: FakeApp, t: string, d: unknown): number {
      const own = [...sessions.values()].filter((session) => session.app === app)
      for (const session of own) tell(session, t, d)
      return own.filter(({ socket }) => socket).length
    },
    isConnected: (app: FakeApp) => connected(app) > 0,
    /** How many programs listen for this bot. */
    connected,
    /** Breaks every connection; sessions live on and can be resumed. */
    drop() {
      for (const client of sockets.clients) client.terminate()
    },
    /** Sessions that nobody can resume: what comes now is told to nobody. */
    forget() {
      sessions.clear()
      for (const client of sockets.clients) client.terminate()
    },
    /** Nobody gets in, or everybody again. */
    down(value: boolean) {
      isDown = value
      if (value) for (const client of sockets.clients) client.terminate()
    },
    close() {
      for (const client of sockets.clients) client.terminate()
      sockets.close()
    },
  }
}
