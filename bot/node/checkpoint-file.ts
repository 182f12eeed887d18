import { appendFile, mkdir, readFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import type { CheckpointKeeper } from '../../core/deps.ts'
import type { Env } from '../env.ts'

/** Where checkpoints are kept: AUDIT_CHECKPOINTS, or a file beside the data. */
export function checkpointPath({ AUDIT_CHECKPOINTS, DATA_DIR }: Pick<Env, 'AUDIT_CHECKPOINTS' | 'DATA_DIR'>): string {
  return resolve(AUDIT_CHECKPOINTS ?? join(DATA_DIR, 'audit-checkpoints.txt'))
}

/** A file that is only ever added to, a line a checkpoint. */
export function checkpointFile(path: string): CheckpointKeeper {
  return {
    async lines() {
      try {
        return (await readFile(path, 'utf8')).split('\n')
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
        throw error
      }
    },
    async keep(line) {
      await mkdir(dirname(path), { recursive: true, mode: 0o700 })
      await appendFile(path, `${line}\n`, { mode: 0o600 })
    },
  }
}
