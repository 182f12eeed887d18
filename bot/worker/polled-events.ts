import type { Deps, Events, LiveEvent } from '../../core/deps.ts'
import { problemOf } from '../../core/problem-of.ts'
import { inTenant } from '../../core/tenant.ts'
import { type LiveMark, liveMarks } from '../../db/live-marks.ts'

const EVERY_MS = 2_000
const RECENT_MS = 60 * 60_000

/**
 * Live events where requests share no memory: each listener compares what the rows say now with what they said before.
 * @param hold keeps the request's database open until the function it returns is called
 */
export function createPolledEvents(
  world: Pick<Deps, 'store' | 'now' | 'log'>,
  hold: () => () => void = () => () => undefined,
): Events {
  return {
    // The rows say it; whoever listens reads them.
    publish: () => undefined,
    subscribe(tenantId, listener) {
      const release = hold()
      let isOver = false
      let before: Map<string, LiveMark> | undefined
      let sleeping: ReturnType<typeof setTimeout> | undefined
      const look = async () => {
        try {
          const since = new Date(world.now().getTime() - RECENT_MS)
          const marks = await inTenant(world, tenantId, (scope) => liveMarks(scope, since))
          const now = new Map(marks.map((mark) => [`${mark.kind}/${mark.id}`, mark]))
          if (before && !isOver) for (const event of differences(before, now)) listener(event)
          before = now
        } catch (error) {
          world.log.warn('live events', { tenantId, problem: problemOf(error) })
        }
        if (!isOver) sleeping = setTimeout(look, EVERY_MS)
      }
      void look()
      return () => {
        if (isOver) return
        isOver = true
        clearTimeout(sleeping)
        release()
      }
    },
  }
}

/** What is new, looks different, or is gone. */
function differences(before: Map<string, LiveMark>, now: Map<string, LiveMark>): LiveEvent[] {
  const changed = [...now].filter(([key, { mark }]) => before.get(key)?.mark !== mark).map(([, mark]) => mark)
  const gone = [...before].filter(([key, { kind }]) => kind !== 'message' && !now.has(key)).map(([, mark]) => mark)
  return [...changed, ...gone].map(({ kind, id, conversationId, fanId }) => ({ kind, id, conversationId, fanId }))
}
