/**
 * Builds `verify.html`: one file with everything in it, which opens from a disk and asks no network for anything. Run as
 * a program it builds once and prints the file's path.
 */
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { buildOnce } from '@daybook/web/build-once'

const run = promisify(execFile)
const here = import.meta.dirname
const program = fileURLToPath(import.meta.url)

const SOURCES = [
  'verify-page/build-verify-page.ts',
  'verify-page/index.html',
  'verify-page/package.json',
  'verify-page/src',
  'timeline/src/tokens.css',
  'catalogue/src',
  'protocol/src',
]

/** Builds the page if its sources have changed since it was last built; answers its path. Throws when that fails. */
export async function ensureVerifyPageBuilt(): Promise<string> {
  return join(await buildOnce({ here, sources: SOURCES, make }), 'verify.html')
}

/** The text of `verify.html`. */
export const buildVerifyPage = async (): Promise<string> => readFile(await ensureVerifyPageBuilt(), 'utf8')

export interface Companion {
  readonly name: string
  readonly content: string
}

let companions: Promise<Companion[]> | undefined

/** What travels with every bundle of evidence beside the evidence itself: `verify.html` and `README.txt`. */
export function evidenceCompanions(): Promise<Companion[]> {
  companions ??= readCompanions().catch((error: unknown) => {
    // The next who asks tries again.
    companions = undefined
    throw error
  })
  return companions
}

const readCompanions = async (): Promise<Companion[]> => [
  { name: 'verify.html', content: await buildVerifyPage() },
  { name: 'README.txt', content: await readFile(join(here, 'evidence-readme.txt'), 'utf8') },
]

/** In a process of its own: the bundler's memory is not the server's to keep, and neither is the server's NODE_ENV. */
async function make(folder: string): Promise<void> {
  await run(process.execPath, [program, folder], { cwd: here, env: { NODE_ENV: 'production' } }).catch(
    (error: { stderr?: string }) => {
      throw new Error(`verify.html could not be built: ${error.stderr || String(error)}`, { cause: error })
    },
  )
}

async function bundle(folder: string): Promise<void> {
  const { build } = await import('vite')
  const result = await build({
    configFile: false,
    root: here,
    logLevel: 'warn',
    build: {
      write: false,
      target: 'es2023',
      cssTarget: ['chrome123', 'firefox125', 'safari17.5'],
      modulePreload: false,
      rolldownOptions: { input: join(here, 'src/main.ts') },
    },
  })
  const [output] = Array.isArray(result) ? result : [result]
  if (output === undefined || !('output' in output)) throw new Error('the bundler made nothing')
  const [script] = output.output
  const style = output.output.find(file => file.type === 'asset' && file.fileName.endsWith('.css'))
  if (style?.type !== 'asset' || script.imports.length > 0) throw new Error('the bundle is not one piece')
  await mkdir(folder, { recursive: true })
  const page = await readFile(join(here, 'index.html'), 'utf8')
  await writeFile(join(folder, 'verify.html'), inOneFile(page, script.code, String(style.source)))
}

/** The page with its script and style in it, and a policy that lets nothing else in. */
function inOneFile(page: string, script: string, style: string): string {
  // The only text that could end a script before its end.
  const code = `\n${script.replaceAll(/<\/(script)/gi, '<\\/$1').trim()}\n`
  const css = `\n${style.trim()}\n`
  const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`
  const policy = [
    "default-src 'none'",
    `script-src ${hash(code)}`,
    `style-src ${hash(css)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
  const pieces = { policy, style: `<style>${css}</style>`, script: `<script type="module">${code}</script>` }
  return page.replaceAll(/<!--(policy|style|script)-->/g, (_, name: keyof typeof pieces) => pieces[name])
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const folder = process.argv[2]
  if (folder === undefined) console.log(await ensureVerifyPageBuilt())
  else await bundle(folder)
}
