import { chmod, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readEnv } from '../bot/env.ts'
import { dataFolder, failToStart, type Process, startProcess } from './support/process.ts'

let data: Awaited<ReturnType<typeof dataFolder>>
let running: Process[] = []

beforeEach(async () => {
  data = await dataFolder()
})
afterEach(async () => {
  for (const one of running.splice(0)) if (one.child.exitCode === null) await one.end('SIGKILL')
  await data.remove()
})

const start = async (env: Record<string, string> = {}) => {
  const one = await startProcess({ DATA_DIR: data.path, ...env })
  running = [...running, one]
  return one
}
const isThere = (name: string) =>
  stat(join(data.path, name)).then(
    () => true,
    () => false,
  )

describe('starting and stopping', () => {
  test('a first start makes data and key, serves the console, and SIGTERM leaves nothing running behind', async () => {
    const souvenir = await start()
    expect(souvenir.said()).toContain('Souvenir is running')
    expect(souvenir.said()).toContain(data.path)
    expect(souvenir.said()).toMatch(/not a power cut/)
    expect(souvenir.said()).toMatch(/Whoever loses it loses every message/)
    expect((await stat(join(data.path, 'master.key'))).mode & 0o777).toBe(0o600)
    expect(await (await fetch(`${souvenir.url}/health/live`)).json()).toEqual({ alive: true })
    const metrics = await fetch(`${souvenir.url}/metrics`)
    expect(metrics.headers.get('content-type')).toContain('text/plain')
    expect(await metrics.text()).toMatch(/^souvenir_event_loop_utilization (?:0|1|0\.\d+|\d\.\d+e-\d+)$/m)
    const forAnother = await fetch(`${souvenir.url}/metrics`, { headers: { 'x-forwarded-for': '203.0.113.7' } })
    expect(forAnother.status).toBe(404)
    expect((await fetch(`${souvenir.url}/health/ready`)).status).toBe(200)
    expect(await (await fetch(souvenir.url)).text()).toContain('<script')
    expect(await isThere('lock')).toBe(true)
    expect(await souvenir.end('SIGTERM')).toBe(0)
    expect(await isThere('lock')).toBe(false)

    const again = await start()
    expect(again.said()).not.toMatch(/Whoever loses it/)
    expect(await again.end('SIGINT')).toBe(0)
  })

  test('a second start on the same data is refused with the pid of the first, which goes on', async () => {
    const first = await start()
    const second = await failToStart({ DATA_DIR: data.path })
    expect(second.code).toBe(1)
    expect(second.words).toContain(`process ${first.pid}`)
    expect(second.words).toContain(`kill ${first.pid}`)
    expect((await fetch(`${first.url}/health/ready`)).status).toBe(200)
  })

  test('of two starts at the same moment exactly one gets the data', async () => {
    const both = await Promise.allSettled([start(), start()])
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  })

  test('after kill -9 the next start clears the dead lock away', async () => {
    const first = await start()
    await first.end('SIGKILL')
    expect(await isThere('lock')).toBe(true)
    const second = await start()
    expect((await fetch(`${second.url}/health/ready`)).status).toBe(200)
  })

  test('a lock of an earlier boot, or whose pid is somebody else now, is dead', async () => {
    const lock = { token: 'old', pid: process.pid, boot: 'another boot', processStart: '1', since: '2026-01-01' }
    await writeFile(join(data.path, 'lock'), JSON.stringify(lock))
    await (await start()).end('SIGTERM')
    const boot = (await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '')).trim()
    await writeFile(join(data.path, 'lock'), JSON.stringify({ ...lock, boot }))
    const started = boot ? start() : undefined
    await (await started)?.end('SIGTERM')
  })

  test('a lock that nobody can read stops the start and says which file', async () => {
    await writeFile(join(data.path, 'lock'), 'what is this')
    const refused = await failToStart({ DATA_DIR: data.path })
    expect(refused.words).toContain(join(data.path, 'lock'))
  })

  test('a first start that was broken off is begun again', async () => {
    const first = await start()
    await first.end('SIGKILL')
    await rm(join(data.path, 'database', 'souvenir.whole'))
    await rm(join(data.path, 'database', 'global'), { recursive: true })
    await rm(join(data.path, 'master.key'))
    const second = await start()
    expect(second.said()).toMatch(/broken off/)
    expect((await readdir(data.path)).some((name) => name.startsWith('database.unfinished'))).toBe(true)
  })

  test('a port that is taken is named, with what to do', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => other.once('listening', resolve))
    const address = other.address()
    const port = typeof address === 'object' && address ? address.port : 0
    const refused = await failToStart({ DATA_DIR: data.path, PORT: String(port) })
    other.close()
    expect(refused.code).toBe(1)
    expect(refused.words).toContain(`Port ${port} is taken`)
    expect(await isThere('lock')).toBe(false)
  })

  test('a folder that cannot be written is named', async () => {
    await writeFile(join(data.path, 'file'), '')
    const refused = await failToStart({ DATA_DIR: join(data.path, 'file', 'inside') })
    expect(refused.words).toContain('DATA_DIR')
    await chmod(data.path, 0o700)
  })

  test('settings that make no sense are listed one by one', () => {
    expect(() => readEnv({ PORT: 'eighty' })).toThrow(/PORT/)
    expect(() => readEnv({ LOG: 'loud', PORT: '-1' })).toThrow(/LOG[\s\S]*PORT|PORT[\s\S]*LOG/)
    expect(readEnv({ TELEGRAM_BOT_TOKEN: '' }).TELEGRAM_BOT_TOKEN).toBeUndefined()
  })
})

describe('the master key', () => {
  test('another key, or none, opens nothing and changes nothing', async () => {
    await (await start()).end('SIGTERM')
    const wrong = await failToStart({ DATA_DIR: data.path, MASTER_KEY: Buffer.alloc(32, 1).toString('base64') })
    expect(wrong.words).toMatch(/wrong master key/)
    const file = join(data.path, 'master.key')
    const key = await readFile(file, 'utf8')
    await rm(file)
    const missing = await failToStart({ DATA_DIR: data.path })
    expect(missing.words).toMatch(/master key is missing/)
    expect(await isThere('master.key')).toBe(false)
    const given = await start({ MASTER_KEY: Buffer.from(key, 'base64').toString('hex') })
    expect(await given.end('SIGTERM')).toBe(0)
  })

  test('a key that is no key is refused with the way to make one', async () => {
    const refused = await failToStart({ DATA_DIR: data.path, MASTER_KEY: 'secret' })
    expect(refused.words).toMatch(/32 bytes/)
    expect(refused.words).toMatch(/openssl rand/)
  })
})
