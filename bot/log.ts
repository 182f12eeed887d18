import type { Log } from '../core/deps.ts'

type Fields = Record<string, unknown>

/** One JSON line an event. */
export function createLog(write: (line: string) => void): Log {
  const line = (level: string, stage: string, ids: Fields) =>
    write(`${JSON.stringify({ at: new Date().toISOString(), level, stage, ...ids })}\n`)
  return {
    info: (stage, ids) => line('info', stage, ids),
    warn: (stage, ids) => line('warn', stage, ids),
  }
}

/** For a person at a terminal: what needs looking at, in a line each, and nothing of what goes well. */
export function createQuietLog(write: (line: string) => void): Log {
  return {
    info: () => undefined,
    warn: (stage, { problem, ...ids }) => {
      const about = Object.entries(ids).map(([name, id]) => `${name} ${String(id)}`)
      write(`! ${stage}: ${String(problem ?? 'see the Health page')}${about.length ? ` (${about.join(', ')})` : ''}\n`)
    },
  }
}
