import { serve } from '@hono/node-server'
import { onTestFinished } from 'vitest'
import { readEnv } from '../../bot/env.ts'
import { createLocalEvents } from '../../bot/live/local-events.ts'
import { createMemoryCache } from '../../bot/live/memory-cache.ts'
import { createOutside } from '../../bot/node/outside.ts'
import { fetchInTime } from '../../bot/node/send-in-time.ts'
import { serveConsole } from '../../bot/node/serve-console.ts'
import { type Souvenir, wire } from '../../bot/wire.ts'
import type { ReviewCard } from '../../core/approval/review-card.ts'
import { BUILT_CONSOLE } from './build-console.ts'
import { emptyStore } from './database.ts'
import { memoryLedger } from './memory-ledger.ts'
import { slowly } from './slowly.ts'

/** Souvenir as an operator starts it, on an empty database, answering on a socket of its own. */
export async function openFrontDoor(settings: Record<string, string> = {}, { withConsole = false } = {}) {
  const store = await emptyStore()
  const told: string[] = []
  const env = readEnv(settings)
  const souvenir: Souvenir = wire(env, {
    store,
    outside: createOutside(env),
    fetchInTime,
    now: () => new Date(),
    wake: () => undefined,
    cache: createMemoryCache(),
    events: createLocalEvents(),
    log: { info: () => undefined, warn: (stage, ids) => told.push(`${stage} ${JSON.stringify(ids)}`) },
    tell: (words) => told.push(words),
    ledger: memoryLedger(),
  })
  if (withConsole) await serveConsole(souvenir.http, BUILT_CONSOLE)
  const { server, port } = await new Promise<{ server: ReturnType<typeof serve>; port: number }>((resolve) => {
    const server = serve(
      { fetch: slowly((request) => souvenir.http.fetch(request)), port: 0, hostname: '127.0.0.1' },
      ({ port }) => resolve({ server, port }),
    )
  })
  onTestFinished(() => {
    if ('closeAllConnections' in server) server.closeAllConnections()
    server.close()
  })
  const site = `http://localhost:${port}`
  souvenir.signIn.servedAt(site)
  return {
    site,
    port,
    store,
    souvenir,
    told,
    /** A browser that has been nowhere yet. */
    browser: (at: { address?: string; origin?: string } = {}) => createBrowser(at.address ?? site, at.origin),
    /** The token of a link, as the page reads it. */
    async firstToken() {
      return tokenIn(await souvenir.signIn.firstSignInLink())
    },
    /** The token of the last link that the operator was shown. */
    toldToken: () => tokenIn(told.findLast((words) => words.includes('#'))),
    async owner() {
      const browser = createBrowser(site)
      await browser.post('/api/auth/link', { token: tokenIn(await souvenir.signIn.firstSignInLink()) })
      return browser
    },
  }
}
export type FrontDoor = Awaited<ReturnType<typeof openFrontDoor>>

export function tokenIn(words: string | undefined): string {
  const token = words?.match(/#\w+=(\S+)/)?.[1]
  if (!token) throw new Error(`There is no link in: ${words}`)
  return token
}

/** Keeps cookies and sends `Origin`, as a browser does. */
export function createBrowser(address: string, origin = address) {
  const cookies = new Map<string, string>()
  const setCookies: string[] = []
  async function call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
    const response = await fetch(`${address}${path}`, {
      method,
      headers: {
        ...(method === 'GET' ? {} : { origin }),
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    for (const line of response.headers.getSetCookie()) {
      setCookies.push(line)
      const [pair = ''] = line.split(';')
      const cut = pair.indexOf('=')
      if (/max-age=0/i.test(line)) cookies.delete(pair.slice(0, cut))
      else cookies.set(pair.slice(0, cut), pair.slice(cut + 1))
    }
    const json = (await response.json()) as Answer
    return { status: response.status, ...json }
  }
  return {
    site: address,
    cookies,
    setCookies,
    get: (path: string, headers?: Record<string, string>) => call('GET', path, undefined, headers),
    post: (path: string, body: unknown = {}, headers?: Record<string, string>) => call('POST', path, body, headers),
    put: (path: string, body: unknown) => call('PUT', path, body),
    delete: (path: string) => call('DELETE', path),
  }
}
export type Browser = ReturnType<typeof createBrowser>

interface Answer {
  success: boolean
  data: Shapes
  error?: { code: string; message: string; retryable: boolean; metadata?: Record<string, unknown> }
  meta?: { requestId: string }
}

/** What the stories read of answers. A test that reads what is not there fails by itself. */
export interface Shapes {
  id: string
  link: string
  members: { id: string; name: string; role: string }[]
  invitations: unknown[]
  sessions: { id: string; isThis: boolean }[]
  fanId: string
  conversationId: string
  messageId: string
  waiting: { card: ReviewCard }[]
  card?: ReviewCard
  outcome: { kind: string }
}
