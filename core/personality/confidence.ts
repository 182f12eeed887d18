import type { Tally } from './answer-quality.ts'

/**
 * How sure we are that one way of writing gets good answers more often than another: the probability that a share drawn from
 * Beta(1 + good, 1 + not good) of the first is above one of the second (uniform priors). Exact, by the finite sum of E. Miller,
 * "Formulas for Bayesian A/B Testing" (2015), equation 6. With nothing known of either it is 1/2.
 */
export function confidenceThatBetter(one: Tally, other: Tally): number {
  const [a, b] = [other.good + 1, other.of - other.good + 1]
  const [c, d] = [one.good + 1, one.of - one.good + 1]
  let sum = 0
  for (let i = 0; i < c; i += 1) {
    sum += Math.exp(lnBeta(a + i, b + d) - Math.log(d + i) - lnBeta(1 + i, d) - lnBeta(a, b))
  }
  return Math.min(1, Math.max(0, sum))
}

/** How sure we are that more than every second reply gets a good answer: used while there is nothing to compare with. */
export function confidenceThatMostly({ good, of }: Tally): number {
  const tosses = of + 1
  let sum = 0
  for (let heads = 0; heads <= good; heads += 1) {
    sum += Math.exp(lnFactorial(tosses) - lnFactorial(heads) - lnFactorial(tosses - heads) - tosses * Math.LN2)
  }
  return Math.min(1, sum)
}

const factorials = [0]

function lnFactorial(n: number): number {
  for (let next = factorials.length; next <= n; next += 1) {
    factorials.push((factorials[next - 1] ?? 0) + Math.log(next))
  }
  return factorials[n] ?? 0
}

const lnBeta = (a: number, b: number) => lnFactorial(a - 1) + lnFactorial(b - 1) - lnFactorial(a + b - 1)
