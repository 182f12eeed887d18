import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll } from 'vitest'

type Mood = 'well' | 'broken' | 'hangs' | 'ragged'

const LENGTH = 64

/**
 * Somebody else's embedding server on a real socket. Texts that hold a word of the same group lie close together; all others
 * lie apart, by their letters.
 */
export async function startEmbeddingServer(groups: string[][]) {
  const state = { mood: 'well' as Mood, asked: [] as { model: string; texts: string[] }[] }
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () => {
      const { model, input } = JSON.parse(body) as { model: string; input: string[] }
      state.asked.push({ model, texts: input })
      if (state.mood === 'hangs') return
      response.writeHead(state.mood === 'broken' ? 500 : 200, { 'content-type': 'application/json' })
      const data = input.map((text, index) => ({
        object: 'embedding',
        index,
        embedding: vectorOf(text, groups).slice(0, state.mood === 'ragged' ? LENGTH - index : LENGTH),
      }))
      response.end(JSON.stringify(state.mood === 'broken' ? { error: { message: 'out of order' } } : { data, model }))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  afterAll(
    () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  )
  return Object.assign(state, { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1` })
}

function vectorOf(text: string, groups: string[][]): number[] {
  const vector = new Array<number>(LENGTH).fill(0)
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
  for (const word of words) {
    const group = groups.findIndex((group) => group.includes(word))
    const at = group >= 0 ? group : groups.length + (hashOf(word) % (LENGTH - groups.length))
    vector[at] = (vector[at] ?? 0) + (group >= 0 ? 5 : 1)
  }
  return vector
}

const hashOf = (word: string) => [...word].reduce((hash, letter) => (hash * 31 + letter.charCodeAt(0)) >>> 0, 7)
