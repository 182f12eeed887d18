import { randomUUID } from 'node:crypto'
import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Http2Bindings, type HttpBindings, serve } from '@hono/node-server'
import type { Hono } from 'hono'

export interface Serving {
  /** The port it really has: PORT=0 lets the system choose. */
  port: number
  /**
   * Takes no new request, lets those in flight end, and ends streams that would never. Resolves when no handler runs any more,
   * whether anybody waits for its answer or not. @param noticeMs before that: answers still come, each as the last of its connection
   */
  close(noticeMs?: number): Promise<void>
}

const GRACE_MS = 5_000

/** Serves the web application. @throws in plain words when the port is taken or not allowed */
export async function listen(fetch: Hono['fetch'], { port, host }: { port: number; host: string }): Promise<Serving> {
  const streams = new Set<{ destroy(): unknown }>()
  const atWork = new Set<Promise<unknown>>()
  let isLeaving = false
  const watched = async (request: Request, bindings: HttpBindings | Http2Bindings) => {
    const answering = Promise.resolve(fetch(request, bindings))
    atWork.add(answering)
    const answer = await answering.finally(() => atWork.delete(answering))
    if (answer.headers.get('content-type')?.startsWith('text/event-stream')) {
      streams.add(bindings.outgoing)
      bindings.outgoing.once('close', () => streams.delete(bindings.outgoing))
    }
    // The rest of a body that was refused is not read, so nothing else may come this way.
    if (answer.status === 413 || isLeaving) answer.headers.set('connection', 'close')
    return answer
  }
  const server = await new Promise<Server>((resolve, reject) => {
    const made = serve({ fetch: watched, port, hostname: host }, () => resolve(made)) as Server
    made.once('error', (error: NodeJS.ErrnoException) => reject(new Error(whyNot(error, port, host))))
  })
  server.on('clientError', answerUnreadable)
  const address = server.address()
  return {
    port: typeof address === 'object' && address ? address.port : port,
    async close(noticeMs = 0) {
      isLeaving = true
      await sleep(noticeMs)
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeIdleConnections()
      for (const stream of streams) stream.destroy()
      const timer = setTimeout(() => server.closeAllConnections(), GRACE_MS)
      await closed
      clearTimeout(timer)
      // Who hung up left a handler behind that still reads and writes.
      while (atWork.size > 0) await Promise.allSettled(atWork)
    },
  }
}

/** What Node cannot even parse never reaches the application, so the answer in our shape is written here. */
function answerUnreadable(error: NodeJS.ErrnoException, socket: Socket): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy()
    return
  }
  const isTooLarge = error.code === 'HPE_HEADER_OVERFLOW'
  const requestId = randomUUID()
  const body = JSON.stringify({
    success: false,
    error: {
      code: isTooLarge ? 'too-large' : 'invalid',
      message: isTooLarge ? 'The headers of this request are too large.' : 'This is no HTTP request that can be read.',
      retryable: false,
    },
    meta: { timestamp: new Date().toISOString(), requestId, duration: 0 },
  })
  socket.end(
    `HTTP/1.1 ${isTooLarge ? '431 Request Header Fields Too Large' : '400 Bad Request'}\r\n` +
      `content-type: application/json\r\nx-request-id: ${requestId}\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  )
}

function whyNot(error: NodeJS.ErrnoException, port: number, host: string): string {
  if (error.code === 'EADDRINUSE') {
    return `Port ${port} is taken by another program. Stop that one, or choose another port: PORT=3001 npm start`
  }
  if (error.code === 'EACCES') return `This user may not open port ${port}. Choose one above 1023: PORT=3000 npm start`
  if (error.code === 'EADDRNOTAVAIL') return `This machine has no address "${host}". Check HOST.`
  return `No web server could be started on ${host}:${port}: ${error.message}`
}
