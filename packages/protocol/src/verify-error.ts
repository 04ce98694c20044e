/** The closed list of reasons why something does not verify. Normative: docs/spec/verify.md, section 4. */
export const VERIFY_CODES = [
  'evidence_malformed',
  'leaf_malformed',
  'disclosure_malformed',
  'disclosure_repeated',
  'disclosure_unreferenced',
  'part_malformed',
  'name_repeated',
  'name_forbidden',
  'nested_too_deep',
  'action_mismatch',
  'checkpoint_malformed',
  'policy_malformed',
  'origin_unknown',
  'signature_missing',
  'signature_invalid',
  'signature_unknown',
  'quorum_missing',
  'index_beyond_size',
  'inclusion_failed',
  'consistency_failed',
  'bundle_malformed',
  'anchor_mismatch',
  'timestamp_malformed',
  'timestamp_mismatch',
  'log_malformed',
  'seq_wrong',
  'leaf_mismatch',
  'tile_mismatch',
  'root_mismatch',
] as const
export type VerifyCode = (typeof VERIFY_CODES)[number]

/** Why something does not verify: `code` is stable and from the closed list, `message` is for people. */
export class VerifyError extends Error {
  override readonly name = 'VerifyError'
  readonly code: VerifyCode

  constructor(code: VerifyCode, message: string) {
    super(message)
    this.code = code
  }
}
