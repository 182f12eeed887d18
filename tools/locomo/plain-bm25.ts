/** What most people call BM25, to compare with: words as they are, no stems, no stop words, no neighbours. */
export function plainBm25(texts: string[]): (query: string, limit: number) => number[] {
  const [k1, b] = [1.2, 0.75]
  const documents = texts.map(words)
  const average = documents.reduce((sum, document) => sum + document.length, 0) / Math.max(1, documents.length)
  const postings = new Map<string, Map<number, number>>()
  for (const [position, document] of documents.entries()) {
    for (const word of document) {
      const counts = postings.get(word) ?? new Map<number, number>()
      postings.set(word, counts.set(position, (counts.get(position) ?? 0) + 1))
    }
  }
  return (query, limit) => {
    const scores = new Map<number, number>()
    for (const word of new Set(words(query))) {
      const counts = postings.get(word)
      if (!counts) continue
      const rarity = Math.log(1 + (documents.length - counts.size + 0.5) / (counts.size + 0.5))
      for (const [position, count] of counts) {
        const length = documents[position]?.length ?? 0
        const gain = (rarity * count * (k1 + 1)) / (count + k1 * (1 - b + (b * length) / average))
        scores.set(position, (scores.get(position) ?? 0) + gain)
      }
    }
    return [...scores]
      .toSorted((x, y) => y[1] - x[1] || x[0] - y[0])
      .slice(0, limit)
      .map(([position]) => position)
  }
}

const words = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
