import type { LookupAddress, LookupOptions } from 'node:dns'
import { lookup as systemLookup } from 'node:dns'
import { type IncomingMessage, request as plainRequest } from 'node:http'
import { request as secureRequest } from 'node:https'
import { BlockList, isIP } from 'node:net'
import type { Env } from '../env.ts'
import { networkError } from '../network-error.ts'
import { isReadableOnTheWay } from '../plain-address.ts'
import { LARGEST_ANSWER, type Letter, NotLeft, type Outside, shapeRefusal } from '../webhooks/outside.ts'

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
 * Posts to public addresses only: a creator's endpoint must not become a way into the operator's own network. A name is looked
 * up once, in the very step that connects; every address it has must be public, and the connection goes to what was checked.
 * @param lookup of names; the system's own, unless told otherwise
 */
export function createOutside(
  { WEBHOOK_OWN_HOSTS: ownHosts, PLAINTEXT_HOSTS: plainHosts }: Pick<Env, 'WEBHOOK_OWN_HOSTS' | 'PLAINTEXT_HOSTS'>,
  lookup: Lookup = systemLookup,
): Outside {
  const lists = addressLists()
  const isOwn = ({ hostname }: URL) => ownHosts.includes(hostname)
  const find = (url: URL) =>
    new Promise<LookupAddress[]>((resolve, reject) => {
      lookup(url.hostname, { all: true }, (error, addresses) => {
        if (error || addresses.length === 0) {
          reject(new NotLeft(`The host ${url.hostname} is not known (${networkError(error).code || 'no address'}).`))
        } else if (!isOwn(url) && !addresses.every(({ address }) => isPublic(address, lists))) {
          reject(new NotLeft(inside(url), { isForGood: true }))
        } else resolve(addresses)
      })
    })
  const literalOf = ({ hostname }: URL) => hostname.replace(/^\[|\]$/g, '')
  const shape = (url: URL) => {
    const wrong = shapeRefusal(url, isOwn(url) && !isReadableOnTheWay(url.href, plainHosts))
    if (wrong) return wrong
    const literal = literalOf(url)
    return isIP(literal) && !isOwn(url) && !isPublic(literal, lists) ? inside(url) : undefined
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
    post(letter) {
      const wrong = shape(letter.url)
      if (wrong) return Promise.reject(new NotLeft(wrong, { isForGood: true }))
      // Node asks it for names only: an address that is typed as a number was checked above.
      return send(letter, (host, options, done) => {
        find(letter.url).then(
          (found) => (options.all ? done(null, found) : done(null, found[0]?.address ?? host, found[0]?.family)),
          (error) => done(error as Error, []),
        )
      })
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

/** Each letter has a connection of its own, so it is known whether one stood before something broke. */
function send({ url, headers, body, signal }: Letter, lookup: NodeLookup) {
  return new Promise<{ status: number; headers: Headers; body: string }>((resolve, reject) => {
    const isSecure = url.protocol === 'https:'
    let hasConnected = false
    const fail = (error: unknown) => {
      if (hasConnected || error instanceof NotLeft) return reject(error)
      const { code } = networkError(error)
      reject(new NotLeft(`The endpoint could not be reached (${code || 'no answer in time'}).`, { cause: error }))
    }
    const open = isSecure ? secureRequest : plainRequest
    const bytes = { 'content-length': String(Buffer.byteLength(body)) }
    const asked = open(
      url,
      { method: 'POST', headers: { ...headers, ...bytes }, agent: false, signal, lookup },
      (answer) => {
        readAnswer(answer).then(resolve, reject)
      },
    )
    asked.on('socket', (socket) => socket.once(isSecure ? 'secureConnect' : 'connect', () => (hasConnected = true)))
    asked.on('error', fail)
    asked.end(body)
  })
}

async function readAnswer(answer: IncomingMessage) {
  const headers = new Headers()
  for (const [name, value] of Object.entries(answer.headers)) {
    if (typeof value === 'string') headers.set(name, value)
  }
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
  return { status: answer.statusCode ?? 0, headers, body: Buffer.concat(chunks).toString('utf8') }
}
