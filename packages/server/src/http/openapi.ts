/** The OpenAPI 3.1 document, made from the routes themselves: what is not described cannot be reached. */
import { z } from 'zod'
import { ERROR_CODES } from '@daybook/protocol'
import { rightOfRoute } from '../policy/route-rights.ts'
import { type Route } from './routes.ts'

const schemaOf = (schema: z.ZodType): unknown => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' })
  return rest
}

const PROBLEM = {
  type: 'object',
  required: ['type', 'title', 'status', 'code', 'detail', 'requestId'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', enum: ERROR_CODES },
    detail: { type: 'string' },
    requestId: { type: 'string' },
    errors: {
      type: 'array',
      items: { type: 'object', properties: { path: { type: 'string' }, message: { type: 'string' } } },
    },
    existing: { type: 'object', properties: { id: { type: 'string' }, seq: { type: 'integer' } } },
    path: { type: 'string' },
  },
}

export function describeApi(routes: readonly Route[]): object {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const route of routes) {
    const names = [...route.path.matchAll(/\{(\w+)\}/g)].map(match => match[1]!)
    ;(paths[route.path] ??= {})[route.method] = {
      summary: route.summary,
      ...(route.open === true ? { security: [] } : { 'x-right': rightOfRoute(route.method, route.path) }),
      parameters: [
        ...names.map(name => ({ name, in: 'path', required: true, schema: { type: 'string' } })),
        ...Object.entries(route.query?.shape ?? {}).map(([name, schema]) => ({
          name,
          in: 'query',
          required: false,
          description: (schema as z.ZodType).description,
          schema: schemaOf(schema as z.ZodType),
        })),
      ],
      ...(route.body !== undefined && {
        requestBody: {
          required: route.bodyOptional !== true,
          content: { 'application/json': { schema: schemaOf(route.body) } },
        },
      }),
      responses: {
        [route.status ?? 200]: {
          description: route.summary,
          content: { [route.mediaType ?? 'application/json']: {} },
        },
        default: {
          description: 'A problem (RFC 9457)',
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      },
    }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Daybook',
      version: '1',
      description: 'The record of everything that happens with a client.',
    },
    security: [{ key: [] }],
    paths,
    components: {
      securitySchemes: { key: { type: 'http', scheme: 'bearer' } },
      schemas: { Problem: PROBLEM },
    },
  }
}
