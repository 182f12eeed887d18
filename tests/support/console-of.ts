import { tokenIn } from './front-door.ts'

/** Signs in by the link that a process said at its start. @returns the cookie of that person */
export async function signInAt(url: string, said: string): Promise<string> {
  const answer = await fetch(`${url}/api/auth/link`, {
    method: 'POST',
    headers: { origin: url, 'content-type': 'application/json' },
    body: JSON.stringify({ token: tokenIn(said) }),
  })
  return answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
}

/** Asks a process in the name of whoever this cookie is. */
export function consoleOf(url: string, cookie: string) {
  return (path: string, body?: unknown, method = body ? 'POST' : 'GET') =>
    fetch(`${url}/api${path}`, {
      method,
      headers: { cookie, origin: url, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    }).then(async (answer) => ({ status: answer.status, ...(await answer.json()) }))
}
