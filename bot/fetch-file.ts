import type { OpenResult } from '../core/deps.ts'
import { networkError } from './network-error.ts'

/**
 * Fetches a file from a platform's own file server. Never throws, and never says the address: it may hold a key.
 * @param of the platform's name, for people
 */
export async function fetchFile(
  address: string | URL,
  { of, signal, headers = {} }: { of: string; signal: AbortSignal; headers?: Record<string, string> },
): Promise<OpenResult> {
  let answer: Response
  try {
    // A key is for the server that it was given for, and for nobody whom that one points to.
    answer = await fetch(address, {
      signal,
      redirect: 'manual',
      headers: { ...headers, 'accept-encoding': 'identity' },
    })
  } catch (error) {
    const { code } = networkError(error)
    return { kind: 'later', problem: `${of} could not be reached (${code || 'no answer in time'}).` }
  }
  if (answer.ok && answer.body) return { kind: 'open', bytes: answer.body, size: sizeOf(answer.headers) }
  await answer.body?.cancel()
  return explainStatus(of, answer.status)
}

/** What a file server's refusal means. */
export function explainStatus(of: string, status: number): OpenResult {
  if (status === 404 || status === 410) return { kind: 'gone', problem: `${of} does not have this file any more.` }
  if (status === 413) return { kind: 'too-large', problem: `${of} finds this file too large to hand over.` }
  if (status === 429) return { kind: 'later', problem: `${of} is asked too often for now.` }
  return { kind: 'later', problem: `${of} did not hand the file over (${status}).` }
}

/** Undefined where it is not told, or is told of something else than what arrives. */
export function sizeOf(headers: Headers): number | undefined {
  const size = headers.get('content-length')
  return size !== null && /^\d{1,15}$/.test(size) && !headers.get('content-encoding') ? Number(size) : undefined
}
