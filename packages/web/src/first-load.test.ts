import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { ensureWebBuilt } from '../build-web.ts'

interface Chunk {
  readonly file: string
  readonly imports?: readonly string[]
  readonly css?: readonly string[]
}

/** React DOM, TanStack Router and Query alone are 105 kB of it. */
const MOST = 150_000

test('the timeline’s first load stays small, scripts and styles together, gzip', {
  timeout: 60_000,
}, async () => {
  const dist = await ensureWebBuilt()
  const manifest = JSON.parse(await readFile(join(dist, 'manifest.json'), 'utf8')) as Record<string, Chunk>
  const files = new Set(['theme.js'])
  const take = (name: string) => {
    const chunk = manifest[name]!
    if (files.has(chunk.file)) return
    files.add(chunk.file)
    for (const style of chunk.css ?? []) files.add(style)
    for (const needed of chunk.imports ?? []) take(needed)
  }
  const words = Object.keys(manifest).find(name => name.includes('virtual:words/de'))!
  for (const name of ['index.html', words]) take(name)

  let bytes = 0
  for (const file of files) bytes += gzipSync(await readFile(join(dist, file))).length
  expect(bytes).toBeLessThanOrEqual(MOST)
})
