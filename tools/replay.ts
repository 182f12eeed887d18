import { createWriteStream, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { parseArgs } from 'node:util'
import { readLocomo } from './locomo/read-locomo.ts'
import { type Replayed, replayConversation, type Sample } from './replay/replay-conversation.ts'
import { openReplayWorld } from './replay/replay-world.ts'

const USAGE = `Usage: npm run replay -- FILE.json [--every N] [--out FILE] [--drafts N]
  FILE.json   conversations in LoCoMo's format: speaker_a is the fan, speaker_b the creator
  --every N   draft every Nth turn of a fan, from the others only learn (10)
  --out FILE  where each drafted turn goes, a JSON line each (.cache/replay.jsonl)
  --drafts N  how many drafts to show at the end (10)`

const { values, positionals } = parse()
const file = positionals[0]
const every = wholeNumber('every', values.every, 10)
const shown = wholeNumber('drafts', values.drafts, 10)
if (!file || positionals.length > 1) fail(USAGE)

try {
  await main(file)
} catch (error) {
  fail(error instanceof Error ? error.message : String(error))
}

async function main(path: string): Promise<void> {
  const conversations = readLocomo(path)
  const out = values.out ?? '.cache/replay.jsonl'
  mkdirSync(dirname(out), { recursive: true })
  const lines = createWriteStream(out)
  const place = await openReplayWorld(process.env)
  const total = conversations.reduce((sum, { turns }) => sum + turns.length, 0)
  const progress = showProgress(total)
  const begun = performance.now()
  const all: Replayed[] = []
  for (const conversation of conversations) {
    const world = await place.worldOf(conversation.creator, conversation.turns[0]?.at ?? new Date(0))
    const replayed = await replayConversation(world, conversation, {
      isSampled: (fanTurn) => fanTurn % every === 0,
      onTurn: () => progress(conversation.id),
    })
    for (const sample of replayed.samples) lines.write(`${JSON.stringify(sample)}\n`)
    all.push(replayed)
  }
  await place.close()
  await new Promise((resolve) => lines.end(resolve))
  summarise(all, { seconds: (performance.now() - begun) / 1_000, out })
  if (all.some(({ problems }) => problems.length > 0)) process.exitCode = 1
}

function summarise(all: Replayed[], { seconds, out }: { seconds: number; out: string }): void {
  const sum = (of: (one: Replayed) => number) => all.reduce((total, one) => total + of(one), 0)
  const samples = all.flatMap((one) => one.samples)
  const problems = all.flatMap((one) => one.problems)
  const times = samples.map(({ milliseconds }) => milliseconds).toSorted((a, b) => a - b)
  const at = (share: number) => times[Math.floor(times.length * share)] ?? 0
  const withMemory = samples.filter(({ recalled }) => recalled.length > 0).length
  console.log(`
${all.length} conversations, ${sum(({ turns }) => turns)} turns, ${sum(({ fanTurns }) => fanTurns)} of fans, in ${seconds.toFixed(1)} s
${sum(({ facts }) => facts)} facts known at the end
${samples.length} turns drafted, ${withMemory} with something recalled; ${at(0.5)} ms each (p95 ${at(0.95)})
${new Set(samples.map(({ draft }) => draft)).size} different texts
${problems.length} errors${problems
    .slice(0, 10)
    .map((problem) => `\n  ${problem}`)
    .join('')}
Each drafted turn: ${out}`)
  const step = Math.max(1, Math.floor(samples.length / Math.max(1, shown)))
  for (const sample of samples.filter((_, index) => index % step === 0).slice(0, shown)) console.log(inWords(sample))
}

function inWords({ conversation, turn, at, said, recalled, draft, origin, warnings }: Sample): string {
  return [
    `\n${conversation} ${turn}, ${at.slice(0, 10)}`,
    `  fan       ${said}`,
    ...recalled.slice(0, 4).map(({ text, why }) => `  recalled  ${text.slice(0, 90)}  (${why})`),
    `  draft     ${draft}  [${origin}]`,
    ...warnings.map((rule) => `  warning   ${rule}`),
  ].join('\n')
}

/** A bar on a terminal, a line every tenth elsewhere. */
function showProgress(total: number): (label: string) => void {
  let done = 0
  return (label) => {
    done += 1
    const tenths = Math.floor((done / total) * 10)
    if (process.stderr.isTTY) {
      const bar = '█'.repeat(tenths * 3).padEnd(30, '░')
      process.stderr.write(`\r${bar} ${done}/${total} ${label.padEnd(16)}${done === total ? '\n' : ''}`)
    } else if (tenths > Math.floor(((done - 1) / total) * 10)) process.stderr.write(`${tenths * 10} % ${label}\n`)
  }
}

function parse() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: { every: { type: 'string' }, out: { type: 'string' }, drafts: { type: 'string' } },
    })
  } catch (error) {
    return fail(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`)
  }
}

function wholeNumber(name: string, text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise
  if (!/^[1-9]\d*$/.test(text)) fail(`--${name} should be a whole number from 1 up; it is "${text}".`)
  return Number(text)
}

function fail(problem: string): never {
  console.error(problem)
  process.exit(1)
}
