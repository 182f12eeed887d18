/**
 * What each sign counts when messages are ranked. Set by hand to round numbers for the reasons beside them, not fitted;
 * `npm run eval:recall -- FILE --ablate` shows what each brings.
 */
export const WEIGHTS = {
  /** BM25. Messages are short: repetition hardly counts, length hardly punishes. */
  k1: 0.9,
  b: 0.1,
  /** How much of the words said before it a message is credited with, by distance within one sitting: answers follow questions. */
  before: [0.5, 0.35, 0.25, 0.15],
  /** The same for the words said after it. */
  after: [0.4, 0.25, 0.15, 0.1],
  /** A word that is everywhere in chat, beside one that is not. */
  pale: 0.7,
  /** Another word for the thing that was named; a thing of the kind that was named. */
  same: 0.5,
  kind: 0.4,
  /** Said by the one who is asked about; by the one who is named first when both are. */
  speaker: 1.6,
  firstNamed: 1.3,
  /** A question tells little, an answer tells much, "thanks" and "wow" tell nothing. */
  asks: 0.85,
  answers: 1.12,
  reacts: 0.9,
  firstPerson: 1.05,
  /** Something happened, and here is when. */
  timed: 1.1,
  /** People begin a talk with their news. */
  opens: 1.1,
  /** It has what the question wants: a time, a name, a number, a reason. */
  seeks: 1.4,
  /** A sitting on the day that was named, beside the best match of words. */
  day: 0.7,
}

export type Weights = typeof WEIGHTS
