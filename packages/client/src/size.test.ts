import { gzipSync } from 'node:zlib'
import { build } from 'vite'
import { expect, test } from 'vitest'

test('the SDK with all that it brings is at most 10 kB gzip, and brings no validator', async () => {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    build: { write: false, lib: { entry: new URL('./index.ts', import.meta.url).pathname, formats: ['es'] } },
  })
  const [output] = Array.isArray(built) ? built : [built]
  if (!output || !('output' in output)) throw new Error('Vite watched instead of building.')
  const [chunk, ...others] = output.output
  expect(others).toEqual([])
  expect(Object.keys(chunk.modules).filter(id => id.includes('node_modules'))).toEqual([])
  const bytes = gzipSync(chunk.code).length
  console.log(`@daybook/client: ${bytes} bytes gzip`)
  expect(bytes).toBeLessThanOrEqual(10_000)
})
