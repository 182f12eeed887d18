import type { CheckpointKeeper, Log } from '../../core/deps.ts'

/** Where there is no disk: the log is kept elsewhere than the database, and a line holds nothing that is secret. */
export function checkpointLog(log: Log): CheckpointKeeper {
  return {
    lines: async () => [],
    keep: async (line) => log.info('audit checkpoint', { line }),
  }
}
