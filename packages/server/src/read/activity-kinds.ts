/** Which kinds of entry count as what in the client list. */
import type { Kind } from '../store/append/kinds.ts'

/** Nobody acts on a client by looking at them: views are no activity. */
export const isActivity = (kind: Pick<Kind, 'action'>): boolean => kind.action !== 'client.viewed'

/** Somebody wrote to the profile, as against everything else that happens to a client. */
export const isProfileEdit = ({ action }: Pick<Kind, 'action'>): boolean =>
  /^client\.(created|recorded|imported|(\w+_)?updated|tagged|untagged|consented|consent_withdrawn|merged|unmerged)$/.test(
    action,
  )

export const isSignIn = (kind: Pick<Kind, 'action'>): boolean => kind.action === 'client.signed_in'

/** A booking that began: booked, asked for or first recorded. */
export const isBeginning = (kind: Pick<Kind, 'action'>): boolean =>
  kind.action === 'booking.booked' ||
  kind.action === 'booking.requested' ||
  kind.action === 'booking.recorded'
