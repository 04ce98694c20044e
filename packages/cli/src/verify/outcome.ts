/** What was verified, in the same shape for everything that can be: printed as text or as JSON. */
import type { CheckedFile, NotVerified, VerifiedCheckpoint, VerifiedEvidence } from '@daybook/protocol/verify'

export interface Outcome {
  readonly ok: boolean
  readonly kind: 'evidence' | 'log' | 'checkpoint' | 'vector'
  /** The signed states of logs that this rests on. */
  readonly checkpoints?: readonly VerifiedCheckpoint[]
  /** Whether the keys came with what they verify. */
  readonly policyFrom?: 'given' | 'bundle'
  readonly entries?: readonly CheckedFile<VerifiedEvidence>[]
  readonly anchors?: number
  /** Instants that time stamps name; their signatures were not looked at. */
  readonly timestamps?: readonly string[]
  /** Of a whole log. */
  readonly size?: number
  readonly fields?: number
  readonly hiddenFields?: number
  readonly problem?: NotVerified & { readonly file?: string }
}
