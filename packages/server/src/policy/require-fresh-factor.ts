import { LogError } from '@daybook/protocol'
import type { Daybook } from '../daybook.ts'
import type { Principal } from '../entry/workspace.ts'

/** How long a second factor counts as fresh, in ms. */
const FRESH = 5 * 60 * 1000

/**
 * For what cannot be undone: a member who has a second factor must have given it a moment ago. Those who have none, and
 * keys, pass. The app asks for a code (`POST /api/auth/two-factor/verify-totp`) and tries again.
 * @throws LogError `second_factor_required`
 */
export function requireFreshFactor(daybook: Pick<Daybook, 'now'>, { member }: Principal): void {
  if (member === undefined || !member.twoFactor) return
  if (member.secondFactorAt !== undefined && daybook.now() - member.secondFactorAt < FRESH) return
  throw new LogError(
    'second_factor_required',
    'Confirm this with a code of your authenticator, or a backup code.',
  )
}
