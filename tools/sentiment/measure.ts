import type { Label } from './read-labelled.ts'

export interface Answer {
  gold: Label
  said: Label
}

export interface Measures {
  messages: number
  /** Share right. */
  accuracy: number
  macroF1: number
  /** Of each label: of what was said, how much was right; of what there was, how much was found. Undefined when never said. */
  labels: Record<
    Label,
    { precision: number | undefined; recall: number | undefined; f1: number; gold: number; said: number }
  >
  /** Share of messages said to be positive or negative. */
  coverage: number
  /** Of the messages that are positive or negative, the share said to be so, on the right side. */
  polarRecall: number | undefined
  /** Of the positive and negative messages said to be either, the share put on the wrong side. */
  signErrors: number | undefined
}

const LABELS: Label[] = ['positive', 'negative', 'neutral']

/** The usual figures, as shares from 0 to 1. */
export function measure(answers: Answer[]): Measures {
  const count = (wanted: (answer: Answer) => boolean) => answers.filter(wanted).length
  const isPolar = (label: Label) => label !== 'neutral'
  const labels = Object.fromEntries(
    LABELS.map((label) => {
      const right = count(({ gold, said }) => gold === label && said === label)
      const said = count((answer) => answer.said === label)
      const gold = count((answer) => answer.gold === label)
      const f1 = said + gold === 0 ? 0 : (2 * right) / (said + gold)
      return [label, { precision: share(right, said), recall: share(right, gold), f1, gold, said }]
    }),
  ) as Measures['labels']
  const polar = answers.filter(({ gold }) => isPolar(gold))
  const bothPolar = polar.filter(({ said }) => isPolar(said))
  const right = polar.filter(({ gold, said }) => gold === said).length
  const present = LABELS.filter((label) => labels[label].gold > 0)
  return {
    messages: answers.length,
    accuracy:
      share(
        count(({ gold, said }) => gold === said),
        answers.length,
      ) ?? 0,
    macroF1: present.reduce((sum, label) => sum + labels[label].f1, 0) / present.length,
    labels,
    coverage:
      share(
        count(({ said }) => isPolar(said)),
        answers.length,
      ) ?? 0,
    polarRecall: share(right, polar.length),
    signErrors: share(bothPolar.length - right, bothPolar.length),
  }
}

function share(part: number, whole: number): number | undefined {
  return whole === 0 ? undefined : part / whole
}
