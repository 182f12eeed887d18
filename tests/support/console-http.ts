import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { onTestFinished } from 'vitest'
import { createHttpApp, type Mounted } from '../../bot/http.ts'
import { createSignIn } from '../../bot/sign-in/sign-in.ts'
import type { Actor } from '../../core/actor.ts'
import type { Installation } from '../../core/health/installation.ts'
import type { World } from './world.ts'

/** The console's API on a real socket, spoken to by a signed-in person. */
export async function consoleHttp(
  world: World,
  {
    role = 'owner',
    actor = { ...world.kim, role },
    installation,
    parts = [],
  }: { role?: Actor['role']; actor?: Actor; installation?: Installation; parts?: Mounted[] } = {},
) {
  const session = { tenantId: world.tenantId, actor, email: 'kim@example.com' }
  const signIn = createSignIn({ ...world.deps, publicUrl: undefined, mail: undefined, tell: () => undefined })
  const sessions = { sessionOf: async () => session }
  const app = createHttpApp({ deps: world.deps, sessions, ...(installation ? { installation } : {}) }, signIn, ...parts)
  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' })
  // A story that works long between two questions must not meet a connection that is just being closed.
  if ('keepAliveTimeout' in server) server.keepAliveTimeout = 120_000
  await new Promise<void>((resolve) => server.once('listening', resolve))
  onTestFinished(() => void server.close())
  const { port } = server.address() as AddressInfo
  const origin = `http://127.0.0.1:${port}`
  const ask = (method: string, path: string, body?: unknown) =>
    fetch(`${origin}/api${path}`, {
      method,
      headers: body === undefined ? {} : { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  return {
    origin,
    ask,
    /** What a good answer holds. @throws with the server's words for every other */
    async data(method: string, path: string, body?: unknown) {
      const answer = JSON.parse(await (await ask(method, path, body)).text())
      if (!answer.success) throw new Error(`${method} ${path}: ${answer.error.code}: ${answer.error.message}`)
      return answer.data
    },
    /** What a refusal says. */
    async refusal(method: string, path: string, body?: unknown) {
      const answer = await ask(method, path, body)
      return { status: answer.status, ...JSON.parse(await answer.text()).error }
    },
  }
}
