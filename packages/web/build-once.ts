/**
 * Builds something from its sources when it is missing or older than they are, so that a server starts on a bare
 * machine without a build step of its own.
 */
import { createHash } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

const packages = dirname(import.meta.dirname)
/** Another process that builds is waited for; a lock older than this was left by one that died. */
const STALE_LOCK_MS = 120_000

export interface Build {
  /** The folder of the package: `dist` in it is what was built. */
  readonly here: string
  /** What it is made from, files and folders, relative to the folder of all packages. Tests are left out. */
  readonly sources: readonly string[]
  /** Builds into this new folder. */
  make(folder: string): Promise<void>
}

/**
 * Answers the folder of what was built, after building it if its sources have changed since.
 * Several processes may call it at once: one builds, the others wait. Throws when the build fails.
 */
export async function buildOnce(build: Build): Promise<string> {
  const dist = join(build.here, 'dist')
  const wanted = await hashOfSources(build.sources)
  if ((await builtHash(dist)) === wanted) return dist
  const unlock = await lock(join(build.here, '.vite', 'build.lock'))
  try {
    if ((await builtHash(dist)) !== wanted) await replace(build, dist, wanted)
  } finally {
    await unlock()
  }
  return dist
}

async function replace({ here, make }: Build, dist: string, hash: string): Promise<void> {
  const fresh = join(here, '.vite', `dist-${process.pid}`)
  await make(fresh)
  await writeFile(join(fresh, 'sources.sha256'), `${hash}\n`)
  // A server that runs keeps serving whole files: the old folder goes only when the new one is complete.
  const old = join(here, '.vite', `old-${process.pid}`)
  await rename(dist, old).catch(ignoreMissing)
  await rename(fresh, dist)
  await rm(old, { recursive: true, force: true })
}

async function builtHash(dist: string): Promise<string | undefined> {
  try {
    return (await readFile(join(dist, 'sources.sha256'), 'utf8')).trim()
  } catch {
    return undefined
  }
}

async function hashOfSources(sources: readonly string[]): Promise<string> {
  const hash = createHash('sha256')
  for (const source of sources) {
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
  if (about.isFile()) return /\.(test|fixture)\.tsx?$/.test(path) ? [] : [path]
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
