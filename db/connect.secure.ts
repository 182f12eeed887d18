import { readFileSync } from 'node:fs'
import type { ConnectionOptions } from 'node:tls'

/** How to reach a Postgres server: what `pg` is given. */
export interface ServerAddress {
  connectionString: string
  ssl: false | ConnectionOptions
}

const LOOPBACK = /^(?:|localhost|127(?:\.\d{1,3}){3}|\[?::1\]?)$/i
const CHECKED = new Set(['require', 'verify-ca', 'verify-full'])
const OF_TLS = ['sslmode', 'sslrootcert', 'sslcert', 'sslkey', 'ssl', 'uselibpqcompat', 'sslnegotiation']

/**
 * TLS 1.3 with a checked certificate to every server that is not on this machine (MEM-5.2); on it, when the address asks for it
 * by `sslmode=verify-full`. `sslrootcert`, `sslcert` and `sslkey` name files, as with psql.
 * @param plainHosts hosts that the operator vouches for: `PLAINTEXT_HOSTS`
 * @throws when the address asks for less, or a file cannot be read
 */
export function serverAddress(url: string, plainHosts: readonly string[] = []): ServerAddress {
  const parsed = new URL(url)
  const given = parsed.searchParams
  const mode = given.get('sslmode') ?? ''
  const files = { ca: file(given.get('sslrootcert')), cert: file(given.get('sslcert')), key: file(given.get('sslkey')) }
  for (const name of OF_TLS) given.delete(name)
  const connectionString = parsed.href
  const isPlainAllowed = LOOPBACK.test(parsed.hostname) || plainHosts.includes(parsed.hostname.toLowerCase())
  if (isPlainAllowed && !CHECKED.has(mode)) return { connectionString, ssl: false }
  if (mode !== '' && !CHECKED.has(mode)) {
    throw new Error(
      `sslmode=${mode} would send everything to ${parsed.hostname} where others can read it, or to whoever pretends to be it. ` +
        'Use sslmode=verify-full (with sslrootcert=FILE for an authority of your own), or name the host in PLAINTEXT_HOSTS ' +
        'when the way there is your own.',
    )
  }
  const named = Object.fromEntries(Object.entries(files).filter(([, content]) => content !== undefined))
  return { connectionString, ssl: { ...named, rejectUnauthorized: true, minVersion: 'TLSv1.3' } }
}

function file(path: string | null): string | undefined {
  if (!path) return undefined
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new Error(`${path}, named in DATABASE_URL, cannot be read: ${(error as Error).message}`)
  }
}
