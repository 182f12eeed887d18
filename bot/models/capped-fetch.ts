/** Far more than any draft; a server that never stops writing is cut off here. */
const MOST_BYTES = 1_000_000

/** `fetch` that reads at most a megabyte of an answer. */
export const cappedFetch: typeof fetch = async (input, init) => {
  const response = await fetch(input, init)
  if (!response.body) return response
  let bytes = 0
  const capped = response.body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        bytes += chunk.byteLength
        if (bytes > MOST_BYTES) controller.error(new Error('The model server sent more than a megabyte.'))
        else controller.enqueue(chunk)
      },
    }),
  )
  return new Response(capped, { status: response.status, statusText: response.statusText, headers: response.headers })
}
