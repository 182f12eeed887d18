import { ApiFailure, unwrap } from './client.ts'
import { en } from './words/en.ts'
import { t, type WordKey } from './words.ts'

/* Who may come in: signing in, one's own account, the team. Written out here, because these answers come from the door itself. */

export type Role = 'owner' | 'manager' | 'chatter'

export interface Me {
  /** Empty until the person has said it. */
  name: string
  email: string
  role: Role
  tenantName: string
  isEmailConfirmed: boolean
  may: string[]
  hasPassword: boolean
  /** No way back in but another link. */
  mustChoose: boolean
  passkeys: { id: string; name: string | null; createdAt: string | null }[]
  sessions: {
    id: string
    isThis: boolean
    address: string | null
    browser: string | null
    since: string
    lastSeenAt: string
  }[]
}

export interface Team {
  tenantName: string
  members: { id: string; name: string; email: string; role: Role; createdAt: string; isYou: boolean }[]
  invitations: { id: string; email: string; role: Role; expiresAt: string }[]
}

const post = <Data>(path: string, body: unknown = {}) => ask<Data>('POST', path, body)

export const door = {
  options: () => ask<{ hasMail: boolean; passkeyHost: string }>('GET', '/options'),
  me: () => ask<Me>('GET', '/me'),
  useLink: (token: string) => post('/link', { token }),
  sendLink: (email: string) => post('/link/send', { email }),
  usePassword: (email: string, password: string) => post('/password', { email, password }),
  forgot: (email: string) => post('/password/forgot', { email }),
  reset: (token: string, password: string) => post('/password/reset', { token, password }),
  confirmEmail: (token: string) => post('/email/confirm', { token }),
  invitation: (token: string) =>
    post<{ email: string; role: Role; tenantName: string; expiresAt: string }>('/invitation', { token }),
  acceptInvitation: (token: string, name?: string) => post('/invitation/accept', { token, ...(name ? { name } : {}) }),
  signOut: () => post('/sign-out'),
  setName: (name: string) => ask('PUT', '/me/name', { name }),
  setEmail: (email: string) => ask<{ confirm: boolean }>('PUT', '/me/email', { email }),
  setPassword: (password: string, current?: string) =>
    ask<{ confirm: boolean }>('PUT', '/me/password', { password, ...(current ? { current } : {}) }),
  removePasskey: (id: string) => ask('DELETE', `/me/passkeys/${id}`),
  endSession: (id: string) => ask<{ ended: number }>('DELETE', `/me/sessions/${id}`),
  endOtherSessions: () => ask<{ ended: number }>('DELETE', '/me/sessions'),
  team: () => ask<Team>('GET', '/team'),
  invite: (email: string, role: Role) =>
    post<{ link: string; mailed: boolean; expiresAt: string }>('/team/invitations', { email, role }),
  uninvite: (id: string) => ask('DELETE', `/team/invitations/${id}`),
  setRole: (id: string, role: Role) => ask('PUT', `/team/members/${id}/role`, { role }),
  removeMember: (id: string) => ask('DELETE', `/team/members/${id}`),
}

/** Signs in with a passkey of this device. @throws {ApiFailure} `passkey-failed`, also when the person changed their mind */
export async function usePasskey(): Promise<void> {
  const options = await ask<PublicKeyCredentialRequestOptionsJSON>('GET', '/passkey/options')
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options)
  await post('/passkey', { response: await keyOf(navigator.credentials.get({ publicKey })) })
}

/** Makes a passkey on this device for the signed-in person. */
export async function addPasskey(name: string): Promise<void> {
  const options = await ask<PublicKeyCredentialCreationOptionsJSON>('GET', '/me/passkeys/options')
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options)
  await post('/me/passkeys', { name, response: await keyOf(navigator.credentials.create({ publicKey })) })
}

/** Whether a passkey can work here: browsers bind it to the name in the address bar. */
export function canUsePasskeys(passkeyHost: string): boolean {
  return (
    location.hostname === passkeyHost &&
    'PublicKeyCredential' in window &&
    'parseCreationOptionsFromJSON' in PublicKeyCredential
  )
}

/** "Firefox on Linux": enough to know one's own machines by. */
export function deviceName(browser: string | null): string {
  const find = (names: string[]) =>
    names
      .find((name) => browser?.includes(name.split('|')[0] ?? ''))
      ?.split('|')
      .at(-1)
  const program = find(['Edg/|Edge', 'OPR/|Opera', 'Firefox', 'Chrome', 'Safari'])
  const system = find(['iPhone', 'iPad', 'Android', 'Windows', 'Mac OS X|macOS', 'CrOS|ChromeOS', 'Linux'])
  return program && system
    ? t('account.device', { program, system })
    : (program ?? system ?? t('account.device.unknown'))
}

/** Words for what went wrong, in the reader's language where we have them. */
export function doorProblem(problem: unknown): string {
  if (!(problem instanceof ApiFailure)) return String(problem)
  const key = `door.${problem.code}`
  return isWord(key) ? t(key, { seconds: Number(problem.metadata.seconds ?? 60) }) : problem.message
}

function isWord(key: string): key is WordKey {
  return key in en
}

async function keyOf(asked: Promise<Credential | null>): Promise<unknown> {
  const credential = await asked.catch(() => null)
  if (credential instanceof PublicKeyCredential) return credential.toJSON()
  throw new ApiFailure({ code: 'passkey-failed', message: t('door.passkey-failed') })
}

function ask<Data = unknown>(method: string, path: string, body?: unknown): Promise<Data> {
  return unwrap<Data>(
    fetch(`/api/auth${path}`, {
      method,
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    }),
  )
}
