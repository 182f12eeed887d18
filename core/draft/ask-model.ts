import { APICallError, generateText, NoObjectGeneratedError, NoOutputGeneratedError, Output } from 'ai'
import type { z } from 'zod'
import { noteAccess } from '../../db/audit-writer.ts'
import { noteModelCall } from '../../db/model-calls.ts'
import { inTenant } from '../../db/scope.ts'
import type { Deps, ModelChoice } from '../deps.ts'
import { ModelAnswer, readAnswer, type Unusable } from './model-answer.ts'
import type { Prompt } from './prompt.ts'
import { type Turn, traceOf } from './turn.ts'

/** Requirement AI-16. */
const RETRIES = 3
const FIRST_WAIT_MS = 1_000
const LONGEST_WAIT_MS = 5_000
const LONGEST_ANSWER_TOKENS = 2_000

/** What became of one call, as a code that the console puts into words. */
export type CallOutcome =
  | 'ok'
  | 'timeout'
  | 'unreachable'
  | 'rate-limited'
  | 'server-error'
  | 'key-refused'
  | 'unknown-model'
  | 'bad-request'
  | 'empty'
  | 'too-long'
  | 'refusal'
  | 'nonsense'
  /** Its circuit breaker is open: it was not asked. */
  | 'skipped'

export type AskResult<Answer> = { kind: 'answer'; answer: Answer } | { kind: 'failed'; outcome: CallOutcome }

/** What is asked for: the form of the answer, and who reads what came back. */
export interface Question<Answer> {
  /** What the call is booked under. */
  feature: 'draft' | 'facts'
  schema: z.ZodType
  read(text: string): { kind: 'answer'; answer: Answer } | Unusable
  /** How often it is asked again. */
  retries: number
}

const FOR_A_DRAFT: Question<ModelAnswer> = { feature: 'draft', schema: ModelAnswer, read: readAnswer, retries: RETRIES }

const AGAIN: ReadonlySet<CallOutcome> = new Set(['timeout', 'unreachable', 'rate-limited', 'server-error'])
/** What says something about the server, and not about this one prompt. */
const COUNTS_AGAINST_IT: ReadonlySet<CallOutcome> = new Set([...AGAIN, 'key-refused', 'unknown-model'])

/**
 * Asks one model, patiently: again after 1, 2 and 4 seconds when the network, the server or its limits were the reason, and
 * never again when it understood and said no. Each call is noted. It does not throw.
 * @param signal ends all patience
 */
export async function askModel(
  deps: Pick<Deps, 'store' | 'now' | 'log'>,
  asked: Asked,
): Promise<AskResult<ModelAnswer>> {
  return ask(deps, FOR_A_DRAFT, asked)
}

interface Asked {
  choice: ModelChoice
  prompt: Prompt
  turn: Turn
  signal: AbortSignal
}

/** As `askModel`, for any question. */
export async function ask<Answer>(
  deps: Pick<Deps, 'store' | 'now' | 'log'>,
  question: Question<Answer>,
  { choice, prompt, turn, signal }: Asked,
): Promise<AskResult<Answer>> {
  const { feature, retries } = question
  // On record before a word of the fan leaves this house.
  await noteAccess(deps.store, turn.tenantId, {
    actor: `model:${choice.provider}/${choice.modelId}`,
    action: 'memory.disclose',
    purpose: 'answering',
    fanId: turn.fan.id,
    subjectId: turn.conversation.id,
    happenedAt: deps.now(),
  })
  let last: CallOutcome = 'skipped'
  for (let attempt = 0; attempt <= retries; attempt += 1) {
    if (signal.aborted) break
    if (!choice.breaker.mayTry(deps.now())) {
      if (attempt === 0) await noteCall(deps, { choice, turn, feature, outcome: 'skipped', milliseconds: 0 })
      break
    }
    const call = await callOnce(choice, question, prompt, signal)
    await noteCall(deps, { choice, turn, feature, ...call })
    last = call.outcome
    if (call.answer) {
      choice.breaker.succeeded()
      return { kind: 'answer', answer: call.answer }
    }
    if (COUNTS_AGAINST_IT.has(last)) choice.breaker.failed(deps.now())
    else choice.breaker.succeeded()
    if (!AGAIN.has(last) || attempt === retries) break
    const waitMs = Math.max(call.retryAfterMs ?? 0, backoffMs(choice, attempt))
    if (waitMs > LONGEST_WAIT_MS) break
    await pause(waitMs, signal)
  }
  return { kind: 'failed', outcome: last }
}

interface Call<Answer> {
  outcome: CallOutcome
  answer?: Answer
  tokensIn?: number
  tokensOut?: number
  milliseconds: number
  retryAfterMs?: number
}

async function callOnce<Answer>(
  choice: ModelChoice,
  question: Question<Answer>,
  prompt: Prompt,
  signal: AbortSignal,
): Promise<Call<Answer>> {
  const began = performance.now()
  const timed = (call: Omit<Call<Answer>, 'milliseconds'>): Call<Answer> => ({
    ...call,
    milliseconds: Math.round(performance.now() - began),
  })
  const within = AbortSignal.any([signal, AbortSignal.timeout(choice.timeoutMs)])
  try {
    return timed(await generate(choice, question, prompt, { within, isTyped: choice.canFollowSchema }))
  } catch (error) {
    const isSchemaRefused = APICallError.isInstance(error) && (error.statusCode === 400 || error.statusCode === 422)
    if (!isSchemaRefused || !choice.canFollowSchema) return timed(failure(question, error, within))
  }
  // Small servers refuse a JSON schema; the same words without one often work.
  try {
    return timed(await generate(choice, question, prompt, { within, isTyped: false }))
  } catch (error) {
    return timed(failure(question, error, within))
  }
}

async function generate<Answer>(
  choice: ModelChoice,
  { schema, read }: Question<Answer>,
  prompt: Prompt,
  { within, isTyped }: { within: AbortSignal; isTyped: boolean },
): Promise<Omit<Call<Answer>, 'milliseconds'>> {
  const result = await generateText({
    model: choice.model,
    instructions: prompt.system,
    messages: prompt.messages,
    maxOutputTokens: LONGEST_ANSWER_TOKENS,
    maxRetries: 0,
    abortSignal: within,
    ...(isTyped ? { output: Output.object({ schema }) } : {}),
  })
  const { inputTokens = 0, outputTokens = 0 } = result.totalUsage
  const usage = { tokensIn: inputTokens, tokensOut: outputTokens }
  if (result.finishReason === 'content-filter') return { outcome: 'refusal', ...usage }
  return { ...asCall(read(result.text)), ...usage }
}

function asCall<Answer>(read: ReturnType<Question<Answer>['read']>): Pick<Call<Answer>, 'outcome' | 'answer'> {
  return read.kind === 'answer' ? { outcome: 'ok', answer: read.answer } : { outcome: read.why }
}

/** An error as a call. Its own message is never kept: it may quote the prompt. */
function failure<Answer>(
  { read }: Question<Answer>,
  error: unknown,
  within: AbortSignal,
): Omit<Call<Answer>, 'milliseconds'> {
  if (NoObjectGeneratedError.isInstance(error)) {
    const usage = { tokensIn: error.usage?.inputTokens ?? 0, tokensOut: error.usage?.outputTokens ?? 0 }
    return { ...asCall(read(error.text ?? '')), ...usage }
  }
  if (NoOutputGeneratedError.isInstance(error)) return { outcome: 'empty' }
  if (within.aborted) return { outcome: 'timeout' }
  if (!APICallError.isInstance(error)) return { outcome: 'unreachable' }
  const retryAfter = Number(error.responseHeaders?.['retry-after'])
  const patience = Number.isFinite(retryAfter) && retryAfter > 0 ? { retryAfterMs: retryAfter * 1_000 } : {}
  return { outcome: outcomeOfStatus(error.statusCode), ...patience }
}

function outcomeOfStatus(status: number | undefined): CallOutcome {
  if (status === undefined) return 'unreachable'
  // Answered, in a form that no reader of this API understands.
  if (status < 400) return 'nonsense'
  if (status === 401 || status === 403) return 'key-refused'
  if (status === 404) return 'unknown-model'
  if (status === 408) return 'timeout'
  if (status === 429) return 'rate-limited'
  return status >= 500 ? 'server-error' : 'bad-request'
}

function backoffMs({ firstWaitMs = FIRST_WAIT_MS }: ModelChoice, attempt: number): number {
  return Math.min(LONGEST_WAIT_MS, firstWaitMs * 2 ** attempt)
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, milliseconds)
    signal.addEventListener('abort', done)
  })
}

async function noteCall(
  { store, now, log }: Pick<Deps, 'store' | 'now' | 'log'>,
  {
    choice,
    turn,
    feature,
    outcome,
    tokensIn = 0,
    tokensOut = 0,
    milliseconds,
  }: Omit<Call<unknown>, 'answer'> & Pick<Asked, 'choice' | 'turn'> & { feature: string },
): Promise<void> {
  const { provider, modelId } = choice
  log.info(`model ${outcome}`, {
    trace: traceOf(turn),
    tenantId: turn.tenantId,
    creatorId: turn.creator.id,
    provider,
    modelId,
    milliseconds,
  })
  await inTenant(store, turn.tenantId, (scope) =>
    noteModelCall(scope, {
      creatorId: turn.creator.id,
      feature,
      provider,
      model: modelId,
      outcome,
      problem: null,
      tokensIn,
      tokensOut,
      milliseconds,
      requestId: null,
      calledAt: now(),
    }),
  )
}
