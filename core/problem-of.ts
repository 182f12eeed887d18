/**
 * An error in words that may be stored and logged. A failed query names its statement and every value it carried, so of that
 * only what the database said is kept; long texts are cut.
 */
export function problemOf(error: unknown): string {
  if (!(error instanceof Error)) return cut(String(error))
  const isQuery = 'query' in error && 'params' in error
  return isQuery ? `The database refused: ${cut(causeOf(error))}` : cut(error.message)
}

const LONGEST = 500

const causeOf = ({ cause }: Error) => (cause instanceof Error ? cause.message : 'it did not say why')

const cut = (text: string) => (text.length <= LONGEST ? text : `${text.slice(0, LONGEST).toWellFormed()}…`)
