/** The workspace's rules, the object types that it declares itself, and why something was done. */
import { RulesInput } from '../acts/rules.ts'
import {
  listObjectTypes,
  ObjectTypeInput,
  putObjectType,
  retireObjectType,
} from '../actions/change-object-types.ts'
import { changeRule, readRules } from '../actions/change-rules.ts'
import { whyEntry } from '../actions/why-entry.ts'
import type { Daybook } from '../daybook.ts'
import { visitOf } from '../sign-in/visit.ts'
import type { HttpContext } from './environment.ts'
import { readBody } from './read-body.ts'
import { PageQuery, readQuery } from './read-query.ts'
import { answer, type Route } from './routes.ts'

const LangQuery = PageQuery.pick({ lang: true })
const callerOf = (context: HttpContext) => visitOf(context.req.raw, context.get('address')).caller

export const ruleRoutes = (daybook: Daybook): Route[] => [
  {
    method: 'get',
    path: '/v1/entries/{id}/why',
    summary: 'What led to an entry: its cause, the cause of that, and the rule that decided it',
    query: LangQuery,
    async handle(context) {
      const { lang } = readQuery(LangQuery, context.req.url)
      return answer(await whyEntry(daybook, context.get('principal'), context.req.param('id')!, lang))
    },
  },
  {
    method: 'get',
    path: '/v1/settings/rules',
    summary: 'When a cancellation is late, what it and a no-show cost and give back',
    handle: async context => answer(await readRules(daybook, context.get('principal'))),
  },
  {
    method: 'patch',
    path: '/v1/settings/rules/{rule}',
    summary: 'Change one rule (late, cancellation, late-cancellation, no-show, no-show-job)',
    body: RulesInput.shape.lateCancellation,
    async handle(context) {
      const { value } = await readBody(context.req.raw)
      const rule = context.req.param('rule')!
      return answer(await changeRule(daybook, context.get('principal'), callerOf(context), rule, value))
    },
  },
  ...objectTypeRoutes(daybook),
]

const objectTypeRoutes = (daybook: Daybook): Route[] => [
  {
    method: 'get',
    path: '/v1/settings/object-types',
    summary: 'The object types that the workspace declares itself',
    handle: async context => answer(await listObjectTypes(daybook, context.get('principal'))),
  },
  {
    method: 'put',
    path: '/v1/settings/object-types/{type}',
    summary: 'Declare an object type with its fields, or change it',
    body: ObjectTypeInput,
    async handle(context) {
      const { value } = await readBody(context.req.raw)
      const type = context.req.param('type')!
      return answer(await putObjectType(daybook, context.get('principal'), callerOf(context), type, value))
    },
  },
  {
    method: 'delete',
    path: '/v1/settings/object-types/{type}',
    summary: 'Retire an object type; what is recorded of its objects stays',
    handle: async context =>
      answer(
        await retireObjectType(
          daybook,
          context.get('principal'),
          callerOf(context),
          context.req.param('type')!,
        ),
      ),
  },
]
