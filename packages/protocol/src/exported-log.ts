/** The lines of an exported log: one entry each. Normative: docs/spec/exported-log.md. */
import { readJson } from './parse-leaf.ts'
import { VerifyError } from './verify-error.ts'

export interface LoggedEntry {
  /** 1, 2, 3 … */
  readonly seq: number
  /** The leaf's text. */
  readonly leaf: string
  /** Of all parts and fields that can still be opened and that the reader may see. */
  readonly disclosures: readonly string[]
}

/** Without its newline. */
export function encodeLogLine({ seq, leaf, disclosures }: LoggedEntry): string {
  return JSON.stringify({ seq, leaf, disclosures })
}

/** Throws `log_malformed`. */
export function parseLogLine(line: string): LoggedEntry {
  const value = readJson(line)
  if (typeof value === 'object' && value !== null) {
    const { seq, leaf, disclosures } = value as Partial<LoggedEntry>
    const isEntry =
      typeof seq === 'number' &&
      typeof leaf === 'string' &&
      Array.isArray(disclosures) &&
      disclosures.every(item => typeof item === 'string')
    // Unknown or repeated names, other numbers, white space: one entry has one line.
    if (isEntry && encodeLogLine({ seq, leaf, disclosures }) === line) return { seq, leaf, disclosures }
  }
  throw new VerifyError(
    'log_malformed',
    'The line is not {"seq", "leaf", "disclosures"} as an export writes it.',
  )
}
