import { ping } from '../../db/ping.ts'
import { isSchemaCurrent } from '../../db/schema-state.ts'
import type { Deps } from '../deps.ts'

const PATIENCE_MS = 2_000

/** `draining`: this process is about to end. `database`: it does not answer. `migrations`: it is older than this program. */
export type Readiness = { ready: true } | { ready: false; why: 'draining' | 'database' | 'migrations' }

/** Whether a request that comes now would be served well; whoever shares out requests asks. */
export async function checkReady(
  { store }: Pick<Deps, 'store'>,
  isDraining: () => boolean = () => false,
): Promise<Readiness> {
  if (isDraining()) return { ready: false, why: 'draining' }
  const late = new Promise<Readiness>((resolve) => {
    const timer: { unref?: () => void } = setTimeout(resolve, PATIENCE_MS, { ready: false, why: 'database' })
    timer.unref?.()
  })
  return Promise.race([late, ask(store)])
}

async function ask({ db }: Deps['store']): Promise<Readiness> {
  try {
    await ping(db)
    return (await isSchemaCurrent(db)) ? { ready: true } : { ready: false, why: 'migrations' }
  } catch {
    return { ready: false, why: 'database' }
  }
}
