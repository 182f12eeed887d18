import type { LookupAddress, LookupOptions } from 'node:dns'
import { lookup as systemLookup } from 'node:dns'
import type { IncomingMessage } from 'node:http'
import { BlockList, isIP } from 'node:net'
import { Readable } from 'node:stream'
import type { Env } from '../env.ts'
import { networkError, TooLate } from '../network-error.ts'
import { isReadableOnTheWay } from '../plain-address.ts'
import { FOR_BYTES, LARGEST_ANSWER, type Letter, NotLeft, type Outside, shapeRefusal } from '../webhooks/outside.ts'
import { headersOf, sendInTime } from './send-in-time.ts'

/** As `dns.lookup` with `all`. */
export type Lookup = (
  host: string,
  options: { all: true },
  done: (error: Error | null, addresses: LookupAddress[]) => void,
) => void

const NOT_PUBLIC_4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const
/** Inside 2000::/3, which is all that is public: tunnels that carry an IPv4 address, and examples. */
const NOT_PUBLIC_6 = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const

function isPublic(address: string, lists: { blocked: BlockList; public6: BlockList }): boolean {
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
  if (lists.blocked.check(address, family)) return false
  return family === 'ipv4' || lists.public6.check(address, 'ipv6')
}

function addressLists() {
  const [blocked, public6] = [new BlockList(), new BlockList()]
  for (const [net, prefix] of NOT_PUBLIC_4) blocked.addSubnet(net, prefix, 'ipv4')
  for (const [net, prefix] of NOT_PUBLIC_6) blocked.addSubnet(net, prefix, 'ipv6')
  public6.addSubnet('2000::', 3, 'ipv6')
  return { blocked, public6 }
}

/**
 * Asks public addresses only: a creator's endpoint must not become a way into the operator's own network. A name is looked
 * up once, in the very step that connects; every address it has must be public, and the connection goes to what was checked.
 * @param lookup of names; the system's own, unless told otherwise
 */
export function createOutside(
  { WEBHOOK_OWN_HOSTS: ownHosts, PLAINTEXT_HOSTS: plainHosts }: Pick<Env, 'WEBHOOK_OWN_HOSTS' | 'PLAINTEXT_HOSTS'>,
  lookup: Lookup = systemLookup,
): Outside {
  const lists = addressLists()
  const isLetIn = ({ hostname }: URL) => ownHosts.includes(hostname)
  const find = (url: URL, isOwn = isLetIn(url)) =>
    new Promise<LookupAddress[]>((resolve, reject) => {
      lookup(url.hostname, { all: true }, (error, addresses) => {
        if (error || addresses.length === 0) {
          reject(new NotLeft(`The host ${url.hostname} is not known (${networkError(error).code || 'no address'}).`))
        } else if (!isOwn && !addresses.every(({ address }) => isPublic(address, lists))) {
          reject(new NotLeft(inside(url), { isForGood: true }))
        } else resolve(addresses)
      })
    })
  const literalOf = ({ hostname }: URL) => hostname.replace(/^\[|\]$/g, '')
  const shape = (url: URL, isOwn = isLetIn(url)) => {
    const wrong = shapeRefusal(url, isOwn && !isReadableOnTheWay(url.href, plainHosts))
    if (wrong) return wrong
    const literal = literalOf(url)
    return isIP(literal) && !isOwn && !isPublic(literal, lists) ? inside(url) : undefined
  }
  /** The look-up that a connection is made with. @throws NotLeft when the address may not be used */
  const wayTo = (url: URL, isOwn?: boolean): NodeLookup => {
    const wrong = shape(url, isOwn)
    if (wrong) throw new NotLeft(wrong, { isForGood: true })
    // Node asks it for names only: an address that is typed as a number was checked above.
    return (host, options, done) => {
      find(url, isOwn).then(
        (found) => (options.all ? done(null, found) : done(null, found[0]?.address ?? host, found[0]?.family)),
        (error) => done(error as Error, []),
      )
    }
  }
  return {
    async refusal(url) {
      const wrong = shape(url)
      if (wrong || isIP(literalOf(url))) return wrong
      return find(url).then(
        () => undefined,
        (error: unknown) => (error as Error).message,
      )
    },
    async post(letter) {
      const { url, body } = letter
      const headers = { ...letter.headers, 'content-length': String(Buffer.byteLength(body)) }
      return readAnswer(await send({ ...letter, headers, method: 'POST' }, wayTo(url)))
    },
    async get({ url, isOwn, signal }) {
      const letter = { url, headers: FOR_BYTES, body: '', signal, method: 'GET' as const }
      const answer = await send(letter, wayTo(url, isOwn && isLetIn(url)))
      const bytes = Readable.toWeb(answer) as ReadableStream<Uint8Array>
      return { status: answer.statusCode ?? 0, headers: headersOf(answer), bytes }
    },
  }
}

const inside = ({ hostname }: URL) =>
  `${hostname} leads into a private network or to this machine, where nothing is posted. The operator may name it in WEBHOOK_OWN_HOSTS.`

type NodeLookup = (
  host: string,
  options: LookupOptions,
  done: (error: Error | null, address: string | LookupAddress[], family?: number) => void,
) => void

/** @throws TooLate, NotLeft when surely nothing left, anything else when that is not sure */
async function send(
  { url, ...letter }: Letter & { method: 'GET' | 'POST' },
  lookup: NodeLookup,
): Promise<IncomingMessage> {
  let hasConnected = false
  const onStands = () => {
    hasConnected = true
  }
  return sendInTime(url, { ...letter, lookup, onStands }).catch((error: unknown) => {
    if (hasConnected || error instanceof NotLeft || error instanceof TooLate) throw error
    const { code } = networkError(error)
    throw new NotLeft(`The endpoint could not be reached (${code || 'no answer in time'}).`, { cause: error })
  })
}

async function readAnswer(answer: IncomingMessage) {
  const chunks: Buffer[] = []
  let bytes = 0
  try {
    for await (const chunk of answer) {
      bytes += chunk.length
      if (bytes > LARGEST_ANSWER) break
      chunks.push(chunk)
    }
  } catch {
    // Its status came, and that says it all.
  }
  answer.destroy()
  return { status: answer.statusCode ?? 0, headers: headersOf(answer), body: Buffer.concat(chunks).toString('utf8') }
}
