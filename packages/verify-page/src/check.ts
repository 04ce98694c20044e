/** The files → what the page shows of them. */
import {
  type BundleFile,
  type BundleReport,
  type CheckedFile,
  fingerprintOf,
  type NotVerified,
  publicKeyInfo,
  type Vector,
  type VerifiedCheckpoint,
  type VerifiedEvidence,
  verifyBundle,
  verifyVector,
  webCrypto,
} from '@daybook/protocol/verify'
import { readEntry, type ShownEntry } from './read-entry.ts'

export interface SignedLog {
  readonly checkpoint: VerifiedCheckpoint
  readonly fingerprints: readonly string[]
}

export type Checked = {
  /** When it was checked, in milliseconds since 1970. */
  readonly at: number
} & (
  | { readonly kind: 'vector'; readonly ok: boolean; readonly problem?: NotVerified }
  | {
      readonly kind: 'bundle'
      readonly ok: boolean
      readonly problem?: NotVerified & { readonly file?: string }
      readonly policyFrom: BundleReport['policyFrom']
      readonly entries: readonly ShownEntry[]
      readonly bad: readonly CheckedFile<NotVerified>[]
      /** Each signed state of the log once, with its keys. */
      readonly logs: readonly SignedLog[]
      readonly anchors: readonly SignedLog[]
      /** Instants, as RFC 3339. */
      readonly stamps: readonly string[]
    }
)

/** Throws where the browser has no Ed25519. */
export async function check(
  files: readonly BundleFile[],
  policy: string | undefined,
  onProgress: (done: number, total: number) => void,
): Promise<Checked> {
  const at = Date.now()
  const crypto = webCrypto(globalThis.crypto.subtle)
  const vector = files.length === 1 ? readVector(files[0]!) : undefined
  if (vector !== undefined) {
    const result = await verifyVector(vector, crypto)
    return { kind: 'vector', at, ok: result.ok, ...(!result.ok && { problem: result }) }
  }
  const report = await verifyBundle(files, crypto, { policy, onProgress })
  const good = report.entries.flatMap(({ result }) => (result.ok ? [result] : []))
  return {
    kind: 'bundle',
    at,
    ok: report.ok,
    ...(report.problem && { problem: report.problem }),
    policyFrom: report.policyFrom,
    entries: good.map(readEntry),
    bad: badOf(report),
    logs: await logsOf(good),
    anchors: await logsOf(report.anchors.flatMap(({ result }) => (result.ok ? [result] : []))),
    stamps: report.timestamps.flatMap(({ result }) => (result.ok ? [result.time] : [])),
  }
}

function badOf({ entries, anchors, timestamps }: BundleReport): CheckedFile<NotVerified>[] {
  return [...entries, ...anchors, ...timestamps].flatMap(({ file, result }) =>
    result.ok ? [] : [{ file, result }],
  )
}

async function logsOf(checked: readonly Pick<VerifiedEvidence, 'checkpoint'>[]): Promise<SignedLog[]> {
  const states = new Map(checked.map(({ checkpoint }) => [checkpoint.text, checkpoint]))
  return Promise.all(
    [...states.values()].map(async checkpoint => ({
      checkpoint,
      fingerprints: await Promise.all(
        checkpoint.signedBy.map(async key => {
          const digest = await crypto.subtle.digest('SHA-256', publicKeyInfo(key) as BufferSource)
          return fingerprintOf(new Uint8Array(digest))
        }),
      ),
    })),
  )
}

function readVector({ name, bytes }: BundleFile): Vector | undefined {
  if (!name.endsWith('.json')) return undefined
  try {
    const value = JSON.parse(new TextDecoder().decode(bytes)) as Vector
    return typeof value.kind === 'string' ? value : undefined
  } catch {
    return undefined
  }
}
