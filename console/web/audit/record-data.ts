import { api, unwrap } from '../client.ts'
import { audit } from '../words/en/audit.ts'
import { en } from '../words/en.ts'
import { t, type WordKey } from '../words.ts'

export interface RecordFilter {
  actor?: string
  action?: string
  fanId?: string
}

export const readRecord = (filter: RecordFilter, before?: number, limit = 50) =>
  unwrap(
    api.audit.$get({
      query: { ...filter, limit: String(limit), ...(before === undefined ? {} : { before: String(before) }) },
    }),
  )
export const readRecordState = () => unwrap(api.audit.state.$get())
export type RecordLine = Awaited<ReturnType<typeof readRecord>>['lines'][number]

/** The name of who did it, as people say it. */
export function whoDid({ actor: { id, name } }: Pick<RecordLine, 'actor'>): string {
  if (name) return name
  const [kind, ...rest] = id.split(':')
  if (id === 'souvenir') return t('audit.souvenir')
  if (kind === 'model') return t('audit.model', { name: rest.join(':') })
  if (kind === 'desk') return t('audit.desk', { name: capital(rest.join(':')) })
  return id
}

/** What was done; in the record's own word where people have none. */
export function whatWasDone(action: string): string {
  const key = `audit.action.${action}`
  return key in en ? t(key as WordKey) : action
}

export function why(purpose: string): string {
  const key = `audit.purpose.${purpose}`
  return key in en ? t(key as WordKey) : purpose
}

/** Every action that has a word, for the filter. */
export const ACTIONS = Object.keys(audit).flatMap((key) => /^audit\.action\.(.+)$/.exec(key)?.[1] ?? [])

const capital = (word: string) => word.slice(0, 1).toUpperCase() + word.slice(1)
