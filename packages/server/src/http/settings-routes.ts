/** The workspace, its field policy and its API keys. */
import { createKey, KeyInput, revokeKey } from '../actions/create-key.ts'
import { changeSettings, SettingsInput } from '../actions/change-settings.ts'
import { readSettings } from '../actions/read-settings.ts'
import { changeFields, FieldsBody, listKeys, readWorkspace } from '../actions/workspace-settings.ts'
import type { Daybook } from '../daybook.ts'
import type { Caller } from '../entry/caller.ts'
import { visitOf } from '../sign-in/visit.ts'
import type { HttpContext } from './environment.ts'
import { readBody } from './read-body.ts'
import { answer, type Route } from './routes.ts'

export function settingsRoutes(daybook: Daybook): Route[] {
  return [
    {
      method: 'get',
      path: '/v1/workspace',
      summary: 'The workspace: name, zone, language, settings',
      handle: async context => answer(await readWorkspace(daybook, context.get('principal'))),
    },
    {
      method: 'get',
      path: '/v1/settings',
      summary: 'What the workspace has chosen',
      handle: async context => answer(await readSettings(daybook, context.get('principal'))),
    },
    {
      method: 'patch',
      path: '/v1/settings',
      summary: 'Change what is given; one entry tells of all of it, with before and after',
      body: SettingsInput,
      async handle(context) {
        const { value } = await readBody(context.req.raw)
        return answer(await changeSettings(daybook, context.get('principal'), callerOf(context), value))
      },
    },
    {
      method: 'put',
      path: '/v1/settings/fields',
      summary: 'Per field: track, hide the value, or ignore',
      body: FieldsBody,
      async handle(context) {
        const { value } = await readBody(context.req.raw)
        return answer(await changeFields(daybook, context.get('principal'), callerOf(context), value))
      },
    },
    ...keyRoutes(daybook),
  ]
}

const keyRoutes = (daybook: Daybook): Route[] => [
  {
    method: 'get',
    path: '/v1/keys',
    summary: 'API keys, without their secrets',
    handle: async context => answer({ keys: await listKeys(daybook, context.get('principal')) }),
  },
  {
    method: 'post',
    path: '/v1/keys',
    summary: 'Make an API key; its secret is shown once',
    body: KeyInput,
    status: 201,
    async handle(context) {
      const { value } = await readBody(context.req.raw)
      return answer(await createKey(daybook, context.get('principal'), value), 201)
    },
  },
  {
    method: 'delete',
    path: '/v1/keys/{id}',
    summary: 'Revoke an API key',
    async handle(context) {
      await revokeKey(daybook, context.get('principal'), context.req.param('id')!)
      return answer({})
    },
  },
]

const callerOf = (context: HttpContext): Caller => visitOf(context.req.raw, context.get('address')).caller
