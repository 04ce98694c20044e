/** The built staff app: whole files from memory, the same page for every address of the app. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { extname, join, relative, sep } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

interface WebFile {
  readonly plain: Uint8Array<ArrayBuffer>
  readonly gzip: Uint8Array<ArrayBuffer>
  readonly brotli: Uint8Array<ArrayBuffer>
  readonly type: string
  readonly tag: string
}

export interface WebFiles {
  /** Undefined where the path is neither a file nor an address of the app. */
  answer(request: Request): Response | undefined
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.json': 'application/json',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
}

/** Scripts, styles and connections of this server only; nothing inline, nothing framed. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

/** Reads every file below a folder. */
export function readWebFiles(folder: string): WebFiles {
  const files = new Map<string, WebFile>()
  for (const item of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const type = TYPES[extname(item.name)]
    if (!item.isFile() || type === undefined) continue
    const path = join(item.parentPath, item.name)
    files.set(`/${relative(folder, path).split(sep).join('/')}`, readFile(path, type))
  }
  const page = files.get('/index.html')
  return {
    answer(request) {
      const { pathname } = new URL(request.url)
      const file = pathname === '/index.html' ? undefined : files.get(pathname)
      if (file !== undefined) return send(request, file, pathname.startsWith('/assets/'))
      const isPage = !extname(pathname) && request.headers.get('accept')?.includes('text/html') === true
      return page !== undefined && isPage ? send(request, page, false) : undefined
    },
  }
}

function readFile(path: string, type: string): WebFile {
  const plain = readFileSync(path)
  return {
    plain: new Uint8Array(plain),
    gzip: new Uint8Array(gzipSync(plain)),
    brotli: new Uint8Array(brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } })),
    type,
    tag: `"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`,
  }
}

function send(request: Request, file: WebFile, forEver: boolean): Response {
  const headers: Record<string, string> = {
    'content-type': file.type,
    // Names under /assets/ hold a hash of the content.
    'cache-control': forEver ? 'public, max-age=31536000, immutable' : 'no-cache',
    etag: file.tag,
    vary: 'accept-encoding',
    ...(file.type.startsWith('text/html') && {
      'content-security-policy': POLICY,
      'referrer-policy': 'same-origin',
    }),
  }
  if (request.headers.get('if-none-match') === file.tag) return new Response(null, { status: 304, headers })
  const accepts = request.headers.get('accept-encoding') ?? ''
  if (/\bbr\b/.test(accepts))
    return new Response(file.brotli, { headers: { ...headers, 'content-encoding': 'br' } })
  if (/\bgzip\b/.test(accepts))
    return new Response(file.gzip, { headers: { ...headers, 'content-encoding': 'gzip' } })
  return new Response(file.plain, { headers })
}
