import type { Context, ErrorHandler, MiddlewareHandler } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { CoreError, type CoreErrorCode } from '../../core/errors.ts'

export interface Meta {
  timestamp: string
  requestId: string
  /** Milliseconds. */
  duration: number
}

export interface Failure {
  success: false
  error: { code: string; message: string; retryable: boolean; metadata?: Record<string, unknown> }
  meta: Meta
}

/** What every request carries. */
export interface Variables {
  requestId: string
  /** By the machine's own clock, for `duration`. */
  startedAt: number
  clock: () => number
}

const STATUS: Record<CoreErrorCode, ContentfulStatusCode> = {
  invalid: 400,
  'not-found': 404,
  'not-allowed': 403,
  conflict: 409,
  changed: 412,
  'too-large': 413,
  'too-many': 429,
  unavailable: 503,
  'not-approved': 409,
}

/** What the libraries refuse, in our words. */
const SAID: Record<number, string> = {
  400: 'The request could not be read: is its body valid JSON?',
  413: 'This request is larger than it may be. Send less at once.',
}

/** The one shape of every good answer. */
export function ok<T>(c: Context, data: T) {
  return c.json({ success: true as const, data, meta: meta(c) })
}

/** A good answer to what will be done, and is not yet. */
export function accepted<T>(c: Context, data: T) {
  return c.json({ success: true as const, data, meta: meta(c) }, 202)
}

/** The one shape of every bad answer: known refusals in their own words, everything else as one calm sentence. */
export function failed(c: Context, status: ContentfulStatusCode, error: Failure['error']): Response {
  return c.json({ success: false, error, meta: meta(c) } satisfies Failure, status)
}

/** Gives every request an id, in the answer and in the log. @param now the clock that `timestamp` tells: browsers count by it */
export function requestIds(now: () => number): MiddlewareHandler {
  return async (c, next) => {
    if (c.get('requestId')) return next()
    const given = c.req.header('x-request-id')
    c.set('requestId', given && /^[\w-]{8,64}$/.test(given) ? given : crypto.randomUUID())
    c.set('startedAt', Date.now())
    c.set('clock', now)
    await next()
    c.header('x-request-id', c.get('requestId'))
  }
}

/** @param report is told of what nobody foresaw, with the request's id */
export function errorHandler(report: (error: unknown, requestId: string) => void): ErrorHandler {
  return (error, c) => {
    if (error instanceof CoreError) {
      const { code, message, retryable, metadata } = error
      return failed(c, STATUS[code], { code, message, retryable, metadata })
    }
    if (error instanceof HTTPException) {
      const code = error.status === 413 ? 'too-large' : error.status === 400 ? 'invalid' : `http-${error.status}`
      const message = SAID[error.status] ?? (error.message || 'This request cannot be answered.')
      return failed(c, error.status as ContentfulStatusCode, { code, message, retryable: false })
    }
    report(error, c.get('requestId'))
    return failed(c, 500, {
      code: 'internal',
      message:
        'Something went wrong on our side. Nothing was sent. Try again; if it stays, tell the operator the request id.',
      retryable: true,
    })
  }
}

function meta(c: Context): Meta {
  const startedAt = (c.get('startedAt') as number | undefined) ?? Date.now()
  const clock = (c.get('clock') as (() => number) | undefined) ?? Date.now
  return {
    timestamp: new Date(clock()).toISOString(),
    requestId: (c.get('requestId') as string | undefined) ?? '',
    duration: Math.max(0, Date.now() - startedAt),
  }
}
