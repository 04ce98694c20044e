/**
 * Builds the staff app when it is missing or older than its sources, so that a server starts on a bare machine
 * without a build step of its own. Run as a program it builds once and prints where.
 */
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)
const here = import.meta.dirname
const packages = dirname(here)
const dist = join(here, 'dist')

/** What the built app is made from, relative to the folder of all packages. */
const SOURCES = [
  'web/index.html',
  'web/vite.config.ts',
  'web/one-language.ts',
  'web/package.json',
  'web/public',
  'web/src',
  'timeline/src',
  'client/src',
  'catalogue/src',
  'protocol/src',
]
/** Another process that builds is waited for; a lock older than this was left by one that died. */
const STALE_LOCK_MS = 120_000

/**
 * Answers the folder of the built app, after building it if its sources have changed since.
 * Several processes may call it at once: one builds, the others wait. Throws when the build fails.
 */
export async function ensureWebBuilt(): Promise<string> {
  const wanted = await hashOfSources()
  if ((await builtHash()) === wanted) return dist
  const unlock = await lock(join(here, '.vite', 'build.lock'))
  try {
    if ((await builtHash()) !== wanted) await build(wanted)
  } finally {
    await unlock()
  }
  return dist
}

async function build(hash: string): Promise<void> {
  const fresh = join(here, '.vite', `dist-${process.pid}`)
  // In a process of its own: the bundler's memory is not the server's to keep, and neither is the server's NODE_ENV.
  const vite = fileURLToPath(import.meta.resolve('vite/package.json'))
  const args = [
    join(dirname(vite), 'bin', 'vite.js'),
    'build',
    '--logLevel',
    'warn',
    '--outDir',
    fresh,
    '--emptyOutDir',
  ]
  await run(process.execPath, args, { cwd: here, env: { NODE_ENV: 'production' } }).catch(
    (error: { stderr?: string }) => {
      throw new Error(`The staff app in ${here} could not be built: ${error.stderr || String(error)}`, {
        cause: error,
      })
    },
  )
  await writeFile(join(fresh, 'sources.sha256'), `${hash}\n`)
  // A server that runs keeps serving whole files: the old folder goes only when the new one is complete.
  const old = join(here, '.vite', `old-${process.pid}`)
  await rename(dist, old).catch(ignoreMissing)
  await rename(fresh, dist)
  await rm(old, { recursive: true, force: true })
}

async function builtHash(): Promise<string | undefined> {
  try {
    return (await readFile(join(dist, 'sources.sha256'), 'utf8')).trim()
  } catch {
    return undefined
  }
}

async function hashOfSources(): Promise<string> {
  const hash = createHash('sha256')
  for (const source of SOURCES) {
    for (const file of await filesOf(join(packages, source))) {
      hash
        .update(file.slice(packages.length))
        .update('\0')
        .update(await readFile(file))
        .update('\0')
    }
  }
  return hash.digest('hex')
}

async function filesOf(path: string): Promise<readonly string[]> {
  const about = await stat(path).catch(ignoreMissing)
  if (!about) return []
  if (about.isFile()) return /\.test\.tsx?$/.test(path) ? [] : [path]
  const files: string[] = []
  for (const name of (await readdir(path)).sort()) files.push(...(await filesOf(join(path, name))))
  return files
}

/** Holds a file that only one process can make; answers the function that removes it again. */
async function lock(file: string): Promise<() => Promise<void>> {
  await mkdir(dirname(file), { recursive: true })
  for (;;) {
    try {
      const handle = await open(file, 'wx')
      await handle.close()
      return () => rm(file, { force: true })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      const about = await stat(file).catch(ignoreMissing)
      if (about && Date.now() - about.mtimeMs > STALE_LOCK_MS) await rm(file, { force: true })
      else await wait(100)
    }
  }
}

function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error
  return undefined
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  console.log(await ensureWebBuilt())
}
