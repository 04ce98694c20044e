/** What the rest of the server needs to know of a workspace. */
export type FieldPolicy = 'track' | 'hide' | 'ignore'

export interface Workspace {
  readonly id: number
  readonly name: string
  /** IANA name of the zone that decides its days. */
  readonly timeZone: string
  readonly locale: string
  readonly zoneSet: number
  readonly createdAt: number
  readonly settings: WorkspaceSettings
}

export interface WorkspaceSettings {
  /** `booking.notes` → how its changes are kept; a field that is not here is tracked. */
  readonly fields?: Readonly<Record<string, FieldPolicy>>
  /** Roles whose members must sign in with two factors; until they have set it up they reach nothing else. */
  readonly twoFactor?: readonly MemberRole[]
}

export const ROLES = ['owner', 'admin', 'manager', 'staff', 'auditor'] as const
export type MemberRole = (typeof ROLES)[number]

/** Of whose clients and acts a member of the staff sees something. */
export const VISIBILITIES = ['everyone', 'own_clients', 'own_acts'] as const
export type Visibility = (typeof VISIBILITIES)[number]

/** The person behind a session, as a member of the workspace that they ask about; read anew for each request. */
export interface SignedInMember {
  readonly id: number
  readonly role: MemberRole
  /** Absent where the workspace's own setting decides. */
  readonly visibility?: Visibility | undefined
  /** They have a second factor, and this session began with it. */
  readonly twoFactor: boolean
  /** UTC ms when this session last gave it. */
  readonly secondFactorAt?: number | undefined
}

/** Who asks, and what they may do. Every action checks it before anything else. */
export interface Principal {
  readonly workspaceId: number
  readonly kind: 'key' | 'member' | 'daybook'
  /** The actor of an entry that names none. */
  readonly actor: { readonly type: 'key' | 'staff' | 'system'; readonly id?: string; readonly name?: string }
  readonly scopes: readonly Scope[]
  /** The sources that a key may claim; all where absent. */
  readonly sources?: readonly string[]
  /** Where `kind` is `member`. */
  readonly member?: SignedInMember
}

export const SCOPES = ['read', 'append', 'admin'] as const
export type Scope = (typeof SCOPES)[number]
