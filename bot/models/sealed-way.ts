import { CoreError } from '../../core/errors.ts'
import { isReadableOnTheWay } from '../plain-address.ts'
import { cappedFetch } from './capped-fetch.ts'

/** `fetch` for model servers: at most a megabyte of an answer, and nothing that others could read on the way. */
export function fetchUnread(plainHosts: readonly string[]): typeof fetch {
  return async (input, init) => {
    mustBeUnread(input instanceof Request ? input.url : String(input), plainHosts)
    return cappedFetch(input, init)
  }
}

/** @throws CoreError `invalid` when words of fans would go over the network in the open */
export function mustBeUnread(address: string, plainHosts: readonly string[]): void {
  if (!isReadableOnTheWay(address, plainHosts)) return
  const { hostname } = new URL(address)
  throw new CoreError(
    'invalid',
    `Words of fans would go to ${hostname} in the open. Use an https:// address; or, when the way there is your own, name ` +
      `${hostname} in PLAINTEXT_HOSTS and start again.`,
    { field: 'baseUrl' },
  )
}
