/** Never leaves this machine, so nobody can listen. */
const LOOPBACK = /^(?:localhost|.+\.localhost|127(?:\.\d{1,3}){3}|\[?::1\]?)$/i

const PRIVATE =
  /^(?:10(?:\.\d{1,3}){3}|192\.168(?:\.\d{1,3}){2}|172\.(?:1[6-9]|2\d|3[01])(?:\.\d{1,3}){2}|\[f[cd][0-9a-f]{2}:.*\]|[^.:]+|.+\.(?:local|internal|lan|home\.arpa))$/i

/** Whether an address is on this very machine. */
export const isLoopback = (address: string) => URL.canParse(address) && LOOPBACK.test(new URL(address).hostname)

/** Whether an address is inside a house's own network, which the rest of the world cannot reach by it. */
export const isPrivate = (address: string) =>
  isLoopback(address) || (URL.canParse(address) && PRIVATE.test(new URL(address).hostname))

/**
 * Whether what is sent there could be read on the way: words of fans go to models and to the cache over TLS only (MEM-5.2).
 * @param plainHosts hosts that the operator vouches for, such as a container beside this one: `PLAINTEXT_HOSTS`
 */
export function isReadableOnTheWay(address: string, plainHosts: readonly string[]): boolean {
  if (!URL.canParse(address)) return false
  const { protocol, hostname } = new URL(address)
  return protocol === 'http:' && !LOOPBACK.test(hostname) && !plainHosts.includes(hostname.toLowerCase())
}
