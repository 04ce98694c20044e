/** Finds out what was given, and verifies it: evidence, a bundle, an exported log, a checkpoint or a test vector. */
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import {
  type BundleFile,
  type BundleReport,
  parseTrustPolicy,
  refusal,
  type Vector,
  type VerifiedCheckpoint,
  verifyBundle,
  verifyCheckpoint,
  verifyVector,
} from '@daybook/protocol/verify'
import type { Outcome } from './outcome.ts'
import { isFolder, isZip, policyNear, readFolder, readZip } from './read-files.ts'
import { verifyCrypto } from './verify-crypto.ts'
import { isExportedLog, verifyExportedLog } from './verify-exported-log.ts'

export type OnProgress = (done: number, total: number) => void

/** `policy` is the text of a trust policy got in another way. Throws UsageError where there is nothing at the path. */
export async function verifyGiven(
  path: string,
  policy: string | undefined,
  onProgress: OnProgress,
): Promise<Outcome> {
  const policyFrom = policy === undefined ? 'bundle' : 'given'
  if (await isFolder(path)) {
    if (!isExportedLog(path)) return verifyFiles(await readFolder(path), policy, onProgress)
    const log = await verifyExportedLog(path, policy, onProgress)
    if (!log.ok) return { ok: false, kind: 'log', problem: log }
    const { checkpoint, fields, hiddenFields } = log
    return {
      ok: true,
      kind: 'log',
      policyFrom,
      checkpoints: [checkpoint],
      size: checkpoint.size,
      fields,
      hiddenFields,
    }
  }
  const bytes = await readFile(path)
  if (isZip(bytes)) {
    try {
      return await verifyFiles(readZip(bytes), policy, onProgress)
    } catch (error) {
      return { ok: false, kind: 'evidence', problem: refusal(error) }
    }
  }
  const vector = path.endsWith('.json') ? readVector(bytes) : undefined
  if (vector !== undefined) {
    const result = await verifyVector(vector, verifyCrypto)
    return { ok: result.ok, kind: 'vector', ...(!result.ok && { problem: result }) }
  }
  const near = policy === undefined ? await policyNear(path) : []
  if (isCheckpoint(bytes))
    return verifySigned(bytes, policy ?? new TextDecoder().decode(near[0]?.bytes), policyFrom)
  // Whatever it is called, it was given as evidence.
  const name = path.endsWith('.tlog-proof') ? basename(path) : `${basename(path)}.tlog-proof`
  return verifyFiles([{ name, bytes }, ...near], policy, onProgress)
}

async function verifyFiles(
  files: readonly BundleFile[],
  policy: string | undefined,
  onProgress: OnProgress,
): Promise<Outcome> {
  const report = await verifyBundle(files, verifyCrypto, { policy, onProgress })
  const { ok, entries, problem, policyFrom } = report
  return {
    ok,
    kind: 'evidence',
    policyFrom,
    checkpoints: checkpointsOf(report),
    entries,
    anchors: report.anchors.length,
    timestamps: report.timestamps.flatMap(({ result }) => (result.ok ? [result.time] : [])),
    ...(problem && { problem }),
  }
}

/** Each signed state once. */
function checkpointsOf({ entries, anchors }: BundleReport): VerifiedCheckpoint[] {
  const found = new Map<string, VerifiedCheckpoint>()
  for (const { result } of [...entries, ...anchors])
    if (result.ok) found.set(result.checkpoint.text, result.checkpoint)
  return [...found.values()]
}

/** A note of which the text is no evidence. */
function isCheckpoint(bytes: Uint8Array): boolean {
  const text = new TextDecoder().decode(bytes)
  return !text.startsWith('c2sp.org/') && text.includes('\n\n— ')
}

async function verifySigned(
  bytes: Uint8Array,
  policyText: string,
  policyFrom: 'given' | 'bundle',
): Promise<Outcome> {
  try {
    const policy = await parseTrustPolicy(policyText, verifyCrypto)
    const checkpoint = await verifyCheckpoint(new TextDecoder().decode(bytes), policy, verifyCrypto)
    return { ok: true, kind: 'checkpoint', policyFrom, checkpoints: [checkpoint], size: checkpoint.size }
  } catch (error) {
    return { ok: false, kind: 'checkpoint', problem: refusal(error) }
  }
}

function readVector(bytes: Uint8Array): Vector | undefined {
  try {
    const value = JSON.parse(new TextDecoder().decode(bytes)) as Vector
    return typeof value.kind === 'string' ? value : undefined
  } catch {
    return undefined
  }
}
