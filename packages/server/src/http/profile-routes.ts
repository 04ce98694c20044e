/** What a workspace adds to its clients' profiles, lists of clients that come in, and notes on entries. */
import { annotateEntry, NoteInput } from '../actions/annotate-entry.ts'
import {
  ClientFieldInput,
  listClientFields,
  putClientField,
  retireClientField,
} from '../actions/change-client-fields.ts'
import { ClientImportInput, importClients } from '../actions/import-clients.ts'
import { ProfileInput, putProfile } from '../actions/put-profile.ts'
import { lastChanges } from '../actions/last-changes.ts'
import type { Daybook } from '../daybook.ts'
import { visitOf } from '../sign-in/visit.ts'
import type { HttpContext } from './environment.ts'
import { progressAnswer } from './progress-answer.ts'
import { readBody } from './read-body.ts'
import { answer, type Route } from './routes.ts'

const callerOf = (context: HttpContext) => visitOf(context.req.raw, context.get('address')).caller

export const profileRoutes = (daybook: Daybook): Route[] => [
  {
    method: 'put',
    path: '/v1/clients/{id}',
    summary: 'A client’s whole profile: one entry with exactly what changed, none where nothing did',
    body: ProfileInput,
    async handle(context) {
      const { value } = await readBody(context.req.raw)
      const id = context.req.param('id')!
      const done = await putProfile(daybook, context.get('principal'), callerOf(context), id, value)
      return answer(done, done.entries.some(one => !one.duplicate) ? 201 : 200)
    },
  },
  {
    method: 'post',
    path: '/v1/entries/{id}/notes',
    summary: 'A note on an entry: an entry itself, shown beneath the old one',
    body: NoteInput,
    status: 201,
    async handle(context) {
      const { value } = await readBody(context.req.raw)
      const id = context.req.param('id')!
      const done = await annotateEntry(daybook, context.get('principal'), callerOf(context), id, value)
      return answer(done, done.entries.every(one => one.duplicate) ? 200 : 201)
    },
  },
  {
    method: 'post',
    path: '/v1/clients/import',
    summary:
      'A list of clients (CSV, vCard): preview or import. With Accept: application/x-ndjson, lines tell how far it is',
    body: ClientImportInput,
    async handle(context) {
      const { value } = await readBody(context.req.raw, { fileAt: '/text' })
      const principal = context.get('principal')
      const caller = callerOf(context)
      const run = (progress?: (done: number, total: number) => void, signal?: AbortSignal) =>
        importClients(daybook, principal, caller, value, { progress, signal })
      const wantsLines = context.req.header('accept')?.includes('application/x-ndjson') === true
      return wantsLines ? progressAnswer(run, context.get('requestId')) : answer(await run())
    },
  },
  {
    method: 'get',
    path: '/v1/clients/{id}/last-changes',
    summary: 'Of each field of a client’s profile its last change, and the entry that tells it',
    handle: async context =>
      answer(await lastChanges(daybook, context.get('principal'), context.req.param('id')!)),
  },
  ...fieldRoutes(daybook),
]

const fieldRoutes = (daybook: Daybook): Route[] => [
  {
    method: 'get',
    path: '/v1/settings/client-fields',
    summary: 'The fields that the workspace adds to its clients’ profiles',
    handle: async context => answer(await listClientFields(daybook, context.get('principal'))),
  },
  {
    method: 'put',
    path: '/v1/settings/client-fields/{name}',
    summary: 'Add a field to clients’ profiles, or change its label, choices and who sees it',
    body: ClientFieldInput,
    async handle(context) {
      const { value } = await readBody(context.req.raw)
      const name = context.req.param('name')!
      return answer(await putClientField(daybook, context.get('principal'), callerOf(context), name, value))
    },
  },
  {
    method: 'delete',
    path: '/v1/settings/client-fields/{name}',
    summary: 'Retire a field: what it holds and its history stay',
    async handle(context) {
      const name = context.req.param('name')!
      return answer(await retireClientField(daybook, context.get('principal'), callerOf(context), name))
    },
  },
]
