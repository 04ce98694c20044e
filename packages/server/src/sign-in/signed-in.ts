import type { ClientWord } from '@daybook/protocol'
import { formatInstant } from '../entry/times.ts'
import type { MemberRole } from '../entry/workspace.ts'
import { formatId } from '../ids.ts'
import { rightsOfRole } from '../policy/can.ts'
import type { Right } from '../policy/rights.ts'
import { memberIdOf } from './join-workspace.ts'
import type { SignInParts } from './parts.ts'
import { needsSetUp } from './set-up-owner.ts'
import type { Visit } from './visit.ts'

/** Who is signed in, and where they may work. */
export interface SignedIn {
  readonly member: {
    readonly id: string
    readonly name: string
    readonly email: string
    /** Two-factor sign-in is on. */
    readonly twoFactor: boolean
    /** A password signs them in; otherwise a provider does, or a link. */
    readonly password: boolean
  }
  /** Oldest first. */
  readonly workspaces: readonly {
    readonly id: string
    readonly name: string
    readonly timeZone: string
    readonly locale: string
    readonly role: MemberRole
    readonly rights: readonly Right[]
    /** What clients are called there. */
    readonly clientWord: ClientWord
    /** Opening a client's page is recorded there. */
    readonly profileViews: boolean
    /** When that was switched last (UTC); absent where it never was. */
    readonly profileViewsSince?: string
    /** Invented data to look around in. */
    readonly demo: boolean
    /** Nothing of it opens until two-factor sign-in is set up. */
    readonly twoFactorMissing: boolean
  }[]
  /** The owner has yet to say who they are, or there is no workspace. */
  readonly setUp: boolean
}

export async function readSignedIn(parts: SignInParts, visit: Visit): Promise<SignedIn | undefined> {
  const { daybook, sessions, users, membershipsOf } = parts
  const session = await sessions.of(visit)
  if (session === undefined) return undefined
  const [own, user, setUp] = await Promise.all([
    membershipsOf(session.userId),
    users.find(session.userId),
    needsSetUp(parts, session.userId),
  ])
  if (user === undefined || (own.length === 0 && !setUp)) return undefined
  const id = own[0]?.id ?? (await memberIdOf(daybook, session.userId)) ?? 0
  const workspaces = await Promise.all(
    own.map(async ({ workspaceId, role }) => {
      const { name, timeZone, locale, settings, demo } = await daybook.workspaces.get(workspaceId)
      const twoFactorMissing = !user.twoFactor && settings.twoFactor?.includes(role) === true
      const rights = rightsOfRole(role)
      const { clientWord = 'client', profileViews = false, profileViewsSince: since } = settings
      const told = since === undefined ? {} : { profileViewsSince: formatInstant(since) }
      const place = { id: formatId('ws', workspaceId), name, timeZone, locale, clientWord }
      return { ...place, role, rights, demo, twoFactorMissing, profileViews, ...told }
    }),
  )
  const { email, twoFactor, password } = user
  const member = { id: formatId('mb', id), name: own[0]?.name ?? user.name, email, twoFactor, password }
  return { member, workspaces, setUp }
}
