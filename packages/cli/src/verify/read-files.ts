/** What was given to verify, as files: a folder, a zip, or one file with the trust policy near it. */
import { readdir, readFile, stat } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
import type { BundleFile } from '@daybook/protocol/verify'
import { VerifyError } from '@daybook/protocol/verify'
import { unzipSync } from 'fflate'
import { UsageError } from '../command.ts'

/** Unpacked bytes of one bundle; 10,000 entries have some 80 MB. */
const MAX_BYTES = 2 ** 30
const WANTED = /(^|\/)(trust-policy|[^/]+\.tlog-proof|[^/]+\.tsr)$/

/** Throws UsageError where there is nothing. */
export async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory()
  } catch {
    throw new UsageError(`There is no file or folder "${path}".`)
  }
}

/** The files of an evidence bundle in a folder, and below it. */
export async function readFolder(path: string): Promise<BundleFile[]> {
  const names = await readdir(path, { recursive: true, withFileTypes: true })
  const files: BundleFile[] = []
  for (const entry of names) {
    const full = join(entry.parentPath, entry.name)
    const name = relative(path, full).replaceAll(sep, '/')
    if (entry.isFile() && WANTED.test(name)) files.push({ name, bytes: await readFile(full) })
  }
  return files
}

/** The files of an evidence bundle in a zip. Throws `bundle_malformed`. */
export function readZip(bytes: Uint8Array): BundleFile[] {
  let total = 0
  try {
    const files = unzipSync(bytes, {
      filter({ name, originalSize }) {
        if (!WANTED.test(name)) return false
        total += originalSize
        if (total > MAX_BYTES) throw new Error('it would unpack to more than 1 GiB')
        return true
      },
    })
    return Object.entries(files).map(([name, content]) => ({ name, bytes: content }))
  } catch (error) {
    throw new VerifyError('bundle_malformed', `The zip cannot be read: ${(error as Error).message}.`)
  }
}

export const isZip = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b

/** The trust policy in the file's folder or the one above it, where bundles have it. */
export async function policyNear(path: string): Promise<BundleFile[]> {
  const folder = dirname(path)
  for (const place of [folder, dirname(folder)]) {
    try {
      return [{ name: 'trust-policy', bytes: await readFile(join(place, 'trust-policy')) }]
    } catch {
      // Not there: the next place, and in the end the verifier says what is missing.
    }
  }
  return []
}
