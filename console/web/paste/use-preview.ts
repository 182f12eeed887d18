import type { InferRequestType, InferResponseType } from 'hono/client'
import { useEffect, useState } from 'preact/hooks'
import { ApiFailure, api, unwrap } from '../client.ts'

const ask = api['pasted-messages'].preview.$post

export type AskedPaste = InferRequestType<typeof ask>['json']
export type PastePreview = Extract<InferResponseType<typeof ask>, { data: unknown }>['data']

/** Nobody reads along while they type a name. */
const REST_MS = 250

/**
 * What pasted words would become, read again when they rest. The words are not kept when the dialog closes.
 * @returns `isCurrent` when the preview is of these very words
 */
export function usePreview(asked: AskedPaste | undefined) {
  const key = asked ? JSON.stringify(asked) : ''
  const [answer, setAnswer] = useState<{ key: string; preview?: PastePreview; problem?: string }>({ key: '' })
  useEffect(() => {
    if (!asked) return
    let isLate = false
    const rest = setTimeout(() => {
      unwrap(ask({ json: asked })).then(
        (preview) => isLate || setAnswer({ key, preview }),
        (failure: unknown) =>
          isLate || setAnswer({ key, problem: failure instanceof ApiFailure ? failure.message : String(failure) }),
      )
    }, REST_MS)
    return () => {
      isLate = true
      clearTimeout(rest)
    }
  }, [key])
  const isCurrent = key !== '' && answer.key === key
  return { preview: answer.preview, problem: isCurrent ? answer.problem : undefined, isCurrent }
}
