import { serve } from '@hono/node-server'
import { onTestFinished } from 'vitest'
import { readEnv } from '../../bot/env.ts'
import { createFanvueSource } from '../../bot/fanvue/fanvue-source.ts'
import { fanvueWebhooks } from '../../bot/fanvue/webhook.ts'
import { fetchInTime } from '../../bot/node/send-in-time.ts'
import { connectionOf } from '../../core/connections/find-connections.ts'
import { consoleHttp } from './console-http.ts'
import { type FakeFan, startFakeFanvue } from './fake-fanvue.ts'
import { recordingLog } from './recording-log.ts'
import { createWorld } from './world.ts'

/** Nova's world with Fanvue around it, on real sockets: her console, Fanvue, and the address where it brings its events. */
export async function createFanvueWorld({
  isConnected = true,
  settings = {},
  fanvueIsBehindMs = 0,
}: {
  isConnected?: boolean
  settings?: Record<string, string>
  /** How far Fanvue's clock is behind ours. */
  fanvueIsBehindMs?: number
} = {}) {
  const world = await createWorld()
  const fake = await startFakeFanvue({ now: () => world.now().getTime() - fanvueIsBehindMs })
  onTestFinished(() => fake.close())
  const log = recordingLog()
  const { deps } = world
  deps.log = log
  const env = readEnv({ FANVUE_API_ROOT: fake.root, FANVUE_AUTH_ROOT: fake.root, ...settings })
  /** What one process has of Fanvue. */
  const newSource = () => createFanvueSource(deps, env, fetchInTime)
  const source = newSource()
  const others = deps.connectors
  deps.connectors = {
    connectorFor: (of) => (of.channel === 'fanvue' ? source.connectorFor(of) : others.connectorFor(of)),
  }
  deps.platforms = { platformOn: (channel) => (channel === 'fanvue' ? source.platform : undefined) }
  const api = await consoleHttp(world)
  const path = `/creators/${world.creatorId}/fanvue`
  const hooks = serve({ fetch: fanvueWebhooks(deps, source.platform).fetch, port: 0, hostname: '127.0.0.1' })
  if ('keepAliveTimeout' in hooks) hooks.keepAliveTimeout = 120_000
  await new Promise<void>((resolve) => hooks.once('listening', resolve))
  onTestFinished(() => void hooks.close())
  const { port } = hooks.address() as { port: number }
  const { clientId, clientSecret, webhookSecret } = fake.app

  const fanvue = {
    ...world,
    world,
    fake,
    log,
    api,
    path,
    newSource,
    view: async () => (await api.data('GET', path)).fanvue,
    storeApp: () => api.data('PUT', path, { clientId, clientSecret, webhookSecret }),
    /** Presses Connect, lets the browser go to Fanvue, and gives what it comes back with. */
    async goesToFanvue(): Promise<Record<string, string>> {
      fake.app.redirectUri = (await fanvue.view()).redirectUri
      const { url } = await api.data('POST', `${path}/sign-in`)
      const went = await fetch(url, { redirect: 'manual' })
      const back = went.headers.get('location')
      if (!back) throw new Error(`Fanvue refused: ${went.status} ${await went.text()}`)
      return Object.fromEntries(new URL(back).searchParams)
    },
    comesBack: ({ state, code, error }: Record<string, string>) =>
      api.data('POST', '/fanvue/sign-in', { state, code, error }),
    async connect() {
      await fanvue.storeApp()
      await fanvue.comesBack(await fanvue.goesToFanvue())
      await world.settle()
    },
    connection: async () => {
      const of = { tenantId: world.tenantId, creatorId: world.creatorId, channel: 'fanvue' } as const
      const found = await connectionOf(deps, of)
      if (!found) throw new Error('Fanvue is not connected.')
      return found
    },
    async hook() {
      return `http://127.0.0.1:${port}/${(await fanvue.connection()).id}`
    },
    bring: async (event: unknown, forged?: Parameters<typeof fake.bring>[2]) =>
      fake.bring(await fanvue.hook(), event, forged),
    /** A fan writes, Fanvue tells us, and the draft stands. */
    async fanWrites(fan: FakeFan, text: string) {
      const message = fake.fanWrites(fan, text)
      const answer = await fanvue.bring(fake.messageEvent(fan, message))
      if (answer.status !== 200) throw new Error(`The event was answered ${answer.status}.`)
      await world.settle()
      await world.pass(9_000)
      return message
    },
    async onlyDraft() {
      const drafts = await world.drafts('pending')
      if (drafts.length !== 1 || !drafts[0]) throw new Error(`${drafts.length} drafts wait.`)
      return drafts[0]
    },
    /** Kim says yes in the console, and the time to undo it passes. */
    async approves(text?: string) {
      const { id } = await fanvue.onlyDraft()
      const { version } = await world.card(id)
      const body = { verdict: 'approve', version, ...(text ? { text, acknowledged: ['ungrounded'] } : {}) }
      const said = await api.data('POST', `/drafts/${id}/decision`, body)
      await world.pass(6_000)
      return said
    },
  }
  if (isConnected) await fanvue.connect()
  return fanvue
}
export type FanvueWorld = Awaited<ReturnType<typeof createFanvueWorld>>
