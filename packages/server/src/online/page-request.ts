/** A request for a public page, as its handlers see it. */
import { type Locale, LOCALES } from '@daybook/catalogue'
import { LogError } from '@daybook/protocol'
import type { Caller } from '../entry/caller.ts'
import { visitOf } from '../sign-in/visit.ts'

export interface PageRequest {
  readonly method: 'GET' | 'POST'
  /** The path's parts: `['book', 'harbour', 'ob_…']`. */
  readonly path: readonly string[]
  readonly query: URLSearchParams
  readonly caller: Caller
  /** Of the cookie with this name. */
  cookie(name: string): string | undefined
  /** What the form says; empty for a GET. */
  readonly form: URLSearchParams
  /** Undefined where the browser names none that we have. */
  readonly locale: Locale | undefined
}

const MOST_BYTES = 16 * 1024

/** Throws `body_too_large`, `method_not_allowed`. */
export async function readPageRequest(request: Request, ip: string | undefined): Promise<PageRequest> {
  const { method } = request
  if (method !== 'GET' && method !== 'HEAD' && method !== 'POST')
    throw new LogError('method_not_allowed', 'A page is opened (GET), a form is sent (POST).')
  const url = new URL(request.url)
  const { caller, cookie } = visitOf(request, ip)
  return {
    method: method === 'POST' ? 'POST' : 'GET',
    path: url.pathname.split('/').filter(part => part !== ''),
    query: url.searchParams,
    caller,
    cookie: name =>
      cookie
        .split(/; */)
        .find(pair => pair.startsWith(`${name}=`))
        ?.slice(name.length + 1),
    form: new URLSearchParams(method === 'POST' ? await readText(request) : ''),
    locale: localeOf(request.headers.get('accept-language') ?? ''),
  }
}

async function readText(request: Request): Promise<string> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of request.body ?? []) {
    length += (chunk as Uint8Array).length
    if (length > MOST_BYTES) throw new LogError('body_too_large', 'The form is too large.')
    chunks.push(chunk as Uint8Array)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** `pt` of any country is ours: what matters is that it is understood. In the order in which the browser names them. */
function localeOf(header: string): Locale | undefined {
  for (const part of header.split(',')) {
    const wanted = part.split(';')[0]!.trim().toLowerCase().split('-')[0]
    const found = wanted === '' ? undefined : LOCALES.find(one => one.toLowerCase().split('-')[0] === wanted)
    if (found !== undefined) return found
  }
  return undefined
}

/** One line, without what no entry may hold. */
export const lineOf = (form: URLSearchParams, name: string): string =>
  (form.get(name) ?? '').replaceAll(/[\p{Cc}\p{Cs}\s]+/gu, ' ').trim()

/** Several lines. */
export const textOf = (form: URLSearchParams, name: string): string =>
  (form.get(name) ?? '')
    .replaceAll('\r\n', '\n')
    .replaceAll(/[^\P{Cc}\n\t]|\p{Cs}/gu, ' ')
    .trim()
