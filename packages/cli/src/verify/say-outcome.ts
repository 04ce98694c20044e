/** The outcome of `daybook verify`, for people and for programs. */
import {
  encodeVerifierKey,
  fingerprintOf,
  publicKeyInfo,
  type VerifiedCheckpoint,
  type VerifiedEvidence,
} from '@daybook/protocol/verify'
import { verifyCrypto } from './verify-crypto.ts'
import type { Outcome } from './outcome.ts'

/** Longer lists are cut: who wants all takes --json. */
const MOST_LINES = 50

export async function sayOutcome(outcome: Outcome): Promise<string> {
  const { ok, kind, problem, entries = [], checkpoints = [] } = outcome
  const lines: string[] = []
  if (problem !== undefined) {
    const where = problem.file ?? (problem.seq === undefined ? undefined : `entry ${problem.seq}`)
    lines.push(`NOT VERIFIED${where === undefined ? '' : `, ${where}`}: ${problem.code}`, problem.message)
  } else if (kind === 'log') lines.push(sayLog(outcome))
  else if (kind === 'vector') lines.push('Verified: the test vector is valid.')
  else if (kind === 'checkpoint') lines.push('Verified: the checkpoint is signed as the trust policy asks.')
  else lines.push(`Verified: ${count(entries.length, 'entry', 'entries')}.`)

  const good = entries.flatMap(({ result }) => (result.ok ? [result] : []))
  if (good.length > 0) lines.push('', ...good.slice(0, MOST_LINES).map(sayEntry))
  if (good.length > MOST_LINES) lines.push(`  … and ${number(good.length - MOST_LINES)} more`)
  for (const time of outcome.timestamps ?? [])
    lines.push('', `Time stamp of ${time}: of these checkpoints. Who signed it, openssl tells (README.txt).`)
  if (ok) for (const checkpoint of checkpoints) lines.push('', ...(await sayCheckpoint(checkpoint)))
  if (ok && outcome.policyFrom === 'bundle')
    lines.push(
      '',
      'The keys came with what they verify. Compare a fingerprint with one that you got from the business in',
      'another way, or give its trust policy with --policy FILE.',
    )
  return lines.join('\n')
}

function sayLog({ size = 0, fields = 0, hiddenFields = 0 }: Outcome): string {
  return [
    `Verified: all ${count(size, 'entry', 'entries')} of the log, each in its place.`,
    `${count(fields, 'field', 'fields')} shown, ${number(hiddenFields)} hidden or erased.`,
  ].join('\n')
}

function sayEntry({ seq, action, recordedAt, parts, hiddenParts }: VerifiedEvidence): string {
  const shown = parts.reduce((sum, part) => sum + part.fields.length, 0)
  const hidden = parts.reduce((sum, part) => sum + part.hidden, 0)
  const at = new Date(recordedAt * 1000).toISOString().slice(0, 19).replace('T', ' ')
  const more = [
    `${count(shown, 'field', 'fields')} shown`,
    ...(hidden > 0 ? [`${hidden} hidden`] : []),
    ...(hiddenParts > 0 ? [`${count(hiddenParts, 'part', 'parts')} not shown`] : []),
  ]
  return `  entry ${seq}  ${at} UTC  ${action}  (${more.join(', ')})`
}

async function sayCheckpoint(checkpoint: VerifiedCheckpoint): Promise<string[]> {
  const lines = [`Log ${checkpoint.origin}, ${count(checkpoint.size, 'entry', 'entries')}, signed by`]
  for (const key of checkpoint.signedBy)
    lines.push(
      `  key ${key.keyId}, fingerprint ${fingerprintOf(await verifyCrypto.sha256(publicKeyInfo(key)))}`,
    )
  for (const { name, time } of checkpoint.witnessedBy)
    lines.push(`  witness ${name}, ${new Date(time * 1000).toISOString()}`)
  return lines
}

/** One JSON object: bytes as hexadecimal, keys as their text. */
export function outcomeAsJson(outcome: Outcome): string {
  const { checkpoints, ...rest } = outcome
  const short = ({ origin, size, root, signedBy, witnessedBy }: VerifiedCheckpoint): object => ({
    origin,
    size,
    root: root.toHex(),
    signedBy: signedBy.map(encodeVerifierKey),
    witnessedBy,
  })
  const entries = outcome.entries?.map(({ file, result }) =>
    result.ok ? { file, ...result, checkpoint: undefined } : { file, ...result },
  )
  return JSON.stringify({
    ...rest,
    ...(checkpoints && { checkpoints: checkpoints.map(short) }),
    ...(entries && { entries }),
  })
}

const number = (value: number): string => value.toLocaleString('en-US')
const count = (value: number, one: string, many: string): string =>
  `${number(value)} ${value === 1 ? one : many}`
