import { validator } from 'hono-openapi'
import type { ZodType } from 'zod'
import '../../core/field-problem.ts'
import { failed } from './respond.ts'

/** Checks a part of the request against a schema; what is wrong is said field by field, in our own shape. */
export function valid<Target extends 'json' | 'query' | 'param' | 'header', Schema extends ZodType>(
  target: Target,
  schema: Schema,
) {
  return validator(target, schema, (result, c) => {
    if (result.success) return
    const fields = result.error.map(({ path, message }) => ({
      field: (path ?? []).map((step) => (typeof step === 'object' ? step.key : step)).join('.'),
      message,
    }))
    return failed(c, 400, {
      code: 'invalid',
      message: `Some fields cannot be used: ${fields.map(({ field, message }) => `${field || target}: ${message}`).join('; ')}.`,
      retryable: false,
      metadata: { fields },
    })
  })
}
