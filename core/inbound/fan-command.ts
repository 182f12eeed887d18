/** What a fan may ask by a word of their own, on any channel. */
export type FanCommand = 'start' | 'help' | 'privacy' | 'data' | 'forget' | 'memory-off' | 'memory-on' | 'human'

export interface AskedCommand {
  command: FanCommand
  /** In which language the word itself is; undefined where it is the same in both, or English, which everybody's menu shows. */
  language: 'fr' | undefined
}

/** Each word with what may follow it. Accents may be left out, as thumbs do. */
const COMMANDS: [pattern: RegExp, command: FanCommand, language?: 'fr'][] = [
  // A link may bring a word along: "/start ref42".
  [/^start(?: \S{1,64})?$/, 'start'],
  [/^help$/, 'help'],
  [/^aide$/, 'help', 'fr'],
  [/^privacy$/, 'privacy'],
  [/^confidentialite$/, 'privacy', 'fr'],
  [/^data$/, 'data'],
  [/^(?:mes )?donnees$/, 'data', 'fr'],
  [/^forget(?: me)?$/, 'forget'],
  [/^(?:oublier|oublie(?:[ -]moi)?)$/, 'forget', 'fr'],
  [/^memory off$/, 'memory-off'],
  [/^memory on$/, 'memory-on'],
  [/^memoire (?:off|non|stop)$/, 'memory-off', 'fr'],
  [/^memoire (?:on|oui)$/, 'memory-on', 'fr'],
  [/^human$/, 'human'],
  [/^humaine?$/, 'human', 'fr'],
]

/** The command that a message is, alone and whole; undefined: it is ordinary words, also when it begins like a command. */
export function fanCommandOf(body: string): AskedCommand | undefined {
  const [, word] = /^\/([^/]{1,80})$/u.exec(body.trim()) ?? []
  if (!word) return undefined
  const folded = word
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    // Telegram adds the bot's name when there are several.
    .replace(/^([a-z_]+)@\w+/, '$1')
    .replace(/_/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/[\s.!?]+$/, '')
  const found = COMMANDS.find(([pattern]) => pattern.test(folded))
  return found && { command: found[1], language: found[2] }
}
