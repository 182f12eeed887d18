import { learned, readLabelled, type Score, scoreFacts } from './facts/score-facts.ts'

const OURS = ['data/facts/en.jsonl', 'data/facts/fr.jsonl']

/**
 * How many of the facts that the rules find are so (precision), and how many of those there are they find (recall), by slot.
 * `--mistakes` lists what went wrong in the half that rules may be tuned on; the test half stays unread.
 */
function main(args: string[]): void {
  const files = args.filter((arg) => !arg.startsWith('--'))
  const showsMistakes = args.includes('--mistakes')
  for (const file of files.length > 0 ? files : OURS) {
    const messages = readLabelled(file)
    for (const half of ['tune', 'test', 'fresh'] as const) {
      const part = messages.filter((message) => (message.half ?? 'test') === half)
      if (part.length === 0) continue
      const begun = performance.now()
      const { slots, mistakes } = scoreFacts(part, learned)
      const milliseconds = (performance.now() - begun) / part.length
      const silent = part.filter(({ facts }) => facts.every(({ optional }) => optional)).length
      console.log(`\n${file}, ${half}: ${part.length} messages, ${silent} of them with nothing to remember`)
      print(slots)
      console.log(`${milliseconds.toFixed(2)} ms per message`)
      if (!showsMistakes || half !== 'tune') continue
      for (const { id, text, wrong, missed } of mistakes) {
        console.log(
          `${id} ${text}${wrong.map((one) => `\n   WRONG ${one}`).join('')}${missed.map((one) => `\n   missed ${one}`).join('')}`,
        )
      }
    }
  }
}

function print(slots: Map<string, Score>): void {
  const all: Score = { right: 0, wrong: 0, missed: 0 }
  console.log('slot        precision  recall    n  found')
  for (const [slot, score] of [...slots].toSorted(([a], [b]) => a.localeCompare(b))) {
    printRow(slot, score)
    for (const what of ['right', 'wrong', 'missed'] as const) all[what] += score[what]
  }
  printRow('all', all)
}

function printRow(name: string, { right, wrong, missed }: Score): void {
  const percent = (of: number) => (of === 0 ? '    –' : `${((100 * right) / of).toFixed(1).padStart(5)}`)
  const n = String(right + missed).padStart(4)
  console.log(`${name.padEnd(12)}  ${percent(right + wrong)}   ${percent(right + missed)} ${n}   ${right + wrong}`)
}

main(process.argv.slice(2))
