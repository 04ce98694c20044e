/** Finds a mapping: one that is shipped, by its name, or any other by its path. */
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { didYouMean } from './did-you-mean.ts'
import { ImportError } from './import-error.ts'
import type { Mapping } from './mapping.ts'
import { compileMapping } from './mapping.ts'

const shipped = new URL('../../maps/', import.meta.url)

export interface LoadedMapping {
  readonly mapping: Mapping
  /** SHA-256 of its text in hexadecimal. */
  readonly hash: string
}

/** Throws `ImportError` where there is no such mapping, or where it has mistakes. */
export async function loadMapping(nameOrPath: string): Promise<LoadedMapping> {
  const names = (await readdir(shipped)).filter(file => file.endsWith('.json')).map(file => file.slice(0, -5))
  const from = names.includes(nameOrPath) ? new URL(`${nameOrPath}.json`, shipped) : nameOrPath
  const text = await readFile(from, 'utf8').catch((cause: unknown) => {
    const hint = didYouMean(nameOrPath, names) || ` Shipped mappings: ${names.join(', ')}.`
    const code = (cause as NodeJS.ErrnoException).code
    throw new ImportError(
      `There is no mapping "${nameOrPath}": no such name is shipped, and no such file can be read (${code}).${hint}`,
      [],
      cause,
    )
  })
  return { mapping: compileMapping(text, nameOrPath), hash: createHash('sha256').update(text).digest('hex') }
}
