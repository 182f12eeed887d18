import { CoreError } from '../errors.ts'

/** What the environment names would come back at the next start, so it is changed there. */
export function refuseEnvironment(known: { source: string } | undefined, variable: string): void {
  if (known?.source !== 'environment') return
  throw new CoreError(
    'conflict',
    `This bot is named by ${variable} where Souvenir was started. Change it there and start again.`,
  )
}
