import { randomUUID } from 'node:crypto'
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

export interface DataLock {
  /** Gives the folder back. Harmless when called twice, or when the lock is no longer ours. */
  release(): Promise<void>
}

/** What stands in the lock file. Together pid, boot and start name one process for ever, even when its pid is used again. */
interface Holder {
  token: string
  pid: number
  boot: string
  processStart: string
  since: string
}

const FILE = 'lock'
const MOST_TRIES = 5

/**
 * Takes a data folder for this process alone: two processes in one embedded database lose each other's rows without a word.
 * A lock whose process is dead is cleared away; one whose process lives never is.
 * @throws with the pid of the process that has it, and what to do
 */
export async function lockDataDir(dataDir: string): Promise<DataLock> {
  const file = join(dataDir, FILE)
  const mine = await describeMyself()
  for (let attempt = 0; attempt < MOST_TRIES; attempt += 1) {
    if (await place(file, mine)) return { release: () => releaseIfMine(file, mine) }
    const holder = await holderOf(file)
    if (holder === 'nobody') continue
    if (holder === 'unreadable' || (await isAlive(holder))) throw new Error(refusal(dataDir, file, holder))
    await clearAway(file, holder)
  }
  throw new Error(`${dataDir} is being taken and given back by other processes. Wait a moment and start again.`)
}

/** Written beside it first and linked into place, so that a lock file is never seen half written. */
async function place(file: string, mine: Holder): Promise<boolean> {
  const beside = `${file}.${mine.token}`
  const words = `${JSON.stringify(mine)}\n`
  await writeFile(beside, words, { flag: 'wx', mode: 0o600 })
  try {
    await link(beside, file).catch((error: NodeJS.ErrnoException) => {
      // Some disks know no hard links.
      if (error.code === 'EEXIST') throw error
      return writeFile(file, words, { flag: 'wx', mode: 0o600 })
    })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  } finally {
    await rm(beside, { force: true })
  }
}

async function holderOf(file: string): Promise<Holder | 'nobody' | 'unreadable'> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Holder
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'nobody' : 'unreadable'
  }
}

async function isAlive({ pid, boot, processStart }: Holder): Promise<boolean> {
  const now = await bootId()
  if (now !== '' && boot !== '' && now !== boot) return false
  try {
    process.kill(pid, 0)
  } catch (error) {
    // Not permitted means: it lives, and belongs to somebody else.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  const startOfThatPid = await processStartOf(pid)
  return startOfThatPid === '' || processStart === '' || startOfThatPid === processStart
}

/** Of two processes that clear the same dead lock, the second must not take the first one's new lock with it. */
async function clearAway(file: string, dead: Holder): Promise<void> {
  const aside = `${file}.${randomUUID()}`
  try {
    await rename(file, aside)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return
    throw error
  }
  const moved = await holderOf(aside)
  if (typeof moved === 'object' && moved.token !== dead.token) await link(aside, file).catch(() => undefined)
  await rm(aside, { force: true })
}

async function releaseIfMine(file: string, mine: Holder): Promise<void> {
  const holder = await holderOf(file)
  if (typeof holder === 'object' && holder.token === mine.token) await rm(file, { force: true })
}

async function describeMyself(): Promise<Holder> {
  return {
    token: randomUUID(),
    pid: process.pid,
    boot: await bootId(),
    processStart: await processStartOf(process.pid),
    since: new Date().toISOString(),
  }
}

/** Changes with each start of the machine; empty where the system does not tell. */
async function bootId(): Promise<string> {
  return (await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '')).trim()
}

/** When a process began, in the system's own ticks; empty where the system does not tell. */
async function processStartOf(pid: number): Promise<string> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  // The second field is a name in brackets that may hold spaces; the start is the 20th after it.
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
}

function refusal(dataDir: string, file: string, holder: Holder | 'unreadable'): string {
  if (holder === 'unreadable') {
    return `${file} cannot be read, so it is not known whether another Souvenir uses ${dataDir}. If none does, delete that file and start again.`
  }
  return (
    `Another Souvenir (process ${holder.pid}, since ${holder.since}) is using ${dataDir}. ` +
    `Use that one, stop it with "kill ${holder.pid}", or start this one with another DATA_DIR and PORT.`
  )
}
