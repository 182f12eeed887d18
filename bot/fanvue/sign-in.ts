import * as oauth from 'oauth4webapi'
import type { Asked, PlatformApp, Renewed, SignedIn, Tokens } from '../../core/platforms/platform.ts'

/** What is asked for: reading and writing chats, and who pays. New ones need a new sign-in. */
export const SCOPES =
  'openid offline_access offline read:self read:chat write:chat read:fan read:creator read:media read:insights'
const TIMEOUT_MS = 8_000
const AN_HOUR_S = 3_600

/** Sign-in with Fanvue: OAuth 2 with PKCE, the client named by Basic authentication as Fanvue demands. */
export function createSignIn({ authRoot, now }: { authRoot: string; now: () => Date }) {
  const server: oauth.AuthorizationServer = {
    issuer: authRoot,
    authorization_endpoint: `${authRoot}/oauth2/auth`,
    token_endpoint: `${authRoot}/oauth2/token`,
    revocation_endpoint: `${authRoot}/oauth2/revoke`,
    code_challenge_methods_supported: ['S256'],
  }
  const options = () => ({
    [oauth.customFetch]: withoutIdToken,
    // The environment lets only addresses through that nobody can listen on.
    [oauth.allowInsecureRequests]: authRoot.startsWith('http:'),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  })
  const clientOf = ({ clientId }: PlatformApp): oauth.Client => ({ client_id: clientId })
  const basic = ({ clientSecret }: PlatformApp) => oauth.ClientSecretBasic(clientSecret)
  const signedIn = (answer: oauth.TokenEndpointResponse, refresh: string): SignedIn => ({
    tokens: { access: answer.access_token, refresh },
    expiresAt: new Date(now().getTime() + (answer.expires_in ?? AN_HOUR_S) * 1_000),
  })

  return {
    async beginSignIn(app: PlatformApp, redirectUri: string) {
      const state = oauth.generateRandomState()
      const verifier = oauth.generateRandomCodeVerifier()
      const url = new URL(server.authorization_endpoint ?? '')
      url.search = new URLSearchParams({
        response_type: 'code',
        client_id: app.clientId,
        redirect_uri: redirectUri,
        scope: SCOPES,
        state,
        code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      }).toString()
      return { url: url.toString(), state, verifier }
    },

    async finishSignIn(
      app: PlatformApp,
      back: { answer: Record<string, string>; state: string; verifier: string; redirectUri: string },
    ): Promise<Asked<SignedIn>> {
      const client = clientOf(app)
      try {
        const params = oauth.validateAuthResponse(server, client, new URLSearchParams(back.answer), back.state)
        const response = await oauth.authorizationCodeGrantRequest(
          server,
          client,
          basic(app),
          params,
          back.redirectUri,
          back.verifier,
          options(),
        )
        const given = await oauth.processAuthorizationCodeResponse(server, client, response)
        if (given.refresh_token) return { kind: 'ok', value: signedIn(given, given.refresh_token) }
        return refused('Fanvue gave no lasting way in. Allow “offline” for your app at Fanvue and begin again.')
      } catch (error) {
        return refused(explainSignIn(error))
      }
    },

    async renew(app: PlatformApp, refreshToken: string): Promise<Renewed> {
      const client = clientOf(app)
      try {
        const response = await oauth.refreshTokenGrantRequest(server, client, basic(app), refreshToken, options())
        const given = await oauth.processRefreshTokenResponse(server, client, response)
        // By the standard, one that is not replaced stays good.
        return { kind: 'renewed', ...signedIn(given, given.refresh_token ?? refreshToken) }
      } catch (error) {
        return explainRenewal(error)
      }
    },

    async revoke(app: PlatformApp, tokens: Tokens): Promise<boolean> {
      const client = clientOf(app)
      const results = await Promise.allSettled(
        [tokens.refresh, tokens.access].map(async (token) =>
          oauth.processRevocationResponse(await oauth.revocationRequest(server, client, basic(app), token, options())),
        ),
      )
      return results.every(({ status }) => status === 'fulfilled')
    },
  }
}

const refused = (problem: string) => ({ kind: 'refused', problem }) as const

function explainSignIn(error: unknown): string {
  if (error instanceof oauth.AuthorizationResponseError) {
    return error.error === 'access_denied'
      ? 'The sign-in at Fanvue was cancelled there. Nothing was connected.'
      : `Fanvue refused the sign-in (${error.error}). Check the scopes and the redirect address of your app at Fanvue.`
  }
  if (error instanceof oauth.ResponseBodyError) {
    if (error.error === 'invalid_client') return WRONG_APP
    return `Fanvue did not take the sign-in (${error.error}). Begin again.`
  }
  if (error instanceof oauth.WWWAuthenticateChallengeError) return WRONG_APP
  return 'Fanvue could not be reached to finish the sign-in. Begin again in a moment.'
}

const WRONG_APP = 'Fanvue does not know this app. Copy its client id and client secret again.'

/** Only what Fanvue itself says ends a sign-in; a client secret that is wrong can be put right. */
function explainRenewal(error: unknown): Renewed {
  if (error instanceof oauth.ResponseBodyError) {
    if (error.error === 'invalid_grant') return { kind: 'ended', problem: 'Fanvue ended this sign-in.' }
    if (error.error === 'invalid_client') return { kind: 'later', problem: WRONG_APP, isSpent: false }
    return { kind: 'later', problem: `Fanvue did not renew the sign-in (${error.error}).`, isSpent: false }
  }
  if (error instanceof oauth.WWWAuthenticateChallengeError) return { kind: 'later', problem: WRONG_APP, isSpent: false }
  return { kind: 'later', problem: 'Fanvue could not be reached to renew the sign-in.', isSpent: true }
}

/** Who signed in is asked of the API; the id token is not used, so nothing of it is taken. */
const withoutIdToken = async (url: string, init: oauth.CustomFetchOptions<string, unknown>): Promise<Response> => {
  const response = await fetch(url, { ...(init as RequestInit), redirect: 'manual' })
  const text = await response.text()
  const headers = new Headers(response.headers)
  headers.delete('content-length')
  headers.delete('content-encoding')
  try {
    const { id_token, ...rest } = JSON.parse(text)
    return new Response(JSON.stringify(rest), { status: response.status, headers })
  } catch {
    return new Response(text || null, { status: response.status, headers })
  }
}
