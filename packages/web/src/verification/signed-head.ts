import { createProver } from '@daybook/client'
import { LogError } from '@daybook/client/read'
import type { LogStatus } from '@daybook/protocol'
import { decodeBase64, parseTrustPolicy, verifyCheckpoint, webCrypto } from '@daybook/protocol/verify'

export interface Head {
  readonly size: number
  readonly root: Uint8Array
  /** False where the log is damaged, so that nothing newer is signed: the head is the server's word alone. */
  readonly signed: boolean
}

/** This browser's own hash function and signatures. Throws where it has none that will do. */
export function browserCrypto(): ReturnType<typeof webCrypto> {
  if (!globalThis.crypto?.subtle) throw new Error('The check needs a page that was opened over https.')
  if (!('toHex' in Uint8Array.prototype))
    throw new Error('This browser is too old for the check. It needs Chrome 140, Firefox 133 or Safari 18.2.')
  return webCrypto(crypto.subtle)
}

/**
 * The newest checkpoint of the log, its signature verified here. Throws `VerifyError` where that is not good.
 * @param status what the head is taken from while the log may not be signed
 */
export async function signedHead(
  workspaceId: string,
  status: LogStatus | undefined,
  signal: AbortSignal,
): Promise<Head> {
  const prover = createProver({ url: '', workspace: workspaceId, retry: { attempts: 2 } })
  try {
    const [note, policy] = await Promise.all([prover.checkpoint({ signal }), prover.trustPolicy({ signal })])
    const crypto = browserCrypto()
    const { size, root } = await verifyCheckpoint(note, await parseTrustPolicy(policy, crypto), crypto)
    return { size, root, signed: true }
  } catch (error) {
    const root = status && decodeBase64(status.root)
    if (!(error instanceof LogError && error.code === 'log_damaged') || !status || !root) throw error
    return { size: status.size, root, signed: false }
  }
}
