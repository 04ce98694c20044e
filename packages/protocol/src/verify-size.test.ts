import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'vite'
import { expect, test } from 'vitest'

const ENTRY = 'virtual:verify'
/** What somebody needs who verifies evidence: the policy, the verifier, a browser's crypto. */
const source = ['trust-policy', 'verify-evidence', 'web-crypto']
  .map(name => `export * from ${JSON.stringify(join(import.meta.dirname, `${name}.ts`))}`)
  .join('\n')

test('what verifies evidence fits in 5 kB, minified and gzip', async () => {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    plugins: [
      {
        name: 'entry',
        resolveId: id => (id === ENTRY ? id : undefined),
        load: id => (id === ENTRY ? source : undefined),
      },
    ],
    build: {
      write: false,
      minify: true,
      target: 'es2023',
      modulePreload: false,
      rolldownOptions: { input: ENTRY, preserveEntrySignatures: 'strict', output: { minify: true } },
    },
  })
  const [output] = Array.isArray(result) ? result : [result]
  if (output === undefined || !('output' in output)) throw new Error('nothing was built')
  expect(output.output.length).toBe(1)
  const [chunk] = output.output
  expect(chunk.imports).toEqual([])
  expect(chunk.code).toContain('disclosure_unreferenced')
  const bytes = gzipSync(chunk.code, { level: 9 }).length
  console.log(`verify: ${bytes} bytes gzip, ${chunk.code.length} minified`)
  expect(bytes).toBeLessThanOrEqual(5000)
})
