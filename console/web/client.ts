import { hc } from 'hono/client'
import type { Api, LiveEvent } from '../api/app.ts'
import { noteServerTime } from './clock.ts'
import { t } from './words.ts'

export type { LiveEvent }

/** The console's API, typed by the server's own code: `unwrap(api.queue.$get())`. */
export const api = hc<Api>('/').api

/** What the server refused, or that it could not be reached: words a person can act on. */
export class ApiFailure extends Error {
  /** The server's code; `network` when nothing came back. */
  readonly code: string
  readonly requestId: string | undefined
  readonly retryable: boolean
  readonly metadata: Record<string, unknown>

  constructor(failure: {
    code: string
    message: string
    requestId?: string | undefined
    retryable?: boolean
    metadata?: Record<string, unknown>
  }) {
    super(failure.message)
    this.name = 'ApiFailure'
    this.code = failure.code
    this.requestId = failure.requestId
    this.retryable = failure.retryable ?? false
    this.metadata = failure.metadata ?? {}
  }
}

interface Answer<Data> {
  ok: boolean
  status: number
  json(): Promise<{ success: true; data: Data }>
}

/** What the envelope holds. @throws {ApiFailure} for every other answer, and for none */
export async function unwrap<Data>(request: Promise<Answer<Data>>): Promise<Data> {
  const answer = await request.catch(() => undefined)
  if (!answer) throw new ApiFailure({ code: 'network', message: t('failure.network'), retryable: true })
  const body = (await answer.json().catch(() => undefined)) as Envelope<Data> | undefined
  if (body && 'meta' in body) noteServerTime(body.meta.timestamp)
  if (body?.success) return body.data
  if (!body || !('error' in body)) {
    throw new ApiFailure({ code: `http-${answer.status}`, message: t('failure.network'), retryable: true })
  }
  if (body.error.code === 'signed-out') signIn()
  throw new ApiFailure({ ...body.error, requestId: body.meta.requestId })
}

type Envelope<Data> =
  | { success: true; data: Data; meta: { timestamp: string } }
  | {
      success: false
      error: { code: string; message: string; retryable: boolean; metadata?: Record<string, unknown> }
      meta: { requestId: string; timestamp: string }
    }

/** Where a signed-out person belongs; afterwards they come back to where they were. */
function signIn(): void {
  const { pathname, search } = location
  if (pathname === '/sign-in') return
  location.assign(`/sign-in?next=${encodeURIComponent(pathname + search)}`)
}
