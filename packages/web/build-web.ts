/**
 * Builds the staff app when it is missing or older than its sources. Run as a program it builds once and prints where.
 */
import { execFile } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { buildOnce } from './build-once.ts'

const run = promisify(execFile)
const here = import.meta.dirname

const SOURCES = [
  'web/index.html',
  'web/vite.config.ts',
  'web/one-language.ts',
  'web/plain-links.ts',
  'web/package.json',
  'web/public',
  'web/src',
  'timeline/src',
  'client/src',
  'catalogue/src',
  'protocol/src',
]

/**
 * Answers the folder of the built app, after building it if its sources have changed since.
 * Several processes may call it at once: one builds, the others wait. Throws when the build fails.
 */
export const ensureWebBuilt = (): Promise<string> => buildOnce({ here, sources: SOURCES, make: build })

async function build(folder: string): Promise<void> {
  // In a process of its own: the bundler's memory is not the server's to keep, and neither is the server's NODE_ENV.
  const vite = fileURLToPath(import.meta.resolve('vite/package.json'))
  const args = [
    join(dirname(vite), 'bin', 'vite.js'),
    'build',
    '--logLevel',
    'warn',
    '--outDir',
    folder,
    '--emptyOutDir',
  ]
  await run(process.execPath, args, { cwd: here, env: { NODE_ENV: 'production' } }).catch(
    (error: { stderr?: string }) => {
      throw new Error(`The staff app in ${here} could not be built: ${error.stderr || String(error)}`, {
        cause: error,
      })
    },
  )
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  console.log(await ensureWebBuilt())
}
