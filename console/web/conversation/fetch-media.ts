import { ApiFailure, api, unwrap } from '../client.ts'
import { t } from '../words.ts'

/** What came with a message, in this page's memory. */
export interface FetchedMedia {
  /** What can be done with it. */
  shows: 'picture' | 'film' | 'sound' | 'file'
  /** Good in this page alone, until it is revoked. */
  address: string
}

/** Asks for it once. @throws {ApiFailure} in words a person can act on */
export async function fetchMedia(
  { messageId, index }: { messageId: string; index: number },
  signal: AbortSignal,
): Promise<FetchedMedia> {
  const param = { id: messageId, n: String(index) }
  const asking: Promise<Response> = api.messages[':id'].media[':n'].$get({ param }, { init: { signal } })
  const answer = await asking.catch(() => undefined)
  if (!answer) throw new ApiFailure({ code: 'network', message: t('failure.network'), retryable: true })
  if (!answer.ok) return unwrap(Promise.resolve(answer))
  const type = answer.headers.get('content-type') ?? ''
  const bytes = await answer.blob().catch(() => undefined)
  if (!bytes) throw new ApiFailure({ code: 'cut-off', message: t('sent.why.later'), retryable: true })
  return { shows: SHOWS[type.split('/')[0] ?? ''] ?? 'file', address: URL.createObjectURL(bytes) }
}

const SHOWS: Record<string, FetchedMedia['shows']> = { image: 'picture', video: 'film', audio: 'sound' }
