import { createProver } from '@daybook/client'
import { decodeBase64, VerifyError, verifyGrowth } from '@daybook/protocol/verify'
import type { Pin } from './parse-pin.ts'
import { browserCrypto, type Head } from './signed-head.ts'

export type Comparison = 'same' | 'grown' | 'shorter' | 'changed'

/** Does the log of now begin with the log that somebody kept the head of? Proved here, not taken from the server. */
export async function comparePin(
  workspaceId: string,
  pin: Pin,
  head: Head,
  signal: AbortSignal,
): Promise<Comparison> {
  if (pin.size > head.size) return 'shorter'
  if (pin.size === head.size) return pin.root.toHex() === head.root.toHex() ? 'same' : 'changed'
  // Every log begins with nothing.
  if (pin.size === 0) return 'grown'
  const prover = createProver({ url: '', workspace: workspaceId, retry: { attempts: 2 } })
  const { hashes } = await prover.consistency({ from: pin.size, to: head.size, signal })
  const proof = {
    oldSize: pin.size,
    newSize: head.size,
    oldRoot: pin.root,
    hashes: hashes.map(hash => decodeBase64(hash) ?? new Uint8Array()),
  }
  try {
    await verifyGrowth(proof, head.root, browserCrypto())
    return 'grown'
  } catch (error) {
    if (error instanceof VerifyError) return 'changed'
    throw error
  }
}
