import type { Component, FakeDiscord, FakeMessage } from './fake-discord.ts'

export class Refused extends Error {
  readonly status: number
  readonly code: number
  readonly retryAfter: number | undefined
  constructor(status: number, code: number, message: string, retryAfter?: number) {
    super(message)
    this.status = status
    this.code = code
    this.retryAfter = retryAfter
  }
}

const V2 = 1 << 15
const MOST_COMPONENTS = 40
const LONGEST_CONTENT = 2_000
const LONGEST_SHOWN = 4_000

const invalid = (why: string) => new Refused(400, 50035, `Invalid Form Body: ${why}`)

/** Refuses what Discord refuses of a message, and notes what it lets pass and we must not do. */
export function checkMessage(fake: FakeDiscord, body: Record<string, unknown>): void {
  const {
    content,
    components = [],
    flags = 0,
    nonce,
    allowed_mentions,
  } = body as {
    content?: string
    components?: Component[]
    flags?: number
    nonce?: string | number
    allowed_mentions?: { parse?: string[] }
  }
  if (allowed_mentions?.parse?.length !== 0) fake.violations.push('a message that may ring people')
  if (String(content ?? '').length > LONGEST_CONTENT) throw invalid('content: Must be 2000 or fewer in length')
  if (String(nonce ?? '').length > 25) throw invalid('nonce: Must be 25 or fewer in length')
  const isV2 = (flags & V2) !== 0
  if (isV2 && content) throw invalid('content cannot be used with MESSAGE_COMPONENTS_V2')
  const all = flat(components)
  if (!isV2 && all.some(({ type }) => type >= 9)) throw invalid('these components need IS_COMPONENTS_V2')
  if (!content && components.length === 0) throw new Refused(400, 50006, 'Cannot send an empty message')
  if (all.length > MOST_COMPONENTS) throw invalid('components: at most 40')
  const shown = all.map((one) => (one.type === 10 ? (one.content ?? '').length : 0)).reduce((a, b) => a + b, 0)
  if (shown > LONGEST_SHOWN) throw invalid('components: 4000 characters of text at most')
  const ids = all.flatMap(({ custom_id }) => custom_id ?? [])
  if (new Set(ids).size !== ids.length) throw invalid('components: custom ids must differ')
  for (const one of all) checkComponent(one)
}

function checkComponent(component: Component): void {
  const { type, content, label, custom_id, components = [], options, placeholder, style, url } = component
  if (type === 10 && !content) throw invalid('text display: content is required')
  if (type === 1 && (components.length === 0 || components.length > 5)) throw invalid('action row: 1 to 5')
  if (type === 2 && (!label || label.length > 80)) throw invalid('button: label of 1 to 80')
  if (type === 2 && style === 5) {
    if (!url || !/^https?:\/\//.test(url) || url.length > 512 || custom_id)
      throw invalid('link button: an address, and no custom_id')
    return
  }
  if ((type === 2 || type === 3) && (!custom_id || custom_id.length > 100)) throw invalid('custom_id: 1 to 100')
  if (type !== 3) return
  if (!options?.length || options.length > 25) throw invalid('select: 1 to 25 options')
  if ((placeholder ?? '').length > 150) throw invalid('select: placeholder of at most 150')
  if (options.some((option) => option.label.length > 100 || option.value.length > 100))
    throw invalid('option: at most 100')
}

export function checkModal(data: Record<string, unknown>) {
  const modal = data as { custom_id: string; title: string; components: Component[] }
  if (!modal.custom_id || modal.custom_id.length > 100) throw invalid('modal: custom_id of 1 to 100')
  if (!modal.title || modal.title.length > 45) throw invalid('modal: title of 1 to 45')
  if (!modal.components?.length || modal.components.length > 5) throw invalid('modal: 1 to 5 components')
  for (const { type, label, description, component } of modal.components) {
    if (type !== 18 || !label || label.length > 45) throw invalid('modal: labels of 1 to 45')
    if ((description ?? '').length > 100) throw invalid('modal: descriptions of at most 100')
    if ((component?.value ?? '').length > 4_000) throw invalid('text input: at most 4000')
  }
  return modal
}

const flat = (components: Component[]): Component[] =>
  components.flatMap((one) => [one, ...flat(one.components ?? []), ...(one.component ? [one.component] : [])])

export const buttonsOf = ({ components }: Pick<FakeMessage, 'components'>) =>
  flat(components).filter(({ type }) => type === 2)
export const selectsOf = ({ components }: Pick<FakeMessage, 'components'>) =>
  flat(components).filter(({ type }) => type === 3)
export const colourOf = ({ components }: Pick<FakeMessage, 'components'>) =>
  components.find(({ type }) => type === 17)?.accent_color

/** What is written, formatting and all. */
export const rawOf = ({ content, components }: Pick<FakeMessage, 'content' | 'components'>) =>
  [content, ...flat(components).flatMap((one) => (one.type === 10 ? (one.content ?? '') : []))]
    .filter(Boolean)
    .join('\n')

/** What a person reads: formatting done, escaped signs as themselves. */
export const pictureOf = (message: Pick<FakeMessage, 'content' | 'components'>) =>
  rawOf(message)
    .replace(/(?<!\\)\*\*|(?<!\\)__|(?<!\\)~~/g, '')
    .replace(/^> ?|^-# |^#{1,3} /gm, '')
    .replace(/\\([^\w\s])/g, '$1')

/** What in a text would do something when it is drawn: ring somebody, hide where a link goes, change how words look. */
export function livingMarkup(raw: string): string[] {
  const kept = raw.replace(/\\[^\w\s]/g, '·')
  return [/<[@#:/]/g, /<t:/g, /\]\(/g, /(?<!\*)\*(?!\*)[^*\n]+\*(?!\*)/g, /\|\|/g, /`/g].flatMap(
    (pattern) => kept.match(pattern) ?? [],
  )
}
