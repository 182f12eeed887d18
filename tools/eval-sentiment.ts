import vader from 'vader-sentiment'
import { readSentiment } from '../core/sentiment/read-sentiment.ts'
import { type Measures, measure } from './sentiment/measure.ts'
import { type Label, type Labelled, readLabelled } from './sentiment/read-labelled.ts'

/** How well the sentiment of a file's messages is read, beside VADER in the same run. */
function main(args: string[]): void {
  const file = args.find((arg) => !arg.startsWith('--'))
  if (!file) {
    throw new Error(
      'Usage: npm run eval:sentiment -- FILE.tsv [--json] [--mistakes]   (text TAB positive|negative|neutral, or a file of GoEmotions with labels.txt beside it)',
    )
  }
  const messages = readLabelled(file)
  if (messages.length === 0) throw new Error(`${file} holds no message with a label.`)
  const systems = { Souvenir: run(messages, (text) => readSentiment(text).label), VADER: run(messages, byVader) }
  if (args.includes('--json')) {
    console.log(JSON.stringify(systems, undefined, 2))
    return
  }
  console.log(`${file}: ${messages.length} messages`)
  for (const [name, result] of Object.entries(systems)) print(name, result)
  if (args.includes('--mistakes')) printMistakes(messages)
}

interface Result extends Measures {
  microsecondsPerMessage: number
}

function run(messages: Labelled[], read: (text: string) => Label): Result {
  for (const { text } of messages.slice(0, 200)) read(text)
  const start = performance.now()
  const said = messages.map(({ text }) => read(text))
  const milliseconds = performance.now() - start
  const answers = messages.map(({ label }, position) => ({ gold: label, said: said[position] ?? 'neutral' }))
  return { ...measure(answers), microsecondsPerMessage: (milliseconds * 1_000) / messages.length }
}

/** With the thresholds its authors recommend. */
function byVader(text: string): Label {
  const { compound } = vader.SentimentIntensityAnalyzer.polarity_scores(text)
  return compound >= 0.05 ? 'positive' : compound <= -0.05 ? 'negative' : 'neutral'
}

function print(name: string, result: Result): void {
  const { accuracy, macroF1, labels, coverage, polarRecall, signErrors, microsecondsPerMessage } = result
  console.log(`\n${name}`)
  console.log(
    `  accuracy ${percent(accuracy)}   macro-F1 ${percent(macroF1)}   ${microsecondsPerMessage.toFixed(0)} µs a message`,
  )
  for (const [label, { precision, recall, gold, said }] of Object.entries(labels)) {
    console.log(
      `  ${label.padEnd(9)} precision ${percent(precision)}   recall ${percent(recall)}   (${said} said, ${gold} are)`,
    )
  }
  console.log(
    `  coverage ${percent(coverage)}   polar recall ${percent(polarRecall)}   sign errors ${percent(signErrors)}`,
  )
}

function percent(share: number | undefined): string {
  return share === undefined ? '    -' : `${(share * 100).toFixed(1).padStart(5)}%`
}

/** Said to be positive or negative, and wrong. For files that are trained on: a test file's mistakes are better not read. */
function printMistakes(messages: Labelled[]): void {
  console.log('')
  for (const { text, label } of messages) {
    const { label: said, confidence } = readSentiment(text)
    if (said !== label && said !== 'neutral')
      console.log(`${label} read as ${said} (${confidence.toFixed(2)}): ${text}`)
  }
}

try {
  main(process.argv.slice(2))
} catch (error) {
  // The line of the file is what helps, not ours.
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
