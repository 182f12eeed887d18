/** Stands in for the mail library in the Worker's bundle: half a megabyte that no Worker uses. */
export function createTransport(): never {
  throw new Error('Workers send no mail.')
}
