/** A stranger with a browser and no script, on the public pages: follows links, sends forms. For tests. */
import type { TestDoor } from './test-door.ts'
import { DEVICE, IP, ORIGIN } from './test-person.ts'

export interface VisitorPage {
  readonly status: number
  readonly text: string
  /** Where a form led to. */
  readonly location: string | null
  readonly headers: Headers
  /** Hidden fields and their values. */
  readonly hidden: Readonly<Record<string, string>>
  /** Addresses of its links. */
  readonly links: readonly string[]
}

export interface Visitor {
  readonly cookies: Map<string, string>
  ip: string
  get(path: string, headers?: Record<string, string>): Promise<VisitorPage>
  post(path: string, form: Record<string, string>, headers?: Record<string, string>): Promise<VisitorPage>
  /** Sends a form, and opens the page that it leads to. */
  send(path: string, form: Record<string, string>): Promise<VisitorPage>
}

export function openVisitor({ app }: TestDoor, ip = IP): Visitor {
  const cookies = new Map<string, string>()
  async function ask(
    method: string,
    path: string,
    headers: Record<string, string>,
    body?: string,
  ): Promise<VisitorPage> {
    const response = await app.request(
      new URL(path, ORIGIN).href,
      {
        method,
        headers: {
          'user-agent': DEVICE,
          'accept-language': 'en',
          ...(method === 'POST' && {
            origin: 'null',
            'sec-fetch-site': 'same-origin',
            'content-type': 'application/x-www-form-urlencoded',
          }),
          ...(cookies.size > 0 && { cookie: [...cookies].map(pair => pair.join('=')).join('; ') }),
          ...headers,
        },
        ...(body !== undefined && { body }),
      },
      { incoming: { socket: { remoteAddress: visitor.ip } } },
    )
    for (const line of response.headers.getSetCookie()) {
      const [name, value] = line.split(';')[0]!.split('=') as [string, string]
      if (line.includes('Max-Age=0')) cookies.delete(name)
      else cookies.set(name, value)
    }
    const text = await response.text()
    const found = (pattern: RegExp) => [...text.matchAll(pattern)].map(match => match.slice(1) as string[])
    return {
      status: response.status,
      text,
      location: response.headers.get('location'),
      headers: response.headers,
      hidden: Object.fromEntries(found(/type="hidden" name="(\w+)" value="([^"]*)"/g)),
      links: found(/href="([^"]+)"/g).map(([href]) => href!.replaceAll('&amp;', '&')),
    }
  }
  const visitor: Visitor = {
    cookies,
    ip,
    get: (path, headers = {}) => ask('GET', path, headers),
    post: (path, form, headers = {}) => ask('POST', path, headers, new URLSearchParams(form).toString()),
    async send(path, form) {
      const { location, ...page } = await visitor.post(path, form)
      return location === null ? { ...page, location } : { ...(await visitor.get(location)), location }
    },
  }
  return visitor
}
