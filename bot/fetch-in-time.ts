import type { Part } from '../core/deps.ts'
import { TooLate } from './network-error.ts'

/** A request that leaves in time or not at all. @throws TooLate when nothing of it was sent, else what `fetch` throws */
export type FetchInTime = (
  url: string,
  request: {
    method: string
    headers: Record<string, string>
    body?: string
    signal: AbortSignal
    isInTime: NonNullable<Part['isInTime']>
  },
) => Promise<Response>

/** For a runtime that shows nothing of its connections: asked right before the request. */
export const fetchIfInTime: FetchInTime = async (url, { isInTime, ...request }) => {
  if (!isInTime()) throw new TooLate()
  return fetch(url, { ...request, redirect: 'manual' })
}
