import { BUCKETS, type Features, featuresOf, OWN_PLACES } from '../../core/sentiment/sentiment-features.ts'
import type { Label, Labelled } from './read-labelled.ts'

/** One message to learn from. */
export interface Example extends Features {
  label: Label
  weight: number
  /** Known to lean to its side, while neutral was never asked: only the sign is learned. */
  signOnly: boolean
}

export interface LinearModel {
  /** Two for each place, positive and negative; neutral is zero. */
  weights: Float64Array
  bias: { positive: number; negative: number }
}

const SIZE = 2 * (OWN_PLACES + BUCKETS)
const EPOCHS = 4
const RATE = 0.3
const DECAY = 3e-5
const BIAS_RATE = 0.01
const SEED = 7

export function examplesOf(messages: Labelled[], weight = 1, signOnly = false): Example[] {
  return messages.map(({ text, label }) => ({ ...featuresOf(text), label, weight, signOnly }))
}

/**
 * Two logistic regressions over three labels, one of them on features scaled by how one-sidedly they occur (S. Wang and
 * C. Manning, "Baselines and Bigrams", 2012), and their mean: being linear, it is one table again. The same examples make the
 * same model.
 */
export function trainLinear(examples: Example[]): LinearModel {
  const plain = trainOne(examples, new Float64Array(SIZE).fill(1))
  const sided = trainOne(examples, oneSidedness(examples))
  const mean = (a: number, b: number) => (a + b) / 2
  return {
    weights: plain.weights.map((weight, at) => mean(weight, sided.weights[at] ?? 0)),
    bias: {
      positive: mean(plain.bias.positive, sided.bias.positive),
      negative: mean(plain.bias.negative, sided.bias.negative),
    },
  }
}

/** How probable each label is: positive, negative, neutral. */
export function oddsBy({ weights, bias }: LinearModel, { places, shares }: Features): [number, number, number] {
  const a = Math.exp(bias.positive + dot(weights, 0, places, shares))
  const b = Math.exp(bias.negative + dot(weights, 1, places, shares))
  return [a / (a + b + 1), b / (a + b + 1), 1 / (a + b + 1)]
}

function dot(weights: Float64Array, side: number, places: Uint32Array, shares: Float32Array): number {
  let sum = 0
  for (let at = 0; at < places.length; at += 1) {
    sum += (weights[2 * (places[at] as number) + side] as number) * (shares[at] as number)
  }
  return sum
}

/** By AdaGrad, averaged over the later epochs. */
function trainOne(examples: Example[], scales: Float64Array): LinearModel {
  const random = randomFrom(SEED)
  const weights = new Float64Array(SIZE)
  const steps = new Float64Array(SIZE).fill(0.01)
  const sum = new Float64Array(SIZE)
  const bias = { positive: 0, negative: 0 }
  const order = examples.map((_, position) => position)
  let summed = 0
  for (let epoch = 1; epoch <= EPOCHS; epoch += 1) {
    shuffle(order, random)
    for (const position of order) learn(examples[position] as Example, weights, scales, steps, bias)
    if (epoch < EPOCHS / 2) continue
    summed += 1
    for (let at = 0; at < SIZE; at += 1)
      sum[at] = (sum[at] as number) + (weights[at] as number) * (scales[at] as number)
  }
  return { weights: sum.map((value) => value / summed), bias }
}

function learn(
  { places, shares, label, weight, signOnly }: Example,
  weights: Float64Array,
  scales: Float64Array,
  steps: Float64Array,
  bias: LinearModel['bias'],
): void {
  const sums = [bias.positive, bias.negative] as [number, number]
  for (let position = 0; position < places.length; position += 1) {
    const at = 2 * (places[position] as number)
    const share = shares[position] as number
    sums[0] += (weights[at] as number) * (scales[at] as number) * share
    sums[1] += (weights[at + 1] as number) * (scales[at + 1] as number) * share
  }
  const a = Math.exp(sums[0])
  const b = Math.exp(sums[1])
  const all = a + b + (signOnly ? 0 : 1)
  const errors = [a / all - (label === 'positive' ? 1 : 0), b / all - (label === 'negative' ? 1 : 0)] as const
  if (!signOnly) {
    bias.positive -= BIAS_RATE * weight * errors[0]
    bias.negative -= BIAS_RATE * weight * errors[1]
  }
  for (const side of [0, 1] as const) {
    const error = errors[side] * weight
    for (let position = 0; position < places.length; position += 1) {
      const at = 2 * (places[position] as number) + side
      const slope = error * (shares[position] as number) * (scales[at] as number) + DECAY * (weights[at] as number)
      const step = (steps[at] as number) + slope * slope
      steps[at] = step
      weights[at] = (weights[at] as number) - (RATE * slope) / Math.sqrt(step)
    }
  }
}

/** For each place and side, the absolute log of how much oftener it occurs on that side than elsewhere. */
function oneSidedness(examples: Example[]): Float64Array {
  const here = new Float64Array(SIZE).fill(1)
  const elsewhere = new Float64Array(SIZE).fill(1)
  const counts = { here: [0, 0], elsewhere: [0, 0] } as { here: [number, number]; elsewhere: [number, number] }
  for (const { places, label, signOnly } of examples) {
    if (signOnly) continue
    for (const side of [0, 1] as const) {
      const isHere = label === (side === 0 ? 'positive' : 'negative')
      const [table, count] = isHere ? [here, counts.here] : [elsewhere, counts.elsewhere]
      count[side] += 1
      for (const place of places) table[2 * place + side] = (table[2 * place + side] as number) + 1
    }
  }
  return here.map((times, at) => {
    const side = (at % 2) as 0 | 1
    const ratio = times / counts.here[side] / ((elsewhere[at] as number) / counts.elsewhere[side])
    return Math.max(LEAST_SIDED, Math.abs(Math.log(ratio)))
  })
}

/** So that words of the other language, which no three-way message holds, can still be learned. */
const LEAST_SIDED = 0.3

/** Fisher and Yates. */
function shuffle(order: number[], random: () => number): void {
  for (let last = order.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1))
    const kept = order[last] as number
    order[last] = order[other] as number
    order[other] = kept
  }
}

/** Mulberry32: small, and the same everywhere. */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
