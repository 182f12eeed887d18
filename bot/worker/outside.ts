import { TooLate } from '../network-error.ts'
import { isPrivate } from '../plain-address.ts'
import { FOR_BYTES, LARGEST_ANSWER, NotLeft, type Outside, shapeRefusal } from '../webhooks/outside.ts'

/**
 * A Worker stands in nobody's network: what its fetch cannot reach needs no look-up of ours, which it could not hold fast
 * anyway. Names that only a house knows are refused in words.
 */
export const workersOutside: Outside = {
  async refusal(url) {
    if (isPrivate(url.href)) return `${url.hostname} cannot be reached from a Worker. Enter a public address.`
    return shapeRefusal(url, false)
  },
  async post({ url, headers, body, signal, isInTime }) {
    const wrong = await workersOutside.refusal(url)
    if (wrong) throw new NotLeft(wrong, { isForGood: true })
    if (isInTime?.() === false) throw new TooLate()
    const answer = await fetch(url, { method: 'POST', headers, body, signal, redirect: 'manual' })
    return { status: answer.status, headers: answer.headers, body: await beginning(answer) }
  },
  async get({ url, signal }) {
    const wrong = await workersOutside.refusal(url)
    if (wrong) throw new NotLeft(wrong, { isForGood: true })
    const answer = await fetch(url, { signal, redirect: 'manual', headers: FOR_BYTES })
    return { status: answer.status, headers: answer.headers, bytes: answer.body ?? new Blob().stream() }
  },
}

async function beginning({ body }: Response): Promise<string> {
  const reader = body?.getReader()
  const decoder = new TextDecoder()
  let text = ''
  while (reader && text.length < LARGEST_ANSWER) {
    const { done, value } = await reader.read()
    if (done) return text
    text += decoder.decode(value, { stream: true })
  }
  await reader?.cancel()
  return text
}
