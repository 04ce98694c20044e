import type { Daybook } from '../daybook.ts'
import type { SendLetter } from '../mail/letter.ts'
import type { Member } from '../store/members.ts'
import type { OneTimeLinks } from '../store/one-time-links.ts'
import type { Users } from '../store/users.ts'
import type { Auth } from './create-auth.ts'
import type { TryLimits } from './limit-tries.ts'
import type { Sessions } from './open-sessions.ts'

/** What the acts of signing in work with. */
export interface SignInParts {
  readonly daybook: Daybook
  /** Origin under which people reach this server. */
  readonly baseUrl: string
  readonly auth: Auth
  readonly sessions: Sessions
  readonly limits: TryLimits
  readonly users: Users
  readonly links: OneTimeLinks
  /** Undefined where no mail can be sent. */
  readonly send: SendLetter | undefined
  /** Where a provider is configured: better-auth that knows it. Asked for first when somebody uses it. */
  readonly provider: { readonly name: string; auth(): Auth } | undefined
  /** Told of what went wrong where nobody waits for it. */
  readonly report: (error: unknown) => void
  /** The workspaces of a user; an owner of the installation joins those that were made meanwhile. */
  membershipsOf(userId: string): Promise<Member[]>
}
