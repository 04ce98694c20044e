import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestDoor, type TestDoor, type TestWorkspace } from './test-door.ts'

let door: TestDoor
let workspace: TestWorkspace
let other: TestWorkspace
let clock = Date.now()
let routes: { method: string; path: string }[]

beforeAll(async () => {
  door = await openTestDoor({ now: () => clock++ })
  workspace = await door.openWorkspace()
  other = await door.openWorkspace({ name: 'Other' })
  const { body } = await workspace.call('GET', '/v1/openapi.json')
  routes = Object.entries(body.paths as Record<string, object>)
    .filter(([path]) => path.startsWith('/v1/'))
    .flatMap(([path, methods]) =>
      Object.keys(methods).map(method => ({
        method: method.toUpperCase(),
        path: path.replaceAll(/\{\w+\}/g, 'x'),
      })),
    )
})
afterAll(() => door?.close())

const ask = async (
  method: string,
  path: string,
  authorization?: string,
): Promise<{ status: number; text: string; headers: Headers }> => {
  const response = await door.app.request(path, {
    method,
    headers: authorization === undefined ? {} : { authorization },
    ...(method === 'POST' && { body: '{}' }),
  })
  return { status: response.status, text: await response.text(), headers: response.headers }
}

describe('without a valid key', () => {
  test('every path under /v1 is 401, known or not, whatever is sent', async () => {
    const unknown = [
      '/v1',
      '/v1/',
      '/v1/nothing',
      '/v1/entries/',
      '/v1/entries/en_x/proof',
      '/v1/clients/../entries',
      '/v1/%65ntries',
      '/v1//entries',
      '/v1/openapi.json',
      '/v1/entries?limit=0',
      '/v1/clients/%00',
    ]
    const paths = [
      ...routes,
      ...unknown.flatMap(path =>
        ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'].map(method => ({ method, path })),
      ),
    ]
    for (const { method, path } of paths) {
      const { status, text, headers } = await ask(method, path)
      expect([method, path, status, headers.get('www-authenticate')]).toEqual([method, path, 401, 'Bearer'])
      if (method !== 'HEAD') expect(JSON.parse(text).code).toBe('unauthenticated')
    }
  })

  test('a key must be right in every part', async () => {
    const { key } = workspace
    const [, ws, id, secret] = key.split(/_(.{11})_(.{11})_/)
    const [, otherWs, otherId] = other.key.split(/_(.{11})_(.{11})_/)
    const wrong = [
      '',
      'x',
      key.slice(0, -1),
      `${key}A`,
      key.toUpperCase(),
      `${key.slice(0, -1)}${key.endsWith('A') ? 'B' : 'A'}`,
      `dbk_${otherWs}_${id}_${secret}`,
      `dbk_${ws}_${otherId}_${secret}`,
      `dbk_${otherWs}_${otherId}_${secret}`,
      `dbk_${ws}_${id}_${'A'.repeat(32)}`,
      `dbk_zzzzzzzzzzz_${id}_${secret}`,
      `dbk_00000000001_00000000001_${secret}`,
      'A'.repeat(20_000),
    ]
    for (const authorization of [
      ...wrong.map(text => `Bearer ${text}`),
      key,
      `Basic ${btoa(`x:${key}`)}`,
      `Bearer ${key} ${key}`,
      `Bearer "${key}"`,
      'Bearer',
    ]) {
      const { status, text } = await ask('GET', '/v1/entries', authorization)
      expect([authorization.slice(0, 80), status, JSON.parse(text).code]).toEqual([
        authorization.slice(0, 80),
        401,
        'unauthenticated',
      ])
      expect(text).not.toContain(secret)
    }
    expect((await ask('GET', '/v1/entries', `bearer   ${key}`)).status).toBe(200)
  })

  test('a revoked key is refused after two seconds at the latest, and its list says when', async () => {
    const spare = await workspace.withKey(['read'])
    expect((await spare.call('GET', '/v1/entries')).status).toBe(200)
    const listed = (await workspace.call('GET', '/v1/keys')).body.keys
    const { id } = listed.at(-1)
    expect((await workspace.call('DELETE', `/v1/keys/${id}`)).status).toBe(200)
    expect((await workspace.call('DELETE', `/v1/keys/${id}`)).status).toBe(200)
    clock += 2001
    expect((await spare.call('GET', '/v1/entries')).status).toBe(401)
    expect((await workspace.call('GET', '/v1/keys')).body.keys.at(-1).revokedAt).toMatch(/^\d{4}-/)
    expect((await workspace.count('?action=key.revoked')).total).toBe(1)
  })
})

/** What each route needs; a new one must be put here. */
const NEEDS: Readonly<Record<string, 'read' | 'append' | 'admin' | 'nothing' | 'an owner'>> = {
  'POST /v1/entries': 'append',
  'GET /v1/entries': 'read',
  'GET /v1/entries/counts': 'read',
  'GET /v1/entries/x': 'read',
  'GET /v1/clients/x/timeline': 'read',
  'GET /v1/clients/x/access': 'read',
  'GET /v1/objects/x/x/history': 'read',
  'GET /v1/objects/booking/x/checklist': 'read',
  'GET /v1/objects/x': 'read',
  'GET /v1/objects/x/x': 'read',
  'GET /v1/clients/x/profile': 'read',
  'GET /v1/clients/x/sessions': 'read',
  'GET /v1/clients/x/related': 'read',
  'GET /v1/clients/x/brief': 'read',
  'GET /v1/waiting': 'read',
  'GET /v1/clients/x/last-changes': 'read',
  'GET /v1/acts': 'read',
  'GET /v1/patterns': 'read',
  'GET /v1/clients/x/patterns': 'read',
  'GET /v1/free-times': 'read',
  // Letters hold links that act for a client: reading alone is not enough, and neither is appending alone.
  'GET /v1/letters': 'admin',
  'POST /v1/letters/x/handed-over': 'admin',
  'GET /v1/entries/x/why': 'read',
  'GET /v1/settings/rules': 'admin',
  'PATCH /v1/settings/rules/x': 'admin',
  'GET /v1/settings/object-types': 'read',
  'PUT /v1/settings/object-types/x': 'admin',
  'DELETE /v1/settings/object-types/x': 'admin',
  'PUT /v1/objects/x/x': 'append',
  'POST /v1/objects/x': 'append',
  'POST /v1/objects/x/x/x': 'append',
  'POST /v1/clients': 'append',
  'POST /v1/clients/x/x': 'append',
  'PUT /v1/clients/x': 'append',
  'POST /v1/clients/import': 'append',
  'POST /v1/entries/x/notes': 'append',
  'GET /v1/settings/client-fields': 'read',
  'PUT /v1/settings/client-fields/x': 'admin',
  'DELETE /v1/settings/client-fields/x': 'admin',
  'POST /v1/clients/x/merge': 'append',
  'POST /v1/clients/x/unmerge': 'admin',
  'GET /v1/clients': 'read',
  'GET /v1/clients/x': 'read',
  'POST /v1/clients/x/views': 'read',
  'GET /v1/workspace': 'nothing',
  'GET /v1/settings': 'admin',
  'PATCH /v1/settings': 'admin',
  'PUT /v1/settings/fields': 'admin',
  'GET /v1/keys': 'admin',
  'POST /v1/keys': 'admin',
  'DELETE /v1/keys/x': 'admin',
  'GET /v1/members': 'admin',
  'PUT /v1/members/x': 'admin',
  'DELETE /v1/members/x': 'admin',
  'POST /v1/members/x/password-link': 'admin',
  'POST /v1/members/x/sign-out': 'admin',
  'DELETE /v1/members/x/two-factor': 'admin',
  'POST /v1/invitations': 'admin',
  'DELETE /v1/invitations/x': 'admin',
  'GET /v1/settings/security': 'admin',
  'PUT /v1/settings/security': 'admin',
  'GET /v1/stream': 'read',
  'DELETE /v1/clients/x': 'admin',
  'POST /v1/clients/x/restore': 'admin',
  'POST /v1/clients/x/erase': 'admin',
  'GET /v1/clients/x/erasure': 'admin',
  'PUT /v1/clients/x/hold': 'admin',
  'DELETE /v1/clients/x/hold': 'admin',
  'GET /v1/privacy/requests': 'admin',
  'POST /v1/privacy/requests': 'append',
  'POST /v1/privacy/requests/x/decide': 'admin',
  'GET /v1/privacy/clients': 'admin',
  'PUT /v1/settings/privacy': 'admin',
  'GET /v1/log/checkpoint': 'read',
  'GET /v1/log/trust-policy': 'read',
  'GET /v1/log/tile/x': 'read',
  'POST /v1/log/cosignatures': 'append',
  'GET /v1/log/consistency': 'read',
  'GET /v1/entries/x/proof': 'read',
  'GET /v1/log/status': 'read',
  'POST /v1/log/check': 'read',
  'POST /v1/evidence': 'read',
  'GET /v1/exports/count': 'read',
  'POST /v1/exports': 'read',
  'GET /v1/exports': 'read',
  'GET /v1/exports/x': 'read',
  'DELETE /v1/exports/x': 'read',
  'POST /v1/exports/x/renew': 'read',
  'GET /v1/exports/x/file': 'read',
  'GET /v1/settings/retention': 'admin',
  'PUT /v1/settings/retention': 'admin',
  'GET /v1/settings/retention/preview': 'admin',
  'GET /v1/clients/x/export': 'read',
  'POST /v1/log/viewed': 'read',
  'GET /v1/saved-views': 'read',
  'POST /v1/saved-views': 'read',
  'GET /v1/saved-views/x': 'read',
  'PUT /v1/saved-views/x': 'read',
  'DELETE /v1/saved-views/x': 'read',
  // No key of any scope: a person who owns the workspace.
  'POST /v1/workspace/close': 'an owner',
  'POST /v1/workspace/reopen': 'an owner',
  'POST /v1/demo': 'an owner',
  'DELETE /v1/demo': 'an owner',
}

describe('the scope of a key', () => {
  test.each(['read', 'append', 'admin'] as const)('decides what it may do: %s', async scope => {
    const limited = await workspace.withKey([scope])
    for (const { method, path } of routes) {
      const need = NEEDS[`${method} ${path}`]
      expect([`${method} ${path}`, need]).toEqual([`${method} ${path}`, expect.any(String)])
      if (path === '/v1/stream' && scope !== 'append') continue
      const { status, body } = await limited.call(method, path, method === 'GET' ? undefined : {})
      const allowed = need === 'nothing' || need === scope || (scope === 'admin' && need !== 'an owner')
      expect([method, path, allowed || [status, body.code]]).toEqual([
        method,
        path,
        allowed || [403, 'scope_missing'],
      ])
      if (allowed)
        expect([method, path, status]).toEqual([method, path, expect.toSatisfy(given => given !== 403)])
    }
  })

  test('may be several at once', async () => {
    const both = await workspace.withKey(['read', 'append'])
    expect((await both.appendAndRead({ action: 'my.own' })).actor).toMatchObject({
      type: 'key',
      name: 'Test key',
    })
    expect((await both.call('GET', '/v1/keys')).status).toBe(403)
  })

  test('is asked before the body is looked at', async () => {
    const reader = await workspace.withKey(['read'])
    expect((await reader.call('POST', '/v1/entries', { entries: 7 })).status).toBe(403)
  })
})

test('a key tells when it was last used, to the minute', async () => {
  const spare = await workspace.withKey(['read'])
  const own = async () => (await workspace.call('GET', '/v1/keys')).body.keys.at(-1)
  expect((await own()).lastUsedAt).toBeUndefined()
  const before = clock
  await spare.call('GET', '/v1/entries')
  const first = Date.parse((await own()).lastUsedAt)
  expect(first).toBeGreaterThanOrEqual(before)
  clock += 30_000
  await spare.call('GET', '/v1/entries')
  expect(Date.parse((await own()).lastUsedAt)).toBe(first)
  clock += 31_000
  await spare.call('GET', '/v1/entries')
  expect(Date.parse((await own()).lastUsedAt)).toBeGreaterThan(first + 60_000)
})

describe('a new key', () => {
  test.each([
    ['no scopes', { scopes: [] }, ['/scopes']],
    ['an unknown scope', { scopes: ['read', 'owner'] }, ['/scopes/1']],
    ['no list', { scopes: 'read' }, ['/scopes']],
    ['an unknown source', { scopes: ['read'], sources: ['web'] }, ['/sources/0']],
    ['no sources', { scopes: ['append'], sources: [] }, ['/sources']],
    ['an unknown name', { scopes: ['read'], role: 'owner' }, ['/role']],
    ['nothing', {}, ['/scopes']],
    ['a list', [], ['']],
  ])('is refused with its place: %s', async (_, input, paths) => {
    const { status, body } = await workspace.call('POST', '/v1/keys', input)
    expect([status, body.code, body.errors?.map((error: any) => error.path)]).toEqual([
      422,
      'query_invalid',
      paths,
    ])
  })

  test('is shown once, and works at once', async () => {
    const made = await workspace.call('POST', '/v1/keys', {
      name: 'Web',
      scopes: ['append'],
      sources: ['api'],
    })
    expect(made.status).toBe(201)
    expect((await ask('GET', '/v1/workspace', `Bearer ${made.body.key}`)).status).toBe(200)
    const everything = JSON.stringify([
      (await workspace.call('GET', '/v1/keys')).body,
      await workspace.readAll('/v1/entries'),
    ])
    expect(everything).toContain(made.body.id)
    expect(everything).not.toContain(made.body.key.slice(-32))
  })
})

test('nothing of all this was a fault of the server', () => expect(door.failures).toEqual([]))
