import { TELLING_BYTES } from './type-of-bytes.ts'

/** More than this is passed on to nobody: a browser holds it in memory. */
export const MOST_BYTES = 50 * 1024 * 1024

/** Ends what waits too long. */
export interface Patience {
  signal: AbortSignal
  /** The wait begins anew. */
  renew(): void
  /** It is over, however it went. */
  end(): void
}

/** @param gone whoever wanted it went away */
export function patience(milliseconds: number, gone: AbortSignal): Patience {
  const tooLong = new AbortController()
  const signal = AbortSignal.any([tooLong.signal, gone])
  let timer: ReturnType<typeof setTimeout> | undefined
  const end = () => {
    clearTimeout(timer)
    timer = undefined
  }
  const renew = () => {
    end()
    timer = setTimeout(() => tooLong.abort(new DOMException('Nothing came in time.', 'TimeoutError')), milliseconds)
  }
  renew()
  return { signal, renew, end }
}

/**
 * Looks at how the bytes begin, and passes all of them on as they are asked for: never more than one piece is held. Whoever reads
 * may stop at any time, and then the platform is left alone too.
 * @throws what the source throws before anything came
 */
export async function guardBytes(
  source: ReadableStream<Uint8Array>,
  { signal, renew, end }: Patience,
): Promise<{ beginning: Uint8Array; bytes: ReadableStream<Uint8Array> }> {
  const reader = source.getReader()
  const stop = () => void reader.cancel(signal.reason).catch(() => undefined)
  signal.addEventListener('abort', stop, { once: true })
  const read = async () => {
    renew()
    const next = await reader.read()
    // A source that was cancelled says that it is at its end, and half a picture must not pass for a whole one.
    signal.throwIfAborted()
    // From here on it is the person who takes their time.
    end()
    return next
  }
  const over = () => {
    end()
    signal.removeEventListener('abort', stop)
  }
  let beginning = new Uint8Array()
  try {
    while (beginning.length < TELLING_BYTES) {
      const { done, value } = await read()
      if (done) break
      beginning = new Uint8Array([...beginning, ...value])
    }
  } catch (error) {
    over()
    throw error
  }
  let passed = 0
  let held: Uint8Array | undefined = beginning
  const bytes = new ReadableStream<Uint8Array>(
    {
      async pull(out) {
        try {
          let next: ReadableStreamReadResult<Uint8Array> = held ? { done: false, value: held } : await read()
          held = undefined
          while (!next.done && next.value.length === 0) next = await read()
          if (next.done) {
            over()
            return out.close()
          }
          passed += next.value.length
          if (passed > MOST_BYTES) throw new Error('It is larger than what is passed on.')
          out.enqueue(next.value)
        } catch (error) {
          over()
          await reader.cancel(error).catch(() => undefined)
          // What broke may name an address with a key in it, and this one is printed.
          out.error(new Error('What was sent did not arrive whole.'))
        }
      },
      async cancel(reason) {
        over()
        await reader.cancel(reason)
      },
    },
    { highWaterMark: 0 },
  )
  return { beginning, bytes }
}
