/** The frame of the public pages: plain HTML that needs no script; one script says the visitor's own time beside ours. */
import type { Locale } from '@daybook/catalogue'
import { type Html, html } from '../../evidence/escape-html.ts'
import { fill, ONLINE_WORDS, type OnlineWords } from '../words/online-words.ts'

/** Styles, one script and forms of this server only; nothing inline, nothing framed. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

export const STYLE_PATH = '/online/style.css'
export const SCRIPT_PATH = '/online/own-time.js'

/** Who reads, and of which business; where none was found it is nobody's page. */
export interface Reader {
  readonly locale: Locale
  readonly words: OnlineWords
  /** The name of the business. */
  readonly business: string
  /** IANA. */
  readonly timeZone: string
}

export const readerOf = (
  locale: Locale,
  workspace: { readonly name: string; readonly timeZone: string } | undefined,
): Reader => ({
  locale,
  words: ONLINE_WORDS[locale],
  business: workspace?.name ?? 'Daybook',
  timeZone: workspace?.timeZone ?? 'UTC',
})

/** Words with the name of the business filled in. */
export const say = (
  { words, business }: Reader,
  name: keyof OnlineWords,
  values: Readonly<Record<string, string | number>> = {},
): string => fill(words[name], { business, ...values })

export interface Page {
  readonly title: string
  readonly content: Html
  readonly status?: number
  /** Times stand on it, beside which the visitor's own are said. */
  readonly times?: boolean
  readonly cookies?: readonly string[]
}

export function pageAnswer(
  reader: Reader,
  { title, content, status = 200, times, cookies = [] }: Page,
): Response {
  const text = html`<!doctype html>
<html lang="${reader.locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title} · ${reader.business}</title>
<link rel="stylesheet" href="${STYLE_PATH}">
${times === true ? html`<script src="${SCRIPT_PATH}" defer></script>` : undefined}
</head>
<body>
<header><p>${reader.business}</p></header>
<main>
<h1>${title}</h1>
${content}
</main>
</body>
</html>
`
  return new Response(text.text, { status, headers: headersOf('text/html; charset=utf-8', cookies) })
}

function headersOf(type: string, cookies: readonly string[]): Headers {
  const headers = new Headers({
    'content-type': type,
    'cache-control': 'no-store',
    'content-security-policy': POLICY,
    // An address may be a key: it goes to nobody.
    'referrer-policy': 'no-referrer',
  })
  for (const cookie of cookies) headers.append('set-cookie', cookie)
  return headers
}

/** After a form: the browser asks for the next page, so that loading again sends nothing twice. */
export function seeOther(location: string, cookies: readonly string[] = []): Response {
  const headers = headersOf('text/plain', cookies)
  headers.set('location', location)
  return new Response(null, { status: 303, headers })
}

/** A page that says one thing. */
export const plainPage = (
  reader: Reader,
  title: keyof OnlineWords,
  text: keyof OnlineWords,
  {
    status,
    values,
  }: { readonly status?: number; readonly values?: Readonly<Record<string, string | number>> } = {},
): Response =>
  pageAnswer(reader, {
    title: say(reader, title, values),
    content: html`<p>${say(reader, text, values)}</p>`,
    ...(status !== undefined && { status }),
  })
