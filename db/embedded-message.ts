import { type PGlite, protocol, types } from '@electric-sql/pglite'
import type { Row, Statement, Values } from './statements.ts'

const { serialize, messages } = protocol

/** What a statement is prepared as, by its name. */
const preparedIn = new WeakMap<PGlite, Map<string, string>>()
let made = 0

/**
 * Settings and one statement as one message to the embedded database, which otherwise is asked six times: most of the time a
 * small statement takes there. Its plan is kept under its name. Call it inside a transaction of this database, whose lock it does
 * not take.
 */
export async function inOneMessage(
  pglite: PGlite,
  settings: string,
  { name, text }: Statement,
  values: Values,
): Promise<Row[]> {
  const prepared = preparedIn.get(pglite) ?? new Map<string, string>()
  preparedIn.set(pglite, prepared)
  const known = prepared.get(name)
  // A name that failed may be taken: another try has another one.
  const as = known ?? `${name}-${++made}`
  prepared.delete(name)
  const { messages: answers } = await pglite.execProtocol(
    Buffer.concat([
      serialize.query(settings),
      ...(known ? [] : [serialize.parse({ name: as, text })]),
      serialize.bind({ statement: as, values: values.map(inWords) }),
      serialize.describe({ type: 'P' }),
      serialize.execute({}),
      serialize.sync(),
    ]),
  )
  prepared.set(name, as)
  const described = answers.find((answer) => answer instanceof messages.RowDescriptionMessage)
  const columns = described?.fields ?? []
  return answers.flatMap((answer) => {
    if (!(answer instanceof messages.DataRowMessage)) return []
    return [
      Object.fromEntries(
        columns.map(({ name, dataTypeID }, at) => [name, types.parseType(answer.fields[at] ?? null, dataTypeID)]),
      ),
    ]
  })
}

/** As Postgres reads it. */
function inWords(value: Values[number]): string | null {
  if (value === null || typeof value === 'string') return value
  if (value instanceof Date) return value.toISOString()
  if (value instanceof Uint8Array) return `\\x${Buffer.from(value).toString('hex')}`
  if (Array.isArray(value)) return `{${value.map((each) => JSON.stringify(each)).join(',')}}`
  return String(value)
}
