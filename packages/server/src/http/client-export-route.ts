/** A client's own data: a zip, sent as it is made. */
import { z } from 'zod'
import { exportClient } from '../actions/export-client.ts'
import type { Daybook } from '../daybook.ts'
import { PageQuery, readQuery } from './read-query.ts'
import type { Route } from './routes.ts'
import { zipAnswer } from './zip-answer.ts'

const flag = (what: string) =>
  z
    .enum(['true', 'false'], { error: 'must be true or false' })
    .default('false')
    .transform(text => text === 'true')
    .describe(what)

const ExportQuery = z.strictObject({
  notes: flag('With internal notes and entries'),
  requested: flag('The client asked for it: that is an entry too'),
  ...PageQuery.pick({ lang: true }).shape,
})

export function clientExportRoute(daybook: Daybook): Route {
  return {
    method: 'get',
    path: '/v1/clients/{id}/export',
    summary: 'A client’s own data, readable and for programs, without other people’s: a zip',
    query: ExportQuery,
    mediaType: 'application/zip',
    async handle(context) {
      const { notes, requested, lang } = readQuery(ExportQuery, context.req.url)
      const id = context.req.param('id')!
      return zipAnswer(
        await exportClient(daybook, context.get('principal'), id, {
          notes,
          requested,
          ...(lang !== undefined && { locale: lang }),
        }),
      )
    },
  }
}
