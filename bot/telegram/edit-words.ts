/** What a reply to a card makes of the draft's words. */
export type EditedWords = { kind: 'words'; text: string } | { kind: 'not-found'; wanted: string }

const SWAP = /^s\/((?:\\.|[^/\\])+)\/((?:\\.|[^/\\])*)\/(g?)\s*$/s

/** `+ more` adds, `s/old/new/` replaces a piece, anything else are the new words. */
export function editWords(before: string, reply: string): EditedWords {
  const added = /^\+(\s)\s*([\s\S]+)$/.exec(reply)
  if (added) return { kind: 'words', text: `${before}${added[1] === '\n' ? '\n' : ' '}${added[2]}` }
  const swap = SWAP.exec(reply)
  if (!swap) return { kind: 'words', text: reply }
  const [wanted, instead] = [unescapeSlashes(swap[1] ?? ''), unescapeSlashes(swap[2] ?? '')]
  if (!before.includes(wanted)) return { kind: 'not-found', wanted }
  const text = swap[3] ? before.replaceAll(wanted, () => instead) : before.replace(wanted, () => instead)
  return { kind: 'words', text }
}

const unescapeSlashes = (text: string) => text.replace(/\\([\\/])/g, '$1')
