import { eq } from 'drizzle-orm'
import type { Db } from './db.ts'
import { installs } from './schema.ts'

/** What a database knows of the master key it was first used with. */
export interface Install {
  /** Tells that key from another. */
  keyCheck: string
  /** Null in a database whose first master key is the root itself. */
  rootWrapped: Buffer | null
}

/** Undefined for a new database. */
export async function installOf(db: Db): Promise<Install | undefined> {
  const [row] = await db
    .select({ keyCheck: installs.keyCheck, rootWrapped: installs.rootWrapped })
    .from(installs)
    .where(eq(installs.id, 1))
  return row
}

/** Keeps it, once: of two processes the first wins. */
export async function keepInstall(db: Db, install: Install): Promise<void> {
  await db
    .insert(installs)
    .values({ id: 1, ...install })
    .onConflictDoNothing()
}
