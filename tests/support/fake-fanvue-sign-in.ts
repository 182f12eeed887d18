import { createHash, randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

export interface App {
  clientId: string
  clientSecret: string
  webhookSecret: string
  redirectUri: string
}

/** Everything that came of one sign-in: spent twice, all of it is dead. */
interface Family {
  account: string
  isRevoked: boolean
}
interface Pair {
  family: Family
  /** What the first spending gave, to be given again within the grace. */
  next?: { at: number; body: unknown }
}

export interface SignInAnswer {
  status: number
  body?: unknown
  location?: string
}

/** Fanvue's sign-in, strict where it is: PKCE, Basic authentication, codes and refresh tokens that can be spent once. */
export function fakeSignIn({ now, app }: { now: () => number; app: App }) {
  const codes = new Map<string, { challenge: string; redirectUri: string; account: string }>()
  const accessTokens = new Map<string, { family: Family; until: number }>()
  const refreshTokens = new Map<string, Pair>()
  const signIn = {
    /** How long a spent refresh token may be shown again. */
    graceMs: 30_000,
    accessMs: 3_600_000,
    /** Who is sitting at the browser; undefined: they press Cancel. */
    person: undefined as string | undefined,
    spent: 0,
    reused: 0,
    revoked: 0,
    /** As when the creator takes the app's rights away in Fanvue's settings. */
    revokeAll() {
      for (const { family } of refreshTokens.values()) family.isRevoked = true
    },
    /** The account that this token stands for. */
    accountOf(token: string): string | undefined {
      const found = accessTokens.get(token)
      return found && !found.family.isRevoked && found.until > now() ? found.family.account : undefined
    },
    authorize(query: URLSearchParams): SignInAnswer {
      const need = (name: string) => query.get(name) ?? ''
      const isFine =
        need('response_type') === 'code' &&
        need('client_id') === app.clientId &&
        need('redirect_uri') === app.redirectUri &&
        need('code_challenge_method') === 'S256' &&
        /^[\w-]{43}$/.test(need('code_challenge')) &&
        need('state').length >= 8
      if (!isFine) return { status: 400, body: { error: 'invalid_request' } }
      const back = new URL(app.redirectUri)
      back.searchParams.set('state', need('state'))
      const scopes = need('scope').split(' ')
      if (!['openid', 'offline_access', 'offline'].every((scope) => scopes.includes(scope))) {
        back.searchParams.set('error', 'invalid_scope')
      } else if (!signIn.person) back.searchParams.set('error', 'access_denied')
      else {
        const code = randomUUID()
        codes.set(code, { challenge: need('code_challenge'), redirectUri: app.redirectUri, account: signIn.person })
        back.searchParams.set('code', code)
        back.searchParams.set('scope', need('scope'))
      }
      return { status: 302, location: back.toString() }
    },
    token(request: IncomingMessage, form: URLSearchParams): SignInAnswer {
      if (!isApp(request, form)) return { status: 401, body: { error: 'invalid_client' } }
      if (form.get('grant_type') === 'authorization_code') return byCode(form)
      if (form.get('grant_type') === 'refresh_token') return byRefresh(form.get('refresh_token') ?? '')
      return { status: 400, body: { error: 'unsupported_grant_type' } }
    },
    revoke(request: IncomingMessage, form: URLSearchParams): SignInAnswer {
      if (!isApp(request, form)) return { status: 401, body: { error: 'invalid_client' } }
      const token = form.get('token') ?? ''
      const family = refreshTokens.get(token)?.family ?? accessTokens.get(token)?.family
      if (family) family.isRevoked = true
      signIn.revoked += 1
      return { status: 200 }
    },
  }

  function isApp({ headers }: IncomingMessage, form: URLSearchParams): boolean {
    const given = Buffer.from((headers.authorization ?? '').replace(/^Basic /, ''), 'base64').toString()
    const [id, secret] = given.split(':').map((part) => decodeURIComponent(part.replaceAll('+', ' ')))
    return id === app.clientId && secret === app.clientSecret && !form.has('client_secret')
  }

  function byCode(form: URLSearchParams): SignInAnswer {
    const code = form.get('code') ?? ''
    const known = codes.get(code)
    codes.delete(code)
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url')
    if (!known || known.challenge !== challenge || known.redirectUri !== form.get('redirect_uri')) {
      return { status: 400, body: { error: 'invalid_grant' } }
    }
    return { status: 200, body: newPair({ account: known.account, isRevoked: false }) }
  }

  function byRefresh(token: string): SignInAnswer {
    const pair = refreshTokens.get(token)
    if (!pair || pair.family.isRevoked) return { status: 400, body: { error: 'invalid_grant' } }
    if (pair.next) {
      if (now() - pair.next.at < signIn.graceMs) return { status: 200, body: pair.next.body }
      signIn.reused += 1
      pair.family.isRevoked = true
      return { status: 400, body: { error: 'invalid_grant' } }
    }
    signIn.spent += 1
    pair.next = { at: now(), body: newPair(pair.family) }
    return { status: 200, body: pair.next.body }
  }

  function newPair(family: Family) {
    const [access, refresh] = [`access-${randomUUID()}`, `refresh-${randomUUID()}`]
    accessTokens.set(access, { family, until: now() + signIn.accessMs })
    refreshTokens.set(refresh, { family })
    return {
      access_token: access,
      refresh_token: refresh,
      expires_in: signIn.accessMs / 1_000,
      token_type: 'bearer',
      // By an issuer of its own: whoever reads it without need trips over it.
      id_token: 'e30.e30.e30',
      scope: 'openid',
    }
  }
  return signIn
}
