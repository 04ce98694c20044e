import { buildProof, encodeBase64, type InputError, LogError, planConsistency } from '@daybook/protocol'
import type { Daybook } from '../daybook.ts'
import type { Principal } from '../entry/workspace.ts'
import { sha256 } from '../hashes.ts'
import { requireRight } from '../policy/can.ts'

export interface ConsistencyAnswer {
  readonly from: number
  readonly to: number
  /** Base64, in the order of RFC 6962, section 2.1.2. Empty where the sizes are the same. */
  readonly hashes: readonly string[]
}

/**
 * A proof that the log of `to` entries (by default the newest checkpoint's) begins with that of `from` (by default 1).
 * Throws `query_invalid` for sizes that no checkpoint can have.
 */
export async function proveConsistency(
  daybook: Daybook,
  principal: Principal,
  given: { readonly from?: number; readonly to?: number },
): Promise<ConsistencyAnswer> {
  requireRight(principal, 'verify')
  const from = given.from ?? 1
  const planned = (size: number): { to: number; plan: ReturnType<typeof planConsistency> } => {
    const to = given.to ?? size
    requireSizes(from, to, size)
    return { to, plan: planConsistency(from, to) }
  }
  const { checkpoint, hashes } = await daybook.checkpoints.current(principal.workspaceId, {
    covering: given.to,
    needs: size => planned(size).plan.flat(),
  })
  const { to, plan } = planned(checkpoint.size)
  return { from, to, hashes: buildProof(plan, hashes.hashesOf, sha256).map(encodeBase64) }
}

function requireSizes(from: number, to: number, size: number): void {
  const errors: InputError[] = []
  if (to > size) errors.push({ path: '/to', message: `the log has ${size} entries` })
  if (from > to) errors.push({ path: '/from', message: `must be at most ${to}` })
  if (errors.length > 0)
    throw new LogError('query_invalid', `${errors[0]!.path.slice(1)}: ${errors[0]!.message}`, { errors })
}
