import { KINDS_EN, SAME_EN } from './related-words.en.ts'
import { KINDS_FR, SAME_FR } from './related-words.fr.ts'
import { type Language, type Term, termsOf } from './terms.ts'

/** Another word that calls the same thing up. */
interface Kin {
  hash: number
  word: string
  /** It may stand for the word, or it is one of its kind. */
  kinship: 'same' | 'kind'
}

const RELATED = { en: { same: SAME_EN, kinds: KINDS_EN }, fr: { same: SAME_FR, kinds: KINDS_FR } }

const tables: Partial<Record<Language, ReadonlyMap<number, Kin[]>>> = {}

/** The words to look for beside this one, by the hash of its stem: for "pets" also "dog", for "married" also "wedding". */
export function kinOf(hash: number, language: Language): readonly Kin[] {
  tables[language] ??= makeTable(language)
  return tables[language].get(hash) ?? []
}

function makeTable(language: Language): Map<number, Kin[]> {
  const table = new Map<number, Kin[]>()
  const relate = (one: Term, other: Term, kinship: Kin['kinship']) => {
    const kin = table.get(one.hash) ?? []
    if (one.hash === other.hash || kin.some(({ hash }) => hash === other.hash)) return
    table.set(one.hash, [...kin, { ...other, kinship }])
  }
  const { same, kinds } = RELATED[language]
  for (const line of same.split('\n')) {
    const group = termsOf(line, language)
    for (const one of group) for (const other of group) relate(one, other, 'same')
  }
  for (const line of kinds.split('\n')) {
    const [general = '', particular = ''] = line.split(':')
    for (const one of termsOf(general, language)) {
      for (const other of termsOf(particular, language)) relate(one, other, 'kind')
    }
  }
  return table
}
