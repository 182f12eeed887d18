import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { proveOperator } from '../bot/sign-in/operator-proof.ts'
import { createVault } from '../db/vault.ts'
import { openFrontDoor, tokenIn } from './support/front-door.ts'
import { dataFolder, type Process, startProcess } from './support/process.ts'

const TOOL = fileURLToPath(new URL('../tools/sign-in-link.ts', import.meta.url))

describe('npm run sign-in-link', () => {
  let data: Awaited<ReturnType<typeof dataFolder>>
  let souvenir: Process | undefined
  beforeEach(async () => {
    data = await dataFolder()
  })
  afterEach(async () => {
    if (souvenir?.child.exitCode === null) await souvenir.end('SIGKILL')
    await data.remove()
  })
  const ask = async () => {
    const env = { PATH: process.env.PATH, HOME: process.env.HOME, PORT: '1', DATA_DIR: data.path }
    return (await promisify(execFile)(process.execPath, [TOOL], { env })).stdout
  }

  test('lets a locked-out owner in while Souvenir runs, on whatever port, and while it does not', async () => {
    await expect(ask()).rejects.toThrow('start Souvenir once')
    souvenir = await startProcess({ DATA_DIR: data.path })
    const link = await ask()
    expect(link).toContain(`${souvenir.url}/sign-in#link=`)
    const cookie = await use(souvenir, tokenIn(link))
    await expect(use(souvenir, tokenIn(link))).rejects.toThrow('400')
    // With a way to sign in chosen, a start prints no link that would replace one made in between.
    await send(souvenir, 'PUT', '/me/email', { email: 'nova@example.com' }, cookie)
    await send(souvenir, 'PUT', '/me/password', { password: 'a long enough password' }, cookie)
    await souvenir.end('SIGTERM')
    const made = await ask()
    souvenir = await startProcess({ DATA_DIR: data.path })
    expect(souvenir.said()).not.toContain('#link=')
    expect(await use(souvenir, tokenIn(made))).toContain('session_token=')
  }, 120_000)

  test('is for whoever holds the master key, for a minute', async () => {
    const door = await openFrontDoor()
    const asked = async (proof: object) => (await door.browser().post('/api/auth/operator/link', proof)).status
    const { vault } = door.store
    expect(await asked(proveOperator(vault, new Date()))).toBe(200)
    expect(await asked(proveOperator(vault, new Date(Date.now() - 61_000)))).toBe(403)
    expect(await asked(proveOperator(createVault(Buffer.alloc(32, 1)), new Date()))).toBe(403)
    expect(await asked({ at: Date.now(), code: '' })).toBe(403)
  })
})

/** @returns the cookie of the session */
async function use(souvenir: Process, token: string): Promise<string> {
  const answer = await send(souvenir, 'POST', '/link', { token })
  return answer.headers.getSetCookie()[0]?.split(';')[0] ?? ''
}

async function send({ url }: Process, method: string, path: string, body: object, cookie = ''): Promise<Response> {
  const answer = await fetch(`${url}/api/auth${path}`, {
    method,
    headers: { 'content-type': 'application/json', origin: url, cookie },
    body: JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`)
  return answer
}
