import { execFile, execFileSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { appendFile, chmod, copyFile, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Where the programs of a Postgres server are; undefined when this machine has none. */
export const postgresPrograms = findPrograms()

/** A Postgres of the story's own, to be mistreated. @param tls files with its certificate and key, when it speaks TLS */
export async function startOwnPostgres(programs: string, tls?: { certificate: string; key: string }) {
  const folder = await mkdtemp(join(tmpdir(), 'souvenir-postgres-'))
  await chmod(folder, 0o755)
  const isRoot = process.getuid?.() === 0
  if (isRoot) await run('chown', ['postgres', folder])
  const data = join(folder, 'data')
  const port = await freePort()
  // The server refuses to run as root.
  const as = (program: string, args: string[]) =>
    isRoot
      ? run('runuser', ['-u', 'postgres', '--', join(programs, program), ...args], { cwd: folder })
      : run(join(programs, program), args, { cwd: folder })
  await as('initdb', ['-D', data, '-U', 'postgres', '-A', 'trust'])
  const configure = (...lines: string[]) => appendFile(join(data, 'postgresql.conf'), `\n${lines.join('\n')}\n`)
  if (tls) {
    const [certificate, key] = [join(folder, 'server.pem'), join(folder, 'server.key')]
    await copyFile(tls.certificate, certificate)
    await copyFile(tls.key, key)
    await chmod(key, 0o600)
    if (isRoot) await run('chown', ['postgres', certificate, key])
    await configure('ssl = on', `ssl_cert_file = '${certificate}'`, `ssl_key_file = '${key}'`)
  }
  const options = `-p ${port} -k ${folder} -c listen_addresses=127.0.0.1`
  const control = (...args: string[]) => as('pg_ctl', ['-D', data, '-l', join(folder, 'log'), '-w', ...args])
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    start: () => control('-o', options, 'start'),
    folder,
    /** Lines for its settings, and a restart with them. */
    async configure(...lines: string[]) {
      await configure(...lines)
      await control('-o', options, '-m', 'fast', 'restart')
    },
    /** As if the machine had lost its power: no goodbye to anybody. */
    stop: () => control('-m', 'immediate', 'stop'),
    restart: () => control('-o', options, '-m', 'immediate', 'restart'),
    async remove() {
      await control('-m', 'immediate', 'stop').catch(() => undefined)
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function findPrograms(): string | undefined {
  const places: string[] = []
  try {
    places.push(
      execFileSync('pg_config', ['--bindir'], { stdio: ['ignore', 'pipe', 'ignore'] })
        .toString()
        .trim(),
    )
  } catch {
    // Only the developers' packages bring it.
  }
  const debian = '/usr/lib/postgresql'
  if (existsSync(debian)) places.push(...readdirSync(debian).map((version) => join(debian, version, 'bin')))
  return places.find((place) => existsSync(join(place, 'initdb')))
}

/** A port of this machine that nobody listens on just now. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address ? address.port : 0
}
