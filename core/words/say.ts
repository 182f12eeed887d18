import { en } from './en.ts'
import { fr } from './fr.ts'

export type Language = 'en' | 'fr'
export type WordKey = keyof typeof en
type Params = Record<string, string | number>

const BOOKS: Record<Language, Record<WordKey, string>> = { en, fr }

/** The words that chats show, in the reader's language. `{name}` in them is filled from `params`. */
export function say(language: Language, key: WordKey, params: Params = {}): string {
  return BOOKS[language][key].replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole))
}

/** English for everyone whose language we do not speak. @param code as platforms give it: `fr-CA` */
export const languageOf = (code: string | undefined): Language => (code?.toLowerCase().startsWith('fr') ? 'fr' : 'en')
