import { Webhook } from 'standardwebhooks'
import type { Endpoints, OpenResult, PostResult } from '../../core/deps.ts'
import { explainStatus, sizeOf } from '../fetch-file.ts'
import { networkError, TooLate } from '../network-error.ts'
import { NotLeft, type Outside } from './outside.ts'

/** Asked to wait without being told how long. */
const USUAL_WAIT_MS = 60_000
const LONGEST_WAIT_MS = 3_600_000

/** Signs by the Standard Webhooks scheme, with every secret that counts at this moment, and posts. */
export function createEndpoints(outside: Outside): Endpoints {
  return {
    async refusal(url) {
      if (!URL.canParse(url)) return 'This is not an address. It looks like https://example.com/souvenir.'
      return outside.refusal(new URL(url))
    },
    async open({ url: address, own, signal }): Promise<OpenResult> {
      const url = URL.parse(address)
      if (!url) return { kind: 'not-here', problem: 'The address of this file cannot be read.' }
      try {
        // A host inside that the operator let in is let in for this creator's endpoint, and not for whatever else answers there.
        const isOwn = own !== undefined && URL.parse(own)?.origin === url.origin
        const { status, headers, bytes } = await outside.get({ url, isOwn, signal })
        if (status >= 200 && status < 300) return { kind: 'open', bytes, size: sizeOf(headers) }
        await bytes.cancel()
        return explainStatus('The creator’s program', status)
      } catch (error) {
        if (error instanceof NotLeft) return { kind: error.isForGood ? 'not-here' : 'later', problem: error.message }
        const code = networkError(error).code || 'no answer in time'
        return { kind: 'later', problem: `The creator’s program did not answer (${code}).` }
      }
    },
    async post({ url, id, body, secrets, signal, isInTime }): Promise<PostResult> {
      if (!URL.canParse(url)) return { kind: 'not-left', problem: 'The address cannot be read.', isForGood: true }
      const at = new Date()
      const signatures = secrets.map((secret) => new Webhook(secret).sign(id, at, body))
      const headers = {
        'content-type': 'application/json',
        'user-agent': 'Souvenir',
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
        'webhook-signature': signatures.join(' '),
      }
      try {
        const answer = await outside.post({ url: new URL(url), headers, body, signal, isInTime })
        const { status: code } = answer
        const waits = code === 429 || code === 503
        return {
          kind: 'answered',
          code,
          body: answer.body,
          ...(waits ? { retryAfterMs: waitOf(answer.headers.get('retry-after'), at) } : {}),
        }
      } catch (error) {
        if (error instanceof TooLate) return { kind: 'too-late', problem: 'It was held up here for too long.' }
        if (error instanceof NotLeft) return { kind: 'not-left', problem: error.message, isForGood: error.isForGood }
        return {
          kind: 'lost',
          problem: `The endpoint did not answer (${networkError(error).code || 'no answer in time'}).`,
        }
      }
    },
  }
}

/** Seconds, or a date. */
function waitOf(given: string | null, now: Date): number {
  const seconds = given?.trim() ? Number(given) : Number.NaN
  const waitMs = Number.isFinite(seconds) ? seconds * 1_000 : Date.parse(given ?? '') - now.getTime()
  return Number.isFinite(waitMs) ? Math.min(LONGEST_WAIT_MS, Math.max(1_000, waitMs)) : USUAL_WAIT_MS
}
