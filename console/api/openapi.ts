import type { Hono } from 'hono'
import { findTargetHandler } from 'hono/utils/handler'
import { generateSpecs } from 'hono-openapi'
import type { OpenAPIV3_1 } from 'openapi-types'
import { type Action, can, ROLES } from '../../core/access.ts'
import { fanExportSchema } from '../../core/exports/fan-export-format.ts'
import { apiPage, DOCS_STYLE } from './docs-page.ts'

export interface Operation {
  method: string
  path: string
  /** Who may call it, in words. */
  who: string
  parameters: { name: string; in: string; required: boolean; schema: unknown }[]
  body: unknown
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const

/**
 * Describes every route under `/api` from the very schemas that check the requests: as OpenAPI 3.1, and as a page that needs
 * nothing from elsewhere; the file with everything about a fan has a schema of its own. Open to everybody, because the source is.
 */
export function describeApi(app: Hono): void {
  app.get('/api/openapi.json', async (c) => c.json(await openApiOf(app)))
  app.get('/api/docs/fan-export.schema.json', (c) => c.json(fanExportSchema()))
  app.get('/api/docs/style.css', (c) => c.body(DOCS_STYLE, 200, { 'content-type': 'text/css; charset=utf-8' }))
  app.get('/api/docs', async (c) => c.html(apiPage(operationsOf(await openApiOf(app)))))
}

/** The OpenAPI document of everything that is mounted now. */
export async function openApiOf(app: Hono) {
  const document = await generateSpecs(app, {
    includeEmptyPaths: true,
    exclude: [/^(?!\/api)/, /^\/api\/(openapi|docs)/, /\*/],
    defaultValidationErrorResponse: false,
    documentation: {
      info: {
        title: 'Souvenir',
        version: '1',
        description:
          'Every answer is {success, data | error, meta}. Sign in at the console; its session cookie opens this API.',
      },
      components: {
        schemas: { ...SHAPES, FanExport: fanExportSchema() as OpenAPIV3_1.SchemaObject },
        securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'session' } },
      },
    },
  })
  const actions = actionsOf(app)
  for (const [path, item] of Object.entries(document.paths)) {
    for (const method of METHODS) {
      const operation = item?.[method]
      if (!operation) continue
      const action = actions.get(`${method} ${path}`)
      operation.tags = [path.split('/')[2] ?? 'api']
      operation.description = action ? `${action}: ${whoMay(action)}` : 'anybody, or as sign-in decides'
      if (action) operation.security = [{ session: [] }]
      const asFile = path.endsWith('/export.json') ? EXPORTED : path.endsWith('/media/{n}') ? SENT : undefined
      operation.responses = asFile ? { ...RESPONSES, 200: asFile } : RESPONSES
    }
  }
  return document
}
type Document = Awaited<ReturnType<typeof openApiOf>>

function operationsOf(document: Document): Operation[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = item?.[method]
      if (!operation) return []
      const body = operation.requestBody
      return {
        method: method.toUpperCase(),
        path,
        who: operation.description ?? '',
        parameters: (operation.parameters ?? []).flatMap((parameter) =>
          'name' in parameter
            ? {
                name: parameter.name,
                in: parameter.in,
                required: parameter.required === true,
                schema: parameter.schema,
              }
            : [],
        ),
        body: body && 'content' in body ? body.content['application/json']?.schema : undefined,
      }
    }),
  )
}

/** What each route declared with `allow(...)`, by method and path as OpenAPI writes it. */
function actionsOf(app: Hono): Map<string, Action> {
  const declared = new Map<string, Action>()
  for (const { method, path, handler } of app.routes) {
    const target = findTargetHandler(handler)
    if (!('action' in target)) continue
    declared.set(`${method.toLowerCase()} ${path.replace(/:(\w+)(\{[^}]*\})?/g, '{$1}')}`, target.action as Action)
  }
  return declared
}

function whoMay(action: Action): string {
  return ROLES.filter((role) => can(role, action)).join(', ')
}

const META: OpenAPIV3_1.SchemaObject = {
  type: 'object',
  required: ['timestamp', 'requestId', 'duration'],
  properties: {
    timestamp: { type: 'string', format: 'date-time' },
    requestId: { type: 'string' },
    duration: { type: 'number', description: 'Milliseconds.' },
  },
}

const SHAPES: Record<string, OpenAPIV3_1.SchemaObject> = {
  Success: {
    type: 'object',
    required: ['success', 'data', 'meta'],
    properties: { success: { const: true }, data: {}, meta: META },
  },
  Failure: {
    type: 'object',
    required: ['success', 'error', 'meta'],
    properties: {
      success: { const: false },
      error: {
        type: 'object',
        required: ['code', 'message', 'retryable'],
        properties: {
          code: { type: 'string' },
          message: { type: 'string', description: 'What happened and what to do, in plain words.' },
          retryable: { type: 'boolean', description: 'Whether the same request may succeed later, unchanged.' },
          metadata: { type: 'object' },
        },
      },
      meta: META,
    },
  },
}

const SENT = {
  description: 'What the fan sent, from the platform. Everything that a browser cannot show comes as a file to keep.',
  content: Object.fromEntries(
    ['image/*', 'video/*', 'audio/*', 'application/octet-stream'].map((type) => [
      type,
      { schema: { type: 'string' as const, format: 'binary' } },
    ]),
  ),
}

const EXPORTED = {
  description: 'The file itself, without the envelope. Its schema also stands at /api/docs/fan-export.schema.json.',
  content: { 'application/json': { schema: { $ref: '#/components/schemas/FanExport' } } },
}

const RESPONSES = {
  200: {
    description: 'Done.',
    content: { 'application/json': { schema: { $ref: '#/components/schemas/Success' } } },
  },
  202: {
    description: 'Taken; it will be done.',
    content: { 'application/json': { schema: { $ref: '#/components/schemas/Success' } } },
  },
  default: {
    description: 'Refused, with the reason.',
    content: { 'application/json': { schema: { $ref: '#/components/schemas/Failure' } } },
  },
}
