import type { Erasure } from '../../db/erasures.ts'
import type { FanRequest } from '../../db/fan-requests.ts'
import type { Fan } from '../../db/fans.ts'
import type { Warning } from '../draft/draft-notes.ts'
import { type Language, say, type WordKey } from '../words/say.ts'

/** What this fan asked and nobody has seen to, and what it means for whoever answers: on every card, first. */
export function rightsNotes({
  fan,
  requests,
  erasure,
  timeZone,
}: {
  fan: Pick<Fan, 'memoryOff'>
  requests: FanRequest[]
  erasure: Erasure | undefined
  timeZone: string
}): Warning[] {
  const when = (language: Language, at: Date) =>
    new Intl.DateTimeFormat(language === 'fr' ? 'fr-FR' : 'en-GB', {
      day: 'numeric',
      month: 'short',
      hour: '2-digit',
      minute: '2-digit',
      timeZone,
    }).format(at)
  const note = (rule: string, key: WordKey, times: Record<string, Date> = {}): Warning => {
    const says = (language: Language) =>
      say(language, key, Object.fromEntries(Object.entries(times).map(([name, at]) => [name, when(language, at)])))
    return { rule, severity: 'look', says: { en: says('en'), fr: says('fr') } }
  }
  const asked = new Set(requests.map(({ kind }) => kind))
  const data = requests.find(({ kind }) => kind === 'data')
  return [
    ...(erasure ? [note('asked-forget', 'rights.forget', { begins: erasure.notBefore, due: erasure.dueAt })] : []),
    ...(asked.has('human') ? [note('asked-human', 'rights.human')] : []),
    ...(data?.dueAt ? [note('asked-data', 'rights.data', { due: data.dueAt })] : []),
    ...(asked.has('privacy') ? [note('asked-privacy', 'rights.privacy')] : []),
    ...(fan.memoryOff ? [note('memory-off', 'rights.memory-off')] : []),
  ]
}
