import { makeEmbeddedSnapshot } from '../../db/embedded-snapshot.ts'
import { buildConsole } from './build-console.ts'

/** One migrated embedded database for all workers (loading it is several times faster than making it), and one built console. */
export default async function setup(): Promise<void> {
  await makeEmbeddedSnapshot()
  await buildConsole()
}
