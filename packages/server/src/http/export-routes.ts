/** Exports: asking for one, how far it is, its file. */
import { ReadableStream } from 'node:stream/web'
import { LOCALES } from '@daybook/catalogue'
import { EXPORT_FORMATS, type ExportFormat } from '@daybook/protocol'
import { z } from 'zod'
import { cancelExport } from '../actions/cancel-export.ts'
import { checkInput } from '../actions/check-input.ts'
import { countExport } from '../actions/count-export.ts'
import { requireExport } from '../policy/export-rights.ts'
import { downloadExport, type ExportFile } from '../actions/download-export.ts'
import { listExports, readExportState } from '../actions/read-exports.ts'
import { renewExport } from '../actions/renew-export.ts'
import { requestExport } from '../actions/request-export.ts'
import type { Daybook } from '../daybook.ts'
import type { HttpContext } from './environment.ts'
import { FilterBody, setFilters } from './filter-body.ts'
import { readBody } from './read-body.ts'
import { FilterQuery, readQuery } from './read-query.ts'
import { answer, type Route } from './routes.ts'

const client = z.string().min(1).max(500).optional().describe('Only this client’s timeline')
const CountQuery = z.strictObject({
  ...FilterQuery.shape,
  client,
  next: z.string().max(2000).optional().describe('Goes on with a count that the time bound ended'),
})

const OrderFilter = z.strictObject({ ...FilterBody.shape, client })
const ExportBody = z.strictObject({
  format: z.enum(EXPORT_FORMATS),
  filter: OrderFilter.default({}).describe('The filters of a list, and `client` for a timeline'),
  order: z.enum(['desc', 'asc']).default('desc'),
  timeZone: z.string().max(100).optional().describe('Zone of the stamps; else the workspace’s'),
  lang: z.enum(LOCALES).optional().describe('Language of the sentences; else the workspace’s'),
  ips: z.boolean().optional().describe('With IP addresses'),
  totals: z.boolean().optional().describe('CSV: totals of the amounts as last lines'),
  asOf: z.string().max(2000).optional().describe('What a count answered: of exactly what was counted'),
})

const FileQuery = z.strictObject({
  workspace: z
    .string()
    .max(50)
    .optional()
    .describe('For a link: in the place of the header Daybook-Workspace'),
})

const MEDIA_TYPES: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv; charset=utf-8; header=present',
  jsonl: 'application/jsonl',
  pdf: 'application/pdf',
}

export const exportRoutes = (daybook: Daybook): Route[] => [
  ...askRoutes(daybook),
  ...stateRoutes(daybook),
  fileRoute(daybook),
]

function askRoutes(daybook: Daybook): Route[] {
  return [
    {
      method: 'get',
      path: '/v1/exports/count',
      summary: 'How many entries an export would hold, exactly, and a token to export just these',
      query: CountQuery,
      async handle(context) {
        const { client, next, ...query } = readQuery(CountQuery, context.req.url)
        return answer(
          await countExport(daybook, context.get('principal'), { client, filter: setFilters(query), next }),
        )
      },
    },
    {
      method: 'post',
      path: '/v1/exports',
      summary: 'Ask for an export; a job makes it',
      body: ExportBody,
      status: 202,
      async handle(context) {
        // Before the body is looked at: who may not export learns nothing of what is wrong with it.
        requireExport(context.get('principal'))
        const { filter, ...rest } = checkInput(ExportBody, (await readBody(context.req.raw)).value)
        const { client, ...query } = filter
        const order = { ...rest, client, filter: setFilters(query) }
        return answer(await requestExport(daybook, context.get('principal'), order), 202)
      },
    },
    {
      method: 'get',
      path: '/v1/exports',
      summary: 'One’s own exports, newest first',
      handle: async context => answer({ exports: await listExports(daybook, context.get('principal')) }),
    },
  ]
}

const idOf = (context: HttpContext): string => context.req.param('id')!

function stateRoutes(daybook: Daybook): Route[] {
  return [
    {
      method: 'get',
      path: '/v1/exports/{id}',
      summary: 'How far an export is, or what its file is like',
      handle: async context =>
        answer(await readExportState(daybook, context.get('principal'), idOf(context))),
    },
    {
      method: 'delete',
      path: '/v1/exports/{id}',
      summary: 'Cancel an export, or remove its file',
      handle: async context => answer(await cancelExport(daybook, context.get('principal'), idOf(context))),
    },
    {
      method: 'post',
      path: '/v1/exports/{id}/renew',
      summary: 'Keep the file seven days more, or make it once more',
      status: 202,
      handle: async context =>
        answer(await renewExport(daybook, context.get('principal'), idOf(context)), 202),
    },
  ]
}

function fileRoute(daybook: Daybook): Route {
  return {
    method: 'get',
    path: '/v1/exports/{id}/file',
    summary: 'The file of an export that is ready',
    query: FileQuery,
    mediaType: 'application/octet-stream',
    async handle(context) {
      readQuery(FileQuery, context.req.url)
      const caller = {
        ip: context.get('address'),
        userAgent: context.req.header('user-agent')?.slice(0, 2000),
      }
      return sendFile(await downloadExport(daybook, context.get('principal'), idOf(context), caller))
    },
  }
}

/** The digest is that of RFC 9530: whoever keeps the file can check it. */
function sendFile({ format, name, bytes, sha256, content }: ExportFile): Response {
  // The type of the global one does not know `from`.
  return new Response(ReadableStream.from(content) as unknown as BodyInit, {
    headers: {
      'content-type': MEDIA_TYPES[format],
      'content-length': String(bytes),
      'content-disposition': `attachment; filename="${name}"`,
      'repr-digest': `sha-256=:${Buffer.from(sha256, 'hex').toString('base64')}:`,
      'cache-control': 'no-store',
    },
  })
}
