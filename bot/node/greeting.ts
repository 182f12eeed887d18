/** What a person who just started Souvenir wants to know. */
export interface Started {
  url: string
  /** Undefined once the owner has another way to sign in. */
  signInLink: string | undefined
  database: { kind: 'embedded' | 'postgres'; place: string }
  masterKey: { from: string; isNew: boolean }
  hasDemo: boolean
}

/** The lines shown at start. */
export function greeting({ url, signInLink, database, masterKey, hasDemo }: Started): string {
  const lines = ['', '  Souvenir is running.', '', `  Console    ${url}`]
  if (signInLink)
    lines.push(
      `  Sign in    ${signInLink}`,
      '             (works once, for 30 minutes; a new one is made at each start)',
    )
  lines.push('', `  Data       ${database.place}`)
  if (database.kind === 'embedded') {
    lines.push(
      '             An embedded database: good for trying out and for one small team on one machine.',
      '             It survives a crash of this program, not a power cut. For real work set DATABASE_URL to a Postgres.',
    )
  }
  lines.push(...keyLines(masterKey))
  if (hasDemo) lines.push('', '  A demo workspace is waiting. Remove it in the console with one click.')
  lines.push('', '  Ctrl-C stops it.', '')
  return `${lines.join('\n')}\n`
}

function keyLines({ from, isNew }: Started['masterKey']): string[] {
  if (from === 'MASTER_KEY') return []
  if (!isNew) return [`  Key        ${from}`]
  return [
    `  Key        ${from}  (new)`,
    '             Everything is sealed with this key. Whoever loses it loses every message and memory:',
    '             keep a copy of it, apart from the copies of the data.',
  ]
}
