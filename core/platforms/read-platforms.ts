import { duePulls, nextPullDue } from '../../db/chat-pulls.ts'
import type { Db } from '../../db/db.ts'
import { dueAccounts, nextReadingDue } from '../../db/platform-accounts.ts'
import { acrossTenants } from '../../db/scope.ts'
import type { Deps } from '../deps.ts'
import { problemOf } from '../problem-of.ts'
import { pullChat } from './pull-chat.ts'
import { readAccount } from './read-account.ts'

const AT_ONCE = 8

/**
 * Asks platforms for what they did not bring: the words behind a notice, and whatever happened without one. The rows are the
 * queue, as everywhere: each is claimed, and one that fails waits longer each time.
 */
export async function readPlatforms(deps: Deps): Promise<void> {
  if (!deps.platforms) return
  const { store, now, log } = deps
  const failed = (what: string, ids: object) => (error: unknown) =>
    log.warn(`${what} failed`, { ...ids, problem: problemOf(error) })
  const accounts = await acrossTenants(store, (tx) => dueAccounts(tx, now(), AT_ONCE))
  for (const one of accounts) await readAccount(deps, one).catch(failed('reading an account', one))
  const pulls = await acrossTenants(store, (tx) => duePulls(tx, now(), AT_ONCE))
  await Promise.all(pulls.map((one) => pullChat(deps, one).catch(failed('fetching', one))))
}

/** When a platform is to be asked next; undefined where there is none to ask. */
export async function nextPlatformWork({ platforms }: Pick<Deps, 'platforms'>, tx: Db): Promise<Date | undefined> {
  if (!platforms) return undefined
  const times = [await nextPullDue(tx), await nextReadingDue(tx)].filter((time) => time !== undefined)
  return times.toSorted((a, b) => a.getTime() - b.getTime())[0]
}
