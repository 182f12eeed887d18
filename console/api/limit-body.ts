import type { MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'

/**
 * Refuses a body of more than so many bytes. Of a body whose length is said no more than that is ever read, so only one whose
 * length is not said has to be counted; looking at a body at all costs as much as a small answer.
 * @param onError throws what is to be answered
 */
export function limitBody(maxSize: number, onError: () => never): MiddlewareHandler {
  const counted = bodyLimit({ maxSize, onError })
  return async (c, next) => {
    const length = c.req.header('content-length')
    if (c.req.method === 'GET' || c.req.method === 'HEAD') return next()
    if (c.req.header('transfer-encoding') !== undefined || !length || !/^\d+$/.test(length)) return counted(c, next)
    if (Number(length) > maxSize) onError()
    return next()
  }
}
