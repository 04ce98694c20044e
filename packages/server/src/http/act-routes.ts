/** Records that Daybook keeps: reading one, and what can be done with it. */
import { LOCALES } from '@daybook/catalogue'
import type { ActAnswer } from '@daybook/protocol'
import { z } from 'zod'
import { FreeTimesQuery, listFreeTimes } from '../actions/list-free-times.ts'
import { listActs } from '../actions/list-acts.ts'
import { listObjects } from '../actions/list-objects.ts'
import { beginObject, performAct } from '../actions/perform-act.ts'
import { putObject } from '../actions/put-object.ts'
import { readChecklist } from '../actions/read-checklist.ts'
import { readAsOf } from '../actions/read-as-of.ts'
import { readObject } from '../actions/read-object.ts'
import { ActInput, CreateInput } from '../acts/act-input.ts'
import { PutInput } from '../acts/put-input.ts'
import type { Daybook } from '../daybook.ts'
import { visitOf } from '../sign-in/visit.ts'
import type { HttpContext } from './environment.ts'
import { readBody } from './read-body.ts'
import { PageQuery, readQuery } from './read-query.ts'
import { answer, type Route } from './routes.ts'

const ActsQuery = z.strictObject({ lang: z.enum(LOCALES).optional() })

const AsOfQuery = z.strictObject({
  at: z.string().max(100).optional().describe('As it was then: an instant, or a date (its end)'),
  known: z
    .string()
    .max(100)
    .optional()
    .describe('As it was known then: an instant, a date, or the seq of an entry'),
})

const ObjectsQuery = z.strictObject({
  from: z.string().max(40).optional().describe('Of the start: a local date (inclusive) or an instant'),
  to: z.string().max(40).optional().describe('A local date (inclusive) or an instant (exclusive)'),
  status: z.array(z.string().min(1).max(100)).max(20).optional().describe('Repeated for OR'),
  service: z.array(z.string().min(1).max(500)).max(20).optional().describe('Repeated for OR'),
  member: z.string().max(500).optional(),
  q: z
    .string()
    .max(500)
    .optional()
    .describe(
      'Beginnings of words of the client’s name, e-mail, phone or id; or the object’s own id; but for bookings and money also of its name, number or code',
    ),
  deleted: z.enum(['true', 'false']).default('false').describe('Deleted ones instead of the others'),
  ...PageQuery.pick({ limit: true, cursor: true }).shape,
})

export const actRoutes = (daybook: Daybook): Route[] => [
  ...formRoutes(daybook),
  ...readRoutes(daybook),
  ...putRoutes(daybook),
  ...writeRoutes(daybook),
]

const param = (context: HttpContext, name: string): string => context.req.param(name)!
const callerOf = (context: HttpContext) => visitOf(context.req.raw, context.get('address')).caller

/** 201 where something was written, 200 where nothing was to write or it was written before. */
const acted = (done: ActAnswer): Response =>
  answer(done, done.entries.some(entry => !entry.duplicate) ? 201 : 200)

/** What a form needs to know beforehand. */
function formRoutes(daybook: Daybook): Route[] {
  return [
    {
      method: 'get',
      path: '/v1/acts',
      summary: 'What can be done with each type of object, with the fields of each act, for forms',
      query: ActsQuery,
      async handle(context) {
        const { lang } = readQuery(ActsQuery, context.req.url)
        return answer(await listActs(daybook, context.get('principal'), lang))
      },
    },
    {
      method: 'get',
      path: '/v1/free-times',
      summary: 'When a service can be booked, or a booking be moved to, by schedules and what is taken',
      query: FreeTimesQuery,
      async handle(context) {
        const asked = readQuery(FreeTimesQuery, context.req.url)
        return answer(await listFreeTimes(daybook, context.get('principal'), asked))
      },
    },
  ]
}

function readRoutes(daybook: Daybook): Route[] {
  const read = async (context: HttpContext, type: string): Promise<Response> => {
    const asked = readQuery(AsOfQuery, context.req.url)
    const principal = context.get('principal')
    const id = param(context, 'id')
    const isNow = asked.at === undefined && asked.known === undefined
    return answer(
      isNow
        ? await readObject(daybook, principal, type, id)
        : await readAsOf(daybook, principal, type, id, asked),
    )
  }
  return [
    {
      method: 'get',
      path: '/v1/objects/{type}',
      summary:
        'Objects of a type as they are now: by start where a time is asked for, else the last changed first',
      query: ObjectsQuery,
      async handle(context) {
        const { deleted, ...query } = readQuery(ObjectsQuery, context.req.url)
        const request = { ...query, type: param(context, 'type'), deleted: deleted === 'true' }
        return answer(await listObjects(daybook, context.get('principal'), request))
      },
    },
    {
      method: 'get',
      path: '/v1/objects/{type}/{id}',
      summary: 'One booking or other object as it is now, and the acts that it allows',
      query: AsOfQuery,
      handle: context => read(context, param(context, 'type')),
    },
    {
      method: 'get',
      path: '/v1/objects/booking/{id}/checklist',
      summary: 'How a booking stands, step by step, each with the entry that it rests on',
      handle: async context =>
        answer(await readChecklist(daybook, context.get('principal'), param(context, 'id'))),
    },
    {
      method: 'get',
      path: '/v1/clients/{id}/profile',
      summary: 'A client’s profile as it is now, and the acts that it allows',
      query: AsOfQuery,
      handle: context => read(context, 'client'),
    },
  ]
}

/** The whole state in, the entry out. */
function putRoutes(daybook: Daybook): Route[] {
  return [
    {
      method: 'put',
      path: '/v1/objects/{type}/{id}',
      summary: 'Record what an object is, as a whole: an entry tells what changed; none where nothing did',
      body: PutInput,
      async handle(context) {
        const { value } = await readBody(context.req.raw)
        const address = { type: param(context, 'type'), id: param(context, 'id') }
        return acted(await putObject(daybook, context.get('principal'), callerOf(context), address, value))
      },
    },
  ]
}

function writeRoutes(daybook: Daybook): Route[] {
  const begin =
    (typeOf: (context: HttpContext) => string) =>
    async (context: HttpContext): Promise<Response> => {
      const { value } = await readBody(context.req.raw)
      return acted(
        await beginObject(daybook, context.get('principal'), callerOf(context), typeOf(context), value),
      )
    }
  const act =
    (typeOf: (context: HttpContext) => string) =>
    async (context: HttpContext): Promise<Response> => {
      const { value } = await readBody(context.req.raw, { optional: true })
      const address = { type: typeOf(context), id: param(context, 'id'), act: param(context, 'act') }
      return acted(await performAct(daybook, context.get('principal'), callerOf(context), address, value))
    }
  return [
    {
      method: 'post',
      path: '/v1/objects/{type}',
      summary: 'Begin an object by one of its acts (book, create …); the server makes its id',
      body: CreateInput,
      status: 201,
      handle: begin(context => param(context, 'type')),
    },
    {
      method: 'post',
      path: '/v1/objects/{type}/{id}/{act}',
      summary: 'Do something with an object: its entry and the state that follows are written together',
      body: ActInput,
      bodyOptional: true,
      status: 201,
      handle: act(context => param(context, 'type')),
    },
    {
      method: 'post',
      path: '/v1/clients',
      summary: 'Make a client’s profile; the server makes its id',
      body: CreateInput,
      status: 201,
      handle: begin(() => 'client'),
    },
    {
      method: 'post',
      path: '/v1/clients/{id}/{act}',
      summary: 'Do something with a client’s profile',
      body: ActInput,
      bodyOptional: true,
      status: 201,
      handle: act(() => 'client'),
    },
  ]
}
