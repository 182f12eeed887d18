import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ENTRY = fileURLToPath(new URL('../../bot/entry.node.ts', import.meta.url))

/** A started Souvenir: the real process. */
export interface Process {
  url: string
  pid: number
  /** Everything it has said to the person who started it. */
  said(): string
  /** Its log lines. */
  log(): string
  /** Sends a signal and waits for the end. @returns the exit code; null when the signal itself ended it */
  end(signal: NodeJS.Signals): Promise<number | null>
  child: ChildProcess
}

/** Starts the real process and waits until it is up. @throws with everything it said when it ends instead */
export async function startProcess(env: Record<string, string>): Promise<Process> {
  const attempt = launch(env)
  const url = await attempt.url
  if (!url) throw new Error(`It ended with ${attempt.child.exitCode}.\n${attempt.said()}\n${attempt.log()}`)
  return { ...attempt, url, pid: attempt.child.pid as number }
}

/** Starts the real process where it should refuse. @returns what it said and its exit code */
export async function failToStart(env: Record<string, string>): Promise<{ code: number | null; words: string }> {
  const attempt = launch(env)
  if (await attempt.url) {
    await attempt.end('SIGKILL')
    throw new Error(`It started, and should not have.\n${attempt.said()}`)
  }
  return { code: attempt.child.exitCode, words: attempt.log() }
}

/**
 * Starts the real process and does not wait. `url` is undefined when it ended before it was up.
 * @param preload a module that Node loads before the product, and that may be spoken to
 */
export function launch(env: Record<string, string>, preload?: string) {
  const child = spawn(process.execPath, [...(preload ? ['--import', preload] : []), ENTRY], {
    // Nothing of this machine's settings: only what the story says.
    env: { PATH: process.env.PATH, HOME: process.env.HOME, PORT: '0', LOG: 'json', ...env },
    stdio: ['ignore', 'pipe', 'pipe', ...(preload ? (['ipc'] as const) : [])],
  })
  let out = ''
  let err = ''
  child.stdout?.on('data', (chunk) => {
    out += chunk
  })
  child.stderr?.on('data', (chunk) => {
    err += chunk
  })
  const closed = once(child, 'close')
  const url = new Promise<string | undefined>((resolve) => {
    // The greeting comes last: when it is complete, everything runs.
    const look = () => {
      if (out.includes('Ctrl-C')) resolve(/https?:\/\/localhost:\d+/.exec(out)?.[0])
    }
    child.stdout?.on('data', look)
    closed.then(() => resolve(undefined))
  })
  return {
    child,
    url,
    said: () => out,
    log: () => err,
    async end(signal: NodeJS.Signals) {
      child.kill(signal)
      await closed
      return child.exitCode
    },
  }
}

/** Runs a command of package.json as an operator does, to its end. */
export async function runCommand(name: string, args: string[], env: Record<string, string>) {
  const child = spawn('npm', ['run', '--silent', name, '--', ...args], {
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  child.stdout.on('data', (chunk) => {
    said += chunk
  })
  let problems = ''
  child.stderr.on('data', (chunk) => {
    problems += chunk
  })
  await once(child, 'close')
  return { code: child.exitCode, said, problems }
}

/** A folder for one story's data, with a space in its name because people have such folders. */
export async function dataFolder(): Promise<{ path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'souvenir data '))
  return { path, remove: () => rm(path, { recursive: true, force: true }) }
}
