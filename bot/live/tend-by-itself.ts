import type { RecordTender } from '../../core/audit/tend-record.ts'

/** New entries wait no longer than this for their link. */
const EVERY_MS = 1_000

/** Looks after the record of accesses about once a second, one round at a time. @param onError a round failed; the next one tries again */
export function tendByItself(tender: RecordTender, onError: (error: unknown) => void) {
  let sleeping: ReturnType<typeof setTimeout> | undefined
  let round: Promise<void> = Promise.resolve()
  let isStopped = true
  const next = () => {
    if (isStopped) return
    sleeping = setTimeout(() => {
      round = tender.tend().catch(onError).then(next)
    }, EVERY_MS)
  }
  return {
    async start() {
      isStopped = false
      next()
    },
    async stop() {
      isStopped = true
      clearTimeout(sleeping)
      await round
      await tender.finish().catch(onError)
    },
  }
}
