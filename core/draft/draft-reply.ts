import { type Fan, updateFan } from '../../db/fans.ts'
import { inTenant } from '../../db/scope.ts'
import { noteTrouble, resolveTrouble } from '../../db/troubles.ts'
import type { Proposal } from '../approval/request-approval.ts'
import { withheldTrouble } from '../business/give-consent.ts'
import { modelsAllowed, providerOf } from '../business/hosted-models.ts'
import type { Deps, ModelChoice } from '../deps.ts'
import type { CallOutcome } from './ask-model.ts'
import { findClaims } from './claims.ts'
import { detectLanguage, type Language } from './detect-language.ts'
import type { DraftNotes, Recalled, Warning } from './draft-notes.ts'
import { runGuardrails } from './guardrails/run-guardrails.ts'
import type { Instruction } from './instruction.ts'
import { worstMood } from './mood.ts'
import { draftOffline } from './offline/draft-offline.ts'
import { type DraftBrief, draftPrompt, repairPrompt } from './prompt.ts'
import { type Turn, traceOf } from './turn.ts'

/** All models together get no longer than this, unless a creator allowed one of them more. */
const PATIENCE_MS = 25_000
const LONGEST_PATIENCE_MS = 100_000

type DraftDeps = Pick<Deps, 'models' | 'store' | 'now' | 'log'>
type Attempt = DraftNotes['attempts'][number]
type Written = {
  text: string
  usesIds: string[]
  warnings: Warning[]
  takenUp?: { id: string; words: string } | undefined
}

/** Writes a reply that a person could send: by the creator's models in their order, at last by the offline drafter, which always answers. */
export async function draftReply(
  deps: DraftDeps,
  { turn, recalled, instruction }: { turn: Turn; recalled: Recalled[]; instruction?: Instruction },
): Promise<Proposal> {
  const heard = await hearFan(deps, turn)
  const brief: DraftBrief = { turn: heard, recalled, instruction, language: heard.fan.language === 'fr' ? 'fr' : 'en' }
  const attempts: Attempt[] = []
  const { choices, withheld } = await inTenant(deps.store, turn.tenantId, (scope) => modelsAllowed(scope, deps, turn))
  for (const choice of withheld) {
    attempts.push({ model: `${choice.provider}/${choice.modelId}`, outcome: 'no-consent' })
    await noteWithheld(deps, turn, choice)
  }
  const signal = AbortSignal.timeout(patienceFor(choices))
  for (const choice of choices) {
    const written = await writeWith(deps, { choice, brief, signal, attempts })
    if (written) return asProposal(brief, written, `model:${choice.provider}/${choice.modelId}`, attempts)
  }
  return asProposal(brief, writeOffline(brief), 'offline', attempts)
}

/** The language the fan writes now, when that is sure, and whether the moment asks for care; both are kept. */
async function hearFan({ store, log }: DraftDeps, turn: Turn): Promise<Turn> {
  const said = turn.unanswered.map(({ body }) => body)
  const language: Language | undefined = detectLanguage(said.at(-1) ?? '') ?? detectLanguage(said.join('\n'))
  const change: Partial<Pick<Fan, 'language' | 'inCare'>> = {
    ...(language && language !== turn.fan.language ? { language } : {}),
    ...(worstMood(said) === 'crisis' && !turn.fan.inCare ? { inCare: true } : {}),
  }
  if (Object.keys(change).length === 0) return turn
  await inTenant(store, turn.tenantId, (scope) => updateFan(scope, turn.fan.id, change))
  log.info('fan heard', {
    trace: traceOf(turn),
    tenantId: turn.tenantId,
    fanId: turn.fan.id,
    changed: Object.keys(change).join(),
  })
  return { ...turn, fan: { ...turn.fan, ...change } }
}

/** One model's words, checked, and repaired once where a check failed. Undefined when the next in line has to write. */
async function writeWith(
  deps: DraftDeps,
  {
    choice,
    brief,
    signal,
    attempts,
  }: { choice: ModelChoice; brief: DraftBrief; signal: AbortSignal; attempts: Attempt[] },
): Promise<Written | undefined> {
  // Only whoever has a model waits for the libraries that talk to one.
  const { askModel } = await import('./ask-model.ts')
  const { turn } = brief
  const model = `${choice.provider}/${choice.modelId}`
  const prompt = draftPrompt(brief)
  const first = await askModel(deps, { choice, prompt, turn, signal })
  if (first.kind === 'failed') {
    attempts.push({ model, outcome: first.outcome })
    await noteFailure(deps, turn, choice, first.outcome)
    return undefined
  }
  await inTenant(deps.store, turn.tenantId, (scope) =>
    resolveTrouble(scope, { stage: 'model', subjectId: troubleOf(turn, choice), now: deps.now() }),
  )
  const checked = check(brief, first.answer)
  const stops = stopsIn(checked.warnings)
  if (stops.length === 0) {
    attempts.push({ model, outcome: 'ok' })
    return checked
  }
  const reasons = stops.map(({ says }) => says.en)
  const second = await askModel(deps, { choice, prompt: repairPrompt(prompt, checked.text, reasons), turn, signal })
  const repaired = second.kind === 'answer' ? check(brief, second.answer) : checked
  const isBetter = stopsIn(repaired.warnings).length < stops.length
  const best = isBetter ? repaired : checked
  const left = stopsIn(best.warnings).map(({ rule }) => rule)
  attempts.push({
    model,
    outcome: left.length === 0 ? `repaired:${ruleList(stops)}` : `kept-breaking:${[...new Set(left)].join()}`,
  })
  return left.some((rule) => NEVER_SHOWN.has(rule)) ? undefined : best
}

/** The offline drafter's words; where a rule stops them and has a way out, that way is taken. */
function writeOffline(brief: DraftBrief): Written {
  const { turn, instruction } = brief
  const drafted = draftOffline(brief)
  const known = brief.recalled.map((item) => item.text)
  let text = drafted.text
  for (let repairs = 0; repairs < 3; repairs += 1) {
    const warnings = runGuardrails(turn, text, { drafted: true, instruction, known })
    const rewrite = warnings.find((warning) => warning.severity === 'stop' && warning.rewrite)?.rewrite
    if (rewrite === undefined) return { text, usesIds: [], takenUp: drafted.takenUp, warnings }
    text = rewrite
  }
  return {
    text,
    usesIds: [],
    takenUp: drafted.takenUp,
    warnings: runGuardrails(turn, text, { drafted: true, instruction, known }),
  }
}

/** What no person should have to read: the next in line writes instead. */
const NEVER_SHOWN: ReadonlySet<string> = new Set(['prompt-echo'])

function check({ turn, recalled, instruction }: DraftBrief, answer: { reply: string; uses: string[] }): Written {
  const cited = answer.uses.flatMap((use) => {
    const index = Number(use.match(/^k?(\d{1,3})$/u)?.[1])
    const item = recalled[index - 1] ?? recalled.find(({ id }) => id === use)
    return item ? [item.id] : []
  })
  return {
    text: answer.reply,
    usesIds: cited,
    warnings: runGuardrails(turn, answer.reply, {
      drafted: true,
      instruction,
      known: recalled.map(({ text }) => text),
    }),
  }
}

function asProposal({ turn, recalled }: DraftBrief, written: Written, origin: string, attempts: Attempt[]): Proposal {
  const { claims, warnings } = findClaims({
    turn,
    recalled,
    text: written.text,
    usesIds: written.usesIds,
    takenUp: written.takenUp,
  })
  return {
    text: written.text,
    origin,
    notes: { recalled, claims, warnings: [...written.warnings, ...warnings], attempts },
  }
}

function patienceFor(choices: ModelChoice[]): number {
  const longest = Math.max(0, ...choices.map(({ timeoutMs }) => timeoutMs))
  return Math.min(LONGEST_PATIENCE_MS, Math.max(PATIENCE_MS, longest + 5_000))
}

/** About the fan's words and not about the draft's: no rewriting helps. */
const ABOUT_THE_FAN: ReadonlySet<string> = new Set(['care', 'under-age'])
const stopsIn = (warnings: Warning[]) =>
  warnings.filter(({ severity, rule }) => severity === 'stop' && !ABOUT_THE_FAN.has(rule))
const ruleList = (warnings: Warning[]) => [...new Set(warnings.map(({ rule }) => rule))].join()
const troubleOf = (turn: Turn, { provider, modelId }: ModelChoice) => `${turn.creator.id}/${provider}/${modelId}`

const IN_WORDS: Partial<Record<CallOutcome, string>> = {
  timeout: 'did not answer in time',
  unreachable: 'cannot be reached; check its address and that it runs',
  'rate-limited': 'says we ask too often, or that its credit is used up',
  'server-error': 'answers with an error of its own',
  'key-refused': 'refuses the key; set a new one',
  'unknown-model': 'does not know this model; check its name',
  'bad-request': 'refuses the request',
  skipped: 'failed several times and is left alone for a while',
}

/** A model that cannot be used is something a person can mend; one that wrote nonsense once is not. */
async function noteFailure({ store, now }: DraftDeps, turn: Turn, choice: ModelChoice, outcome: CallOutcome) {
  const words = IN_WORDS[outcome]
  if (!words) return
  await inTenant(store, turn.tenantId, (scope) =>
    noteTrouble(scope, {
      stage: 'model',
      subjectId: troubleOf(turn, choice),
      problem: `The model ${choice.modelId} (${choice.provider}) ${words}. Drafts are written by the next in line meanwhile.`,
      now: now(),
    }),
  )
}

/** Nothing is broken: a person has to say whether this provider may read what comes by the creator's own account. */
async function noteWithheld({ store, now }: DraftDeps, turn: Turn, choice: ModelChoice): Promise<void> {
  const provider = providerOf(choice)
  await inTenant(store, turn.tenantId, (scope) =>
    noteTrouble(scope, {
      stage: 'model',
      subjectId: withheldTrouble(turn.creator.id, provider),
      problem: `Nobody has allowed ${provider} to read what comes by ${turn.creator.name}’s own Telegram account, so it does not. Allow it in Settings, Telegram, or leave it to the next in line.`,
      now: now(),
    }),
  )
}
