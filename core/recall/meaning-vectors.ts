/** Standard deviations above what is usual between two texts of this fan, for a text to be close in meaning. */
const NEAR = 2
/** Cosine below which two texts are never close, whatever is usual. */
const LEAST_COSINE = 0.25

/** A vector of length one in a byte a number: a cosine of two of them is right to about a hundredth. */
export function toBytes(vector: number[]): Int8Array {
  const largest = Math.max(...vector.map(Math.abs)) || 1
  return Int8Array.from(vector, (value) => Math.round((value / largest) * 127))
}

/** -1..1; 0 for vectors of different lengths. */
export function cosine(a: Int8Array, b: Int8Array): number {
  if (a.length !== b.length) return 0
  let [product, ofA, ofB] = [0, 0, 0]
  for (let at = 0; at < a.length; at += 1) {
    const [x, y] = [a[at] ?? 0, b[at] ?? 0]
    product += x * y
    ofA += x * x
    ofB += y * y
  }
  return ofA === 0 || ofB === 0 ? 0 : product / Math.sqrt(ofA * ofB)
}

/**
 * Which texts stand out as close to the one asked about. Models differ in what two unrelated texts score, so what is usual for
 * this fan is the measure, and among a handful of texts nothing stands out.
 * @returns 0.5..1 by key, for those alone that stand out
 */
export function standingOut(asked: Int8Array, texts: { subjectId: string; vector: Int8Array }[]): Map<string, number> {
  const scores = texts.map(({ subjectId, vector }) => ({ subjectId, score: cosine(asked, vector) }))
  const mean = scores.reduce((sum, { score }) => sum + score, 0) / Math.max(1, scores.length)
  const spread = Math.sqrt(scores.reduce((sum, { score }) => sum + (score - mean) ** 2, 0) / Math.max(1, scores.length))
  return new Map(
    scores.flatMap(({ subjectId, score }) => {
      const height = spread === 0 ? 0 : (score - mean) / spread
      if (height < NEAR || score < LEAST_COSINE) return []
      return [[subjectId, Math.min(1, 0.5 + (height - NEAR) / 2)] as const]
    }),
  )
}
