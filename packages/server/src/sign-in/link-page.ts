/** The two pages behind a one-time link: plain HTML without script, so that opening the link uses nothing up. */
const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'content-security-policy':
    "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
}
export const STYLE_PATH = '/sign-in/page.css'

/** Asks for the click that signs in; the form goes back to the page's own address. */
export const signInPage = (): Response =>
  page(
    200,
    'Sign in to Daybook',
    '<p>This link signs you in as the owner. It works once.</p>' +
      '<form method="post"><button type="submit">Sign in</button></form>',
  )

/** For a link that is unknown, used, expired or replaced: which of them is nobody's business. */
export const endedLinkPage = (): Response =>
  page(
    410,
    'This link no longer works',
    '<p>A sign-in link works once, within 24 hours, and only the newest one does.</p>' +
      '<p>To get a new one, run <code>npx daybook sign-in-link</code> where Daybook is installed. ' +
      'If nobody has signed in yet, restarting the server prints one too.</p>',
  )

function page(status: number, title: string, content: string): Response {
  const html =
    '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">' +
    '<meta name="viewport" content="width=device-width, initial-scale=1">' +
    `<meta name="robots" content="noindex"><title>${title}</title>` +
    `<link rel="stylesheet" href="${STYLE_PATH}"></head>` +
    `<body><main><h1>${title}</h1>${content}</main></body></html>\n`
  return new Response(html, { status, headers: HEADERS })
}

export const pageStyle = (): Response =>
  new Response(STYLE, {
    headers: {
      'content-type': 'text/css; charset=utf-8',
      'cache-control': 'public, max-age=3600',
      'x-content-type-options': 'nosniff',
    },
  })

const STYLE = `:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; }
main { max-width: 26rem; padding: 2rem; }
h1 { font-size: 1.4rem; line-height: 1.25; margin: 0 0 .75rem; }
code { font-size: .95em; }
button { font: inherit; font-weight: 600; min-height: 2.75rem; padding: .5rem 1.5rem; border: 0; border-radius: .5rem;
  background: light-dark(#1f4fd1, #9db8ff); color: light-dark(#fff, #10182b); cursor: pointer; }
button:focus-visible { outline: 3px solid light-dark(#8aa6f0, #fff); outline-offset: 2px; }
`
