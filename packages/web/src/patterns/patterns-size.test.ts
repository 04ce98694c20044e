import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { ensureWebBuilt } from '../../build-web.ts'

interface Chunk {
  readonly file: string
  readonly imports?: readonly string[]
  readonly css?: readonly string[]
}

test('what patterns need besides the first load is at most 35 kB, gzip, charts included', {
  timeout: 60_000,
}, async () => {
  const dist = await ensureWebBuilt()
  const manifest = JSON.parse(await readFile(join(dist, 'manifest.json'), 'utf8')) as Record<string, Chunk>
  const filesOf = (name: string, files = new Set<string>()): Set<string> => {
    const chunk = manifest[name]!
    if (files.has(chunk.file)) return files
    files.add(chunk.file)
    for (const style of chunk.css ?? []) files.add(style)
    for (const needed of chunk.imports ?? []) filesOf(needed, files)
    return files
  }
  const first = filesOf('index.html')
  let bytes = 0
  for (const file of filesOf('src/pages/patterns-page.tsx'))
    if (!first.has(file)) bytes += gzipSync(await readFile(join(dist, file))).length
  expect(bytes).toBeGreaterThan(1000)
  expect(bytes).toBeLessThanOrEqual(35_000)
})
