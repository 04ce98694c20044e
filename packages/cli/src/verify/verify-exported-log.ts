/** Verifies the folder of an exported log (docs/spec/exported-log.md), in constant memory. */
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  type NotVerified,
  parseTrustPolicy,
  refusal,
  type VerifiedLog,
  VerifyError,
  verifyLog,
} from '@daybook/protocol/verify'
import { readLines } from './read-lines.ts'
import { verifyCrypto } from './verify-crypto.ts'

const ENTRIES = 'entries.jsonl'

export const isExportedLog = (folder: string): boolean => existsSync(join(folder, ENTRIES))

export async function verifyExportedLog(
  folder: string,
  policyText: string | undefined,
  onProgress: (done: number, total: number) => void,
): Promise<VerifiedLog | NotVerified> {
  const read = async (name: string): Promise<Uint8Array | undefined> => {
    try {
      return await readFile(join(folder, name))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
      throw error
    }
  }
  const text = async (name: string): Promise<string> => new TextDecoder().decode(await read(name))
  try {
    const given = policyText ?? (await text('trust-policy'))
    if (given === '')
      throw new VerifyError('policy_malformed', 'There is no trust-policy: give one with --policy.')
    const policy = await parseTrustPolicy(given, verifyCrypto)
    const source = {
      checkpoint: await text('checkpoint'),
      lines: readLines(join(folder, ENTRIES)),
      readTile: read,
    }
    return await verifyLog(source, policy, verifyCrypto, onProgress)
  } catch (error) {
    return refusal(error)
  }
}
