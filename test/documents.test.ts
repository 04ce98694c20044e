import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { afterAll, expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')
const folder = join(import.meta.dirname, '.documents')
const documents = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...pagesIn('docs')]

function pagesIn(path: string): string[] {
  return readdirSync(join(root, path), { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.md'))
    .map(name => join(path, name))
}

afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('every TypeScript block of README and guide compiles against the packages', () => {
  mkdirSync(folder, { recursive: true })
  const blocks = documents
    .filter(name => name === 'README.md' || name.startsWith('docs/guide'))
    .flatMap(name => {
      const text = readFileSync(join(root, name), 'utf8')
      return [...text.matchAll(/^```ts\n(.*?)^```/gms)].map(match => match[1]!)
    })
  expect(blocks.length).toBeGreaterThan(0)
  blocks.forEach((code, n) => writeFileSync(join(folder, `block-${n}.ts`), `${code}\nexport {}\n`))
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({
      extends: '../../tsconfig.json',
      compilerOptions: { noUnusedLocals: false },
      include: ['*.ts'],
    }),
  )
  execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', folder], {
    stdio: 'pipe',
  })
})

test('every link of the documents to a file leads somewhere', () => {
  const broken = documents.flatMap(name => {
    const text = readFileSync(join(root, name), 'utf8')
    return [...text.matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)]
      .map(match => match[1]!)
      .filter(target => !existsSync(resolve(root, dirname(name), target)))
      .map(target => `${name} -> ${target}`)
  })
  expect(broken).toEqual([])
})
