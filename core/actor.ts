/** Who does something: a person who works here, by name, and where they did it. */
export interface Actor {
  /** Stable: `user:<id>` for a team member, `telegram:<id>` or `discord:<id>` for a reviewer without an account here. */
  id: string
  name: string
  role: 'owner' | 'manager' | 'chatter'
  via: 'console' | 'telegram' | 'discord'
  /** The request they made, where there is one: the record of accesses names it. */
  requestId?: string | undefined
}

/** The team member behind an actor; undefined for a reviewer without an account here. */
export const userOf = ({ id }: Pick<Actor, 'id'>): string | undefined => /^user:(.+)$/.exec(id)?.[1]
