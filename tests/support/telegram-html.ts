/** What a chat shows of a text with HTML: plain words and where each tag applies. */
export interface Shown {
  text: string
  entities: { type: string; offset: number; length: number }[]
}

const TAGS = new Set(['b', 'strong', 'i', 'em', 'u', 's', 'code', 'pre', 'a', 'blockquote', 'tg-spoiler'])
const NAMED: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"' }

/** Reads text as Telegram's HTML mode does. @throws with Telegram's own kind of words when it is malformed */
export function readHtml(html: string): Shown {
  const entities: Shown['entities'] = []
  const open: { type: string; offset: number }[] = []
  let text = ''
  let rest = html
  while (rest) {
    const tag = /^<(\/?)([a-z-]+)([^<>]*)>/i.exec(rest)
    if (tag) {
      const [whole, closing, name = ''] = tag
      if (!TAGS.has(name)) throw new Error(`can't parse entities: Unsupported start tag "${name}"`)
      if (closing) {
        const last = open.pop()
        if (last?.type !== name) throw new Error(`can't parse entities: Unexpected end tag "${name}"`)
        entities.push({ type: name, offset: last.offset, length: text.length - last.offset })
      } else open.push({ type: name, offset: text.length })
      rest = rest.slice(whole.length)
      continue
    }
    if (rest.startsWith('<')) throw new Error("can't parse entities: Unsupported start tag")
    const entity = /^&(?:#(\d+)|([a-z]+));/i.exec(rest)
    if (entity) {
      const [whole, code, name = ''] = entity
      text += code ? String.fromCodePoint(Number(code)) : (NAMED[name] ?? whole)
      rest = rest.slice(whole.length)
      continue
    }
    const plain = /^[^<&]+|^&/.exec(rest)?.[0] ?? ''
    text += plain
    rest = rest.slice(plain.length)
  }
  if (open.length > 0)
    throw new Error(`can't parse entities: Can't find end tag corresponding to "${open.at(-1)?.type}"`)
  return { text: text.trimEnd(), entities }
}
