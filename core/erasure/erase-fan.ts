import { creatorById } from '../../db/creators.ts'
import { eraseRows } from '../../db/erase-rows.ts'
import { claimErasure, dueErasures, type Erasure, updateErasure } from '../../db/erasures.ts'
import { acrossTenants, inTenant } from '../../db/scope.ts'
import { noteTrouble, resolveTrouble } from '../../db/troubles.ts'
import type { Deps } from '../deps.ts'
import { patiently } from '../patiently.ts'
import { problemOf } from '../problem-of.ts'
import { forgetRecall } from '../recall/hot-indexes.ts'
import { say } from '../words/say.ts'
import { eraseCards } from './erase-cards.ts'
import { keepInLedger } from './keep-in-ledger.ts'
import { stopForFan } from './stop-for-fan.ts'

const AT_ONCE = 4
const LEASE_MS = 60_000
const LONGEST_WAIT_MS = 5 * 60_000
const HOUR_MS = 3_600_000

type World = Pick<Deps, 'store' | 'now' | 'cache' | 'desks' | 'ledger' | 'events' | 'log' | 'wake'>

/** What is left to do after a step: nothing, so that the next one follows, or the same again a little later. */
export type StepResult = { erasure: Erasure } | { laterMs: number; problem?: string }

/**
 * The way to oblivion. Each step may be done again without harm and is written down when it is done, so that any process can go
 * on where another died. Rows and key go in seconds, whatever a chat app does; its cards are followed up until they are gone.
 */
const STEPS: [name: string, step: (deps: World, erasure: Erasure) => Promise<StepResult>][] = [
  ['stop', stopForFan],
  ['ledger', writeDown],
  ['rows', removeRows],
  ['memory', forgetInMemory],
  ['cards', eraseCards],
  ['receipt', giveReceipt],
]

/** Begins and goes on with whatever erasure is due. */
export async function eraseDueFans(deps: World): Promise<void> {
  const due = await acrossTenants(deps.store, (tx) => dueErasures(tx, deps.now(), AT_ONCE))
  for (const one of due) await eraseFan(deps, one)
}

async function eraseFan(deps: World, { tenantId, id }: { tenantId: string; id: string }): Promise<void> {
  const { store, now, log } = deps
  const claimed = await inTenant(store, tenantId, (scope) =>
    claimErasure(scope, id, { now: now(), leaseUntil: new Date(now().getTime() + LEASE_MS) }),
  )
  if (!claimed) return
  const ids = { tenantId, erasureId: id }
  let erasure = claimed
  try {
    for (const [name, step] of STEPS) {
      if (erasure.steps[name]) continue
      const result = await step(deps, erasure)
      if ('laterMs' in result) return await putOff(deps, erasure, result)
      const steps = { ...result.erasure.steps, [name]: now().toISOString() }
      erasure = await inTenant(store, tenantId, (scope) => updateErasure(scope, id, { steps }))
      log.info(`erasure ${name}`, ids)
    }
    await inTenant(store, tenantId, (scope) => resolveTrouble(scope, { stage: 'erasure', subjectId: id, now: now() }))
  } catch (error) {
    const problem = problemOf(error)
    log.warn('erasure failed', { ...ids, problem })
    await patiently(() => putOff(deps, erasure, { laterMs: backoff(erasure.attempts), problem }))
  }
  deps.events.publish(tenantId, { kind: 'health', id })
}

/** Rows, key and memory at once, without waiting for anybody; what is left is due work. For a start with an older backup. */
export async function eraseRowsNow(deps: World, erasure: Erasure): Promise<void> {
  const { steps } = erasure
  await stopForFan(deps, erasure)
  const begun = { ...steps, stop: deps.now().toISOString(), ledger: deps.now().toISOString() }
  const stopped = await inTenant(deps.store, erasure.tenantId, (scope) =>
    updateErasure(scope, erasure.id, { steps: begun }),
  )
  await removeRows(deps, stopped)
  await forgetInMemory(deps, stopped)
}

/** Shown with its clock, so that nobody finds out on the fourth day. */
async function putOff(
  { store, now, wake }: World,
  erasure: Erasure,
  { laterMs, problem }: { laterMs: number; problem?: string },
): Promise<void> {
  const at = now()
  const notBefore = new Date(at.getTime() + laterMs)
  await inTenant(store, erasure.tenantId, async (scope) => {
    const state = problem ? 'failed' : 'running'
    await updateErasure(scope, erasure.id, { state, notBefore, leaseUntil: null, problem: problem ?? null })
    if (!problem) return
    const creator = await creatorById(scope, erasure.creatorId)
    const language = creator?.language === 'fr' ? 'fr' : 'en'
    const hours = Math.floor((erasure.dueAt.getTime() - at.getTime()) / HOUR_MS)
    await noteTrouble(scope, {
      stage: 'erasure',
      subjectId: erasure.id,
      problem: say(language, hours >= 0 ? 'erasure.trouble' : 'erasure.trouble-late', {
        problem,
        hours: Math.abs(hours),
      }),
      now: at,
    })
  })
  wake(notBefore)
}

async function writeDown(deps: World, erasure: Erasure): Promise<StepResult> {
  await keepInLedger(deps, erasure, 'begun')
  return { erasure }
}

/** All rows and the key, in one transaction: there is no moment with half a fan. */
async function removeRows({ store, now }: World, erasure: Erasure): Promise<StepResult> {
  return inTenant(store, erasure.tenantId, async (scope) => {
    const counts = erasure.fanId ? await eraseRows(scope, erasure.fanId) : {}
    // A step that is done again after a kill finds nothing, and must not forget what the first time found.
    const receipt = erasure.erasedAt ? erasure.receipt : { ...erasure.receipt, ...counts }
    return { erasure: await updateErasure(scope, erasure.id, { receipt, erasedAt: erasure.erasedAt ?? now() }) }
  })
}

async function forgetInMemory(deps: World, erasure: Erasure): Promise<StepResult> {
  const { tenantId, fanId } = erasure
  if (fanId) {
    await forgetRecall(deps, { tenantId, fanId })
    deps.events.publish(tenantId, { kind: 'fan', id: fanId, fanId })
  }
  return { erasure }
}

/** From here on nothing says whose erasure it was. */
async function giveReceipt(deps: World, erasure: Erasure): Promise<StepResult> {
  const doneAt = erasure.doneAt ?? deps.now()
  await keepInLedger(deps, { ...erasure, doneAt }, 'done')
  const forgotten = { fanId: null, goodbyeDraftId: null, cardsLeft: [], problem: null, leaseUntil: null }
  const change = { ...forgotten, state: 'done', doneAt }
  return { erasure: await inTenant(deps.store, erasure.tenantId, (scope) => updateErasure(scope, erasure.id, change)) }
}

const backoff = (attempts: number) => Math.min(LONGEST_WAIT_MS, 1_000 * 2 ** Math.min(attempts, 10))
