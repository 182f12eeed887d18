import { Webhook } from 'standardwebhooks'
import type { Endpoints, PostResult } from '../../core/deps.ts'
import { networkError } from '../network-error.ts'
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
    async post({ url, id, body, secrets, signal }): Promise<PostResult> {
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
        const answer = await outside.post({ url: new URL(url), headers, body, signal })
        const { status: code } = answer
        const waits = code === 429 || code === 503
        return {
          kind: 'answered',
          code,
          body: answer.body,
          ...(waits ? { retryAfterMs: waitOf(answer.headers.get('retry-after'), at) } : {}),
        }
      } catch (error) {
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
