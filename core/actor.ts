/** Who does something: a person who works here, by name, and where they did it. */
export interface Actor {
  /** Stable: `user:<id>` for a team member, `telegram:<id>` for a reviewer without an account here. */
  id: string
  name: string
  role: 'owner' | 'manager' | 'chatter'
  via: 'console' | 'telegram' | 'discord'
  /** The request they made, where there is one: the record of accesses names it. */
  requestId?: string | undefined
}
