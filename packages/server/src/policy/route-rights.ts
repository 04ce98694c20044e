/**
 * What each route needs, before it does anything at all. A route that is not here cannot be served: whoever adds one
 * decides here who may use it. The actions ask again, for those who come another way.
 */
import type { Right } from './rights.ts'

/** `anyone`: whoever is known in the workspace. */
export type RouteRight = Right | 'anyone'

const ROUTE_RIGHTS: Readonly<Record<string, RouteRight>> = {
  'POST /v1/entries': 'act',
  'GET /v1/entries': 'read',
  'GET /v1/entries/counts': 'read',
  'GET /v1/entries/{id}': 'read',
  'GET /v1/stream': 'read',
  'GET /v1/clients': 'read',
  'GET /v1/clients/{id}': 'read',
  'GET /v1/clients/{id}/timeline': 'read',
  'POST /v1/clients/{id}/views': 'read',
  'GET /v1/objects/{type}/{id}/history': 'read',
  'GET /v1/objects/booking/{id}/checklist': 'read',
  'GET /v1/objects/{type}': 'read',
  'GET /v1/objects/{type}/{id}': 'read',
  'GET /v1/clients/{id}/profile': 'read',
  'GET /v1/clients/{id}/sessions': 'read',
  'GET /v1/clients/{id}/related': 'read',
  'GET /v1/clients/{id}/brief': 'read',
  'GET /v1/waiting': 'read',
  'GET /v1/clients/{id}/patterns': 'read',
  'GET /v1/patterns': 'read',
  'GET /v1/clients/{id}/last-changes': 'read',
  'GET /v1/acts': 'read',
  'GET /v1/free-times': 'read',
  'GET /v1/entries/{id}/why': 'read',
  'PUT /v1/objects/{type}/{id}': 'act',
  'POST /v1/objects/{type}': 'act',
  'POST /v1/objects/{type}/{id}/{act}': 'act',
  'POST /v1/clients': 'act',
  'POST /v1/clients/{id}/{act}': 'act',
  'PUT /v1/clients/{id}': 'act',
  'POST /v1/clients/import': 'act',
  'POST /v1/entries/{id}/notes': 'act',
  'POST /v1/clients/{id}/merge': 'act',
  'POST /v1/log/viewed': 'read',

  'GET /v1/letters': 'act',
  'POST /v1/letters/{id}/handed-over': 'act',

  'GET /v1/clients/{id}/access': 'access',

  'GET /v1/log/checkpoint': 'verify',
  'GET /v1/log/trust-policy': 'verify',
  'GET /v1/log/tile/{path}': 'verify',
  'GET /v1/log/consistency': 'verify',
  'GET /v1/log/status': 'verify',
  'POST /v1/log/check': 'verify',
  'GET /v1/entries/{id}/proof': 'verify',
  'POST /v1/log/cosignatures': 'act',

  'POST /v1/evidence': 'export',
  'GET /v1/exports/count': 'export',
  'POST /v1/exports': 'export',
  'GET /v1/exports': 'export',
  'GET /v1/exports/{id}': 'export',
  'DELETE /v1/exports/{id}': 'export',
  'POST /v1/exports/{id}/renew': 'export',
  'GET /v1/exports/{id}/file': 'export',
  'GET /v1/clients/{id}/export': 'export',

  'DELETE /v1/clients/{id}': 'erase',
  'POST /v1/clients/{id}/restore': 'erase',
  'POST /v1/clients/{id}/unmerge': 'erase',
  'POST /v1/clients/{id}/erase': 'erase',
  'GET /v1/clients/{id}/erasure': 'erase',
  'GET /v1/privacy/requests': 'erase',
  'POST /v1/privacy/requests/{id}/decide': 'erase',
  'GET /v1/privacy/clients': 'erase',
  'POST /v1/privacy/requests': 'act',

  'PUT /v1/clients/{id}/hold': 'hold',
  'DELETE /v1/clients/{id}/hold': 'hold',

  'GET /v1/saved-views': 'read',
  'POST /v1/saved-views': 'read',
  'GET /v1/saved-views/{id}': 'read',
  'PUT /v1/saved-views/{id}': 'read',
  'DELETE /v1/saved-views/{id}': 'read',

  'GET /v1/workspace': 'anyone',
  'GET /v1/settings': 'readSettings',
  'PATCH /v1/settings': 'settings',
  'PUT /v1/settings/fields': 'settings',
  'PUT /v1/settings/privacy': 'settings',
  'GET /v1/settings/security': 'readSettings',
  'PUT /v1/settings/security': 'settings',
  'GET /v1/settings/retention': 'readSettings',
  'PUT /v1/settings/retention': 'settings',
  'GET /v1/settings/retention/preview': 'readSettings',

  'GET /v1/settings/rules': 'readSettings',
  'PATCH /v1/settings/rules/{rule}': 'settings',
  'GET /v1/settings/client-fields': 'read',
  'PUT /v1/settings/client-fields/{name}': 'settings',
  'DELETE /v1/settings/client-fields/{name}': 'settings',
  'GET /v1/settings/object-types': 'read',
  'PUT /v1/settings/object-types/{type}': 'settings',
  'DELETE /v1/settings/object-types/{type}': 'settings',

  'POST /v1/demo': 'settings',
  'DELETE /v1/demo': 'settings',

  'GET /v1/keys': 'readSettings',
  'POST /v1/keys': 'settings',
  'DELETE /v1/keys/{id}': 'settings',
  'GET /v1/members': 'readSettings',
  'PUT /v1/members/{id}': 'settings',
  'DELETE /v1/members/{id}': 'settings',
  'POST /v1/members/{id}/password-link': 'settings',
  'POST /v1/members/{id}/sign-out': 'settings',
  'DELETE /v1/members/{id}/two-factor': 'settings',
  'POST /v1/invitations': 'settings',
  'DELETE /v1/invitations/{id}': 'settings',

  'POST /v1/workspace/close': 'close',
  'POST /v1/workspace/reopen': 'close',
}

/** The routes of which somebody has decided, as `GET /v1/entries`. */
export const DECIDED_ROUTES = Object.keys(ROUTE_RIGHTS)

/** `path` in OpenAPI's form. Undefined where nobody has decided. */
export const rightOfRoute = (method: string, path: string): RouteRight | undefined =>
  ROUTE_RIGHTS[`${method.toUpperCase()} ${path}`]
