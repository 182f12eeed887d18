import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Every file below a folder. */
export async function filesIn(path: string): Promise<string[]> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}

/** The files in which one of the words stands, however it is spelled. */
export async function whereFound(files: string[], words: string[]): Promise<string[]> {
  const spellings = words.flatMap(spellingsOf)
  const found: string[] = []
  for (const file of files) {
    const bytes = await readFile(file)
    if (spellings.some((spelling) => bytes.includes(spelling))) found.push(file)
  }
  return found
}

/** A word as somebody might find it again: UTF-8, UTF-16 both ways, hexadecimal, base64 at each of its three positions. */
export function spellingsOf(word: string): Buffer[] {
  const utf8 = Buffer.from(word)
  const utf16 = Buffer.from(word, 'utf16le')
  const base64 = [0, 1, 2].map((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), utf8]).toString('base64')
    // The letters at both ends also depend on what stands around the word.
    return text.replace(/=+$/, '').slice(offset === 0 ? 0 : offset + 1, -2)
  })
  return [
    utf8,
    utf16,
    Buffer.from(utf16).swap16(),
    ...['hex' as const].flatMap((hex) => [
      Buffer.from(utf8.toString(hex)),
      Buffer.from(utf8.toString(hex).toUpperCase()),
    ]),
    ...base64.map((text) => Buffer.from(text)),
  ]
}
