/** The commands and the program that the README of every evidence bundle tells its reader to run: run here as they stand. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'
import { VECTORS } from '../vectors/make-vectors.ts'

const README = readFileSync(
  join(import.meta.dirname, '../../packages/verify-page/evidence-readme.txt'),
  'utf8',
)

/** The n-th block in the README that is written in this language. */
export function recipe(language: 'sh' | 'go', n = 0): string {
  const blocks = [...README.matchAll(/^```(\w+)\n(.*?)^```$/gms)].filter(([, name]) => name === language)
  return blocks[n]![2]!
}

/** A folder that is gone after the test, with these files. */
export function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'daybook-evidence-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  for (const [name, bytes] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), bytes)
  }
  return folder
}

/** The files of a vector of a bundle or of a log. */
export function filesOf(vector: string): Record<string, Buffer> {
  const { files } = JSON.parse(readFileSync(join(VECTORS, vector), 'utf8')) as {
    files: Record<string, string>
  }
  return Object.fromEntries(Object.entries(files).map(([name, text]) => [name, Buffer.from(text, 'base64')]))
}
