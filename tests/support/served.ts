import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { createHttpApp } from '../../bot/http.ts'
import { serveConsole } from '../../bot/node/serve-console.ts'
import { createSignIn } from '../../bot/sign-in/sign-in.ts'
import type { Session, SessionSource } from '../../console/api/session.ts'
import type { Actor } from '../../core/actor.ts'
import { BUILT_CONSOLE } from './build-console.ts'
import { slowly } from './slowly.ts'
import { createWorld, type WorldOptions } from './world.ts'

/** People of the team, by the value of the cookie that signs them in here. */
const TEAM: Record<string, Pick<Actor, 'name' | 'role'>> = {
  kim: { name: 'Kim', role: 'chatter' },
  lee: { name: 'Lee', role: 'manager' },
}

/** A world behind a real port, with the console built, and Kim signed in by `cookie`. */
export async function serveWorld(options: WorldOptions = {}) {
  const world = await createWorld(options)
  const sessions: SessionSource = {
    async sessionOf(request): Promise<Session | undefined> {
      const id = /(?:^|;\s*)person=(\w+)/.exec(request.headers.get('cookie') ?? '')?.[1] ?? ''
      const person = TEAM[id]
      if (!person) return undefined
      return {
        tenantId: world.tenantId,
        actor: { id: `user:${id}`, via: 'console', ...person },
        email: `${id}@example.test`,
      }
    },
  }
  const signIn = createSignIn({ ...world.deps, publicUrl: undefined, mail: undefined, tell: () => undefined })
  const http = createHttpApp({ deps: world.deps, sessions }, signIn)
  await serveConsole(http, BUILT_CONSOLE)
  const atWork = new Set<Promise<unknown>>()
  const late = slowly((request) => http.fetch(request))
  const answers = (request: Request) => {
    const answering = Promise.resolve(late(request)).finally(() => atWork.delete(answering))
    atWork.add(answering)
    return answering
  }
  const server = await new Promise<ReturnType<typeof serve>>((resolve) => {
    const started = serve({ fetch: answers, port: 0, hostname: '127.0.0.1' }, () => resolve(started))
  })
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  return {
    ...world,
    origin,
    /** One request as a person of the team; the answer's whole envelope. */
    async ask(path: string, { as = 'kim', body, method }: { as?: string; body?: unknown; method?: string } = {}) {
      const answer = await fetch(`${origin}/api${path}`, {
        method: method ?? (body === undefined ? 'GET' : 'POST'),
        headers: { cookie: `person=${as}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      })
      // Whatever came back: a test says what it expects of it.
      return { status: answer.status, headers: answer.headers, body: JSON.parse(await answer.text()) }
    },
    async close() {
      if ('closeAllConnections' in server) server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      // A page that was left still has its questions worked on, and the next story empties the database.
      while (atWork.size > 0) await Promise.allSettled(atWork)
    },
  }
}
export type ServedWorld = Awaited<ReturnType<typeof serveWorld>>
