import { randomUUID } from 'node:crypto'

type Fetch = (request: Request, ...rest: never[]) => Response | Promise<Response>

/** While there is no room to store anything, every request that would is refused with the reason; reading goes on. */
export function refuseWrites<F extends Fetch>(fetch: F, why: () => string | undefined): F {
  const guarded = (request: Request, ...rest: never[]) => {
    const reason = request.method === 'GET' || request.method === 'HEAD' ? undefined : why()
    return reason === undefined ? fetch(request, ...rest) : refusal(reason)
  }
  return guarded as F
}

function refusal(message: string): Response {
  const requestId = randomUUID()
  return Response.json(
    {
      success: false,
      error: { code: 'unavailable', message, retryable: true },
      meta: { timestamp: new Date().toISOString(), requestId, duration: 0 },
    },
    { status: 503, headers: { 'retry-after': '60', 'x-request-id': requestId } },
  )
}
