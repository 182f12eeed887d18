import type { Scope } from '../../db/db.ts'
import { type Message, recentMessages } from '../../db/messages.ts'
import { moodsOf } from '../../db/moods.ts'
import { purchasesOf } from '../../db/purchases.ts'
import { historyBegins } from '../moods/note-moods.ts'
import { readMood } from '../moods/read-mood.ts'
import { exchangesIn } from '../personality/exchanges.ts'
import type { Seen } from './engagement-score.ts'

const LOOK_BACK = 300

/** What the score, the drift and the usual times of a fan are computed from. */
export async function observeFan(
  scope: Scope,
  fanId: string,
  now: Date,
): Promise<Seen & { said: Message[]; lastOurs: Date | undefined; lastTheirs: Date | undefined }> {
  const latest = await recentMessages(scope, { fanId, limit: LOOK_BACK })
  const said = latest.filter(({ status, deletedAt }) => status !== 'failed' && !deletedAt)
  const lastOf = (which: Message['direction']) => said.findLast(({ direction }) => direction === which)?.sentAt
  return {
    said,
    lastOurs: lastOf('outbound'),
    lastTheirs: lastOf('inbound'),
    wroteAt: said.filter(({ direction }) => direction === 'inbound').map(({ sentAt }) => sentAt),
    exchanges: exchangesIn(said, now, (text) => readMood(text).label),
    moods: (await moodsOf(scope, { fanId, since: historyBegins(now) })).map(({ reading }) => reading),
    purchasedAt: (await purchasesOf(scope, fanId)).map(({ purchasedAt }) => purchasedAt),
    now,
  }
}
