/** Saved views of the workspace's log: filters under a name, for oneself or for all. */
import { z } from 'zod'
import { changeSavedView } from '../actions/change-saved-view.ts'
import { checkInput } from '../actions/check-input.ts'
import { createSavedView } from '../actions/create-saved-view.ts'
import { deleteSavedView } from '../actions/delete-saved-view.ts'
import { findSavedView, presentView } from '../actions/find-saved-view.ts'
import { listSavedViews } from '../actions/list-saved-views.ts'
import { requireRight } from '../policy/can.ts'
import type { Daybook } from '../daybook.ts'
import { FilterBody, setFilters } from './filter-body.ts'
import { readBody } from './read-body.ts'
import { answer, type Route } from './routes.ts'

const name = z.string().trim().min(1).max(100).describe('What it is called')
const shared = z.boolean().describe('True where every reader of the workspace may open it')
const order = z.enum(['desc', 'asc'])
const ViewBody = z.strictObject({
  name,
  shared: shared.default(false),
  filter: FilterBody.default({}),
  order: order.default('desc'),
})
const ChangeBody = z.strictObject({
  name: name.optional(),
  shared: shared.optional(),
  filter: FilterBody.optional(),
  order: order.optional(),
})

export function savedViewRoutes(daybook: Daybook): Route[] {
  return [
    {
      method: 'get',
      path: '/v1/saved-views',
      summary: 'Saved views of the log: one’s own, and the shared ones',
      handle: async context => answer({ views: await listSavedViews(daybook, context.get('principal')) }),
    },
    {
      method: 'post',
      path: '/v1/saved-views',
      summary: 'Save filters of the log under a name',
      body: ViewBody,
      status: 201,
      async handle(context) {
        const principal = context.get('principal')
        requireRight(principal, 'read')
        const { filter, ...rest } = checkInput(ViewBody, (await readBody(context.req.raw)).value)
        return answer(await createSavedView(daybook, principal, { ...rest, filter: setFilters(filter) }), 201)
      },
    },
    {
      method: 'get',
      path: '/v1/saved-views/{id}',
      summary: 'One saved view',
      async handle(context) {
        const principal = context.get('principal')
        return answer(presentView(principal, await findSavedView(daybook, principal, idOf(context))))
      },
    },
    {
      method: 'put',
      path: '/v1/saved-views/{id}',
      summary: 'Change the name, the filters, or who may open a saved view',
      body: ChangeBody,
      async handle(context) {
        const principal = context.get('principal')
        const view = await findSavedView(daybook, principal, idOf(context))
        const { filter, ...rest } = checkInput(ChangeBody, (await readBody(context.req.raw)).value)
        const change = { ...rest, ...(filter !== undefined && { filter: setFilters(filter) }) }
        return answer(await changeSavedView(daybook, principal, view, withoutUndefined(change)))
      },
    },
    {
      method: 'delete',
      path: '/v1/saved-views/{id}',
      summary: 'Delete a saved view',
      async handle(context) {
        await deleteSavedView(daybook, context.get('principal'), idOf(context))
        return answer({})
      },
    },
  ]
}

const idOf = (context: { req: { param(name: 'id'): string | undefined } }): string => context.req.param('id')!

const withoutUndefined = <T extends object>(given: T): T =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as T
