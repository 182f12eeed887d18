/** What a JSON schema asks for, as far as our API uses it. */
interface Schema {
  type?: string
  format?: string
  enum?: unknown[]
  const?: unknown
  anyOf?: Schema[]
  oneOf?: Schema[]
  allOf?: Schema[]
  properties?: Record<string, Schema>
  items?: Schema
  minItems?: number
  minimum?: number
  minLength?: number
  maxLength?: number
  pattern?: string
}

/** A value that the schema accepts, with every property given. @param id what stands wherever an id is asked for */
export function sampleOf(schema: Schema, id: string): unknown {
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  const choice = schema.anyOf ?? schema.oneOf
  if (choice?.[0]) return sampleOf(choice[0], id)
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map((part) => sampleOf(part, id)))
  switch (schema.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([name, property]) => [
          name,
          // A rule that no schema can say.
          name === 'timeZone' ? 'Europe/Paris' : sampleOf(property, id),
        ]),
      )
    case 'array':
      return Array.from({ length: Math.max(1, schema.minItems ?? 0) }, () => sampleOf(schema.items ?? {}, id))
    case 'number':
    case 'integer':
      return Math.max(1, schema.minimum ?? 1)
    case 'boolean':
      return true
    case 'string':
      return textOf(schema, id)
    default:
      return 'anything'
  }
}

/** Texts of the shapes that our API insists on. */
const SHAPED = [
  'some-words',
  '1234567',
  '-1001234567890',
  '7000001:AAE-abcdefghijklmnopqrstuvwxyz012345',
  '1290000000000000001',
  'MTA1MDAwMDAwMDAwMDAwMDAw.GhXyZ1.abcdefghijklmnopqrstuvwxyz012345',
]

function textOf({ format, minLength = 0, maxLength = 100, pattern }: Schema, id: string): string {
  if (format === 'uuid') return id
  if (format === 'email') return 'somebody@example.test'
  if (format === 'date-time') return '2030-01-01T00:00:00.000Z'
  if (format === 'date') return '2030-01-01'
  // Nothing listens on the discard port: no test asks a machine of somebody else.
  if (format === 'uri') return 'http://127.0.0.1:9/'
  const shaped = pattern && SHAPED.find((text) => new RegExp(pattern, 'u').test(text))
  if (shaped) return shaped
  return 'some words'.padEnd(minLength, '.').slice(0, maxLength)
}
