import type { Deps } from '../../core/deps.ts'
import type { Installation } from '../../core/health/installation.ts'
import type { SessionSource } from './session.ts'

/** What the console's API is given. */
export interface ConsoleWorld {
  deps: Deps
  sessions: SessionSource
  /** What Health tells of the process; left out where nobody told. */
  installation?: Installation
  /** True once this process was told to end: it serves what comes, and wants no more. */
  isDraining?: () => boolean
}
