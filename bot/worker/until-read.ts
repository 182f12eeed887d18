/** An event stream ends after this, and the browser opens a new one: a client that left unnoticed keeps nothing open for long. */
const LONGEST_STREAM_MS = 60_000

/**
 * Calls `done` once when the answer was read to its end, or nobody reads it any more: a stream may need its database until then.
 * @param gone tells that the client left; a stream that only waits would not notice
 */
export function untilRead(
  response: Response,
  { gone, longestMs = LONGEST_STREAM_MS }: { gone: AbortSignal; longestMs?: number },
  done: () => void,
): Response {
  const { body } = response
  if (!body) {
    done()
    return response
  }
  const isStream = response.headers.get('content-type')?.startsWith('text/event-stream')
  const signal = isStream ? AbortSignal.any([gone, AbortSignal.timeout(longestMs)]) : gone
  const { readable, writable } = new TransformStream()
  void body
    .pipeTo(writable, { signal, preventAbort: true })
    // Broken off, it ends like one that is finished: a browser then asks again by itself.
    .catch(() => writable.close())
    .catch(() => undefined)
    .finally(done)
  return new Response(readable, response)
}
