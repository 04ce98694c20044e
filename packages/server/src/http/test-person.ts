/** A person with a browser, asking through the HTTP door: keeps cookies, sends what a page of ours sends. For tests. */
import type { Hono } from 'hono'
import type { HttpEnvironment } from './environment.ts'

export const ORIGIN = 'http://localhost'
export const DEVICE = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'
export const IP = '192.0.2.7'

export interface PersonAnswer {
  readonly status: number
  // Tests look into answers of every shape.
  readonly body: any
  readonly text: string
  readonly headers: Headers
}

export interface Person {
  /** Names and values of the cookies that the browser has now. */
  readonly cookies: Map<string, string>
  /** Sent as `Daybook-Workspace` where set. */
  workspace: string | undefined
  ip: string
  call(
    method: string,
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string | undefined>>,
  ): Promise<PersonAnswer>
  get(path: string): Promise<PersonAnswer>
  post(path: string, body?: unknown): Promise<PersonAnswer>
  /** The same cookies in another browser's hands. */
  copy(): Person
}

export function openPerson(
  app: Hono<HttpEnvironment>,
  given: { readonly workspace?: string; readonly ip?: string; readonly device?: string } = {},
): Person {
  const cookies = new Map<string, string>()
  const person: Person = {
    cookies,
    workspace: given.workspace,
    ip: given.ip ?? IP,
    async call(method, path, body, extra = {}) {
      const headers = new Headers({ 'user-agent': given.device ?? DEVICE })
      if (method !== 'GET') {
        headers.set('origin', ORIGIN)
        headers.set('sec-fetch-site', 'same-origin')
      }
      if (cookies.size > 0)
        headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '))
      if (person.workspace !== undefined) headers.set('daybook-workspace', person.workspace)
      if (body !== undefined) headers.set('content-type', 'application/json')
      for (const [name, value] of Object.entries(extra))
        if (value === undefined) headers.delete(name)
        else headers.set(name, value)
      const response = await app.request(
        new URL(path, ORIGIN).href,
        { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) },
        { incoming: { socket: { remoteAddress: person.ip } } },
      )
      for (const line of response.headers.getSetCookie()) keep(cookies, line)
      const text = await response.text()
      const isJson = response.headers.get('content-type')?.includes('json') === true
      return {
        status: response.status,
        body: isJson ? JSON.parse(text) : text,
        text,
        headers: response.headers,
      }
    },
    get: path => person.call('GET', path),
    post: (path, body = {}) => person.call('POST', path, body),
    copy() {
      const other = openPerson(app, { ...given, workspace: person.workspace })
      for (const [name, value] of cookies) other.cookies.set(name, value)
      return other
    },
  }
  return person
}

function keep(cookies: Map<string, string>, line: string): void {
  const [pair, ...attributes] = line.split(/; */)
  const at = pair!.indexOf('=')
  const [name, value] = [pair!.slice(0, at), pair!.slice(at + 1)]
  if (value === '' || attributes.some(one => /^max-age=0$/i.test(one))) cookies.delete(name)
  else cookies.set(name, value)
}
