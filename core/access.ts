import type { Actor } from './actor.ts'

export type Role = Actor['role']

/** Who may do what. An action that is not listed cannot be declared by a route, and so cannot be reached. */
const ALLOWED = {
  /** Read the queue, a draft, a conversation, and follow what happens live. */
  'queue.read': ['owner', 'manager', 'chatter'],
  /** Approve, edit, hold, reject, take back; say whether a doubtful reply arrived. */
  'draft.decide': ['owner', 'manager', 'chatter'],
  'fan.read': ['owner', 'manager', 'chatter'],
  /** Facts, preferences, promises and the quiet switch of one fan. */
  'fan.edit': ['owner', 'manager', 'chatter'],
  'fan.export': ['owner', 'manager'],
  'fan.erase': ['owner', 'manager'],
  /** Play a fan on the practice page. */
  'try-it.use': ['owner', 'manager', 'chatter'],
  /** The record of who saw and changed what. */
  'audit.read': ['owner', 'manager'],
  'health.read': ['owner', 'manager', 'chatter'],
  'settings.read': ['owner', 'manager'],
  /** Persona, menu, connections, models, rules that hold for every fan, the demo. */
  'settings.edit': ['owner', 'manager'],
  'team.read': ['owner', 'manager'],
  'team.edit': ['owner', 'manager'],
  /** One's own name, sign-in and sessions. */
  'account.edit': ['owner', 'manager', 'chatter'],
} as const satisfies Record<string, readonly Role[]>

export type Action = keyof typeof ALLOWED

export const ACTIONS = Object.keys(ALLOWED) as Action[]
export const ROLES: readonly Role[] = ['owner', 'manager', 'chatter']

export function can(role: Role, action: Action): boolean {
  return (ALLOWED[action] as readonly Role[]).includes(role)
}

/** Nobody makes or unmakes somebody who stands above them. */
export function mayGive(giver: Role, role: Role): boolean {
  return can(giver, 'team.edit') && ROLES.indexOf(giver) <= ROLES.indexOf(role)
}
