import { readdirSync, readFileSync } from 'node:fs'
import { performance } from 'node:perf_hooks'
import { sql } from 'drizzle-orm'
import type { Db } from '../../db/db.ts'
import { rowsOf } from '../../db/scope.ts'

/** Processor time of another process, all its threads, in microseconds; undefined where /proc does not tell. */
export function cpuOf(pid: number): number | undefined {
  try {
    const threads = readdirSync(`/proc/${pid}/task`)
    return threads.reduce((sum, thread) => {
      const [nanoseconds = '0'] = readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')
      return sum + Number(nanoseconds) / 1_000
    }, 0)
  } catch {
    return undefined
  }
}

/** Processor time of the server's processes that serve this database, in microseconds; undefined when they are not on this machine. */
export async function cpuOfBackends(db: Db): Promise<(() => number | undefined) | undefined> {
  const rows = rowsOf(await db.execute(sql`select pid from pg_stat_activity where datname = current_database()`))
  const pids = rows.map(({ pid }) => Number(pid))
  if (pids.length === 0 || pids.some((pid) => cpuOf(pid) === undefined)) return undefined
  return () => pids.reduce((sum, pid) => sum + (cpuOf(pid) ?? 0), 0)
}

/** Whether the machine was quiet while something was measured. */
export interface Quiet {
  /** Share of time in which something waited for a processor, percent: /proc/pressure/cpu. */
  pressure: number | undefined
  /** How late a timer of 1 ms was at worst but one in a hundred, milliseconds. */
  canaryMs: number
  isQuiet: boolean
}

/** Watches the machine from its own process until it is asked. */
export async function canary(milliseconds: number): Promise<Quiet> {
  const before = pressureTotal()
  const start = performance.now()
  const late: number[] = []
  while (performance.now() - start < milliseconds) {
    const asked = performance.now()
    await new Promise((resolve) => setTimeout(resolve, 1))
    late.push(performance.now() - asked - 1)
  }
  late.sort((a, b) => a - b)
  const canaryMs = late[Math.floor(late.length * 0.99)] ?? 0
  const after = pressureTotal()
  const pressure =
    before === undefined || after === undefined
      ? undefined
      : (after - before) / 10 / Math.max(1, performance.now() - start)
  return { pressure, canaryMs, isQuiet: canaryMs < 5 && (pressure ?? 0) < 20 }
}

function pressureTotal(): number | undefined {
  try {
    return Number(/some .*total=(\d+)/.exec(readFileSync('/proc/pressure/cpu', 'utf8'))?.[1])
  } catch {
    return undefined
  }
}
