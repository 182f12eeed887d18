import { ping } from '../../db/ping.ts'
import type { Deps } from '../deps.ts'

const PATIENCE_MS = 2_000

/** Whether a request would find a database that answers. */
export async function checkReady({ store }: Pick<Deps, 'store'>): Promise<boolean> {
  const late = new Promise<boolean>((resolve) => setTimeout(resolve, PATIENCE_MS, false).unref?.())
  const answer = ping(store.db).then(
    () => true,
    () => false,
  )
  return Promise.race([answer, late])
}
