import type { Scope } from '../../db/db.ts'
import { listFans } from '../fans/list-fans.ts'
import { mayBePlayed } from './play-fan.ts'

const MOST = 40

/** The fans whom a person may play on the Try it page, latest seen first. */
export async function listPlayers(scope: Scope): Promise<{ id: string; name: string; language: string }[]> {
  const { fans } = await listFans(scope, { limit: 200 })
  const players: { id: string; name: string; language: string }[] = []
  for (const { id, name, language, isDemo } of fans) {
    if (players.length < MOST && (await mayBePlayed(scope, { id, isDemo }))) players.push({ id, name, language })
  }
  return players
}
